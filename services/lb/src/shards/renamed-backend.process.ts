import type { Process } from '@freehold/ledger/process';
import { raiseWork } from '@freehold/ledger/work';
import { onEveryNode } from '@freehold/service/on-every-node';
import type { Pool } from 'pg';
import { balancersOf, type LoadBalancers } from '../balancers/load-balancers.js';
import { raiseNamesOfShard } from '../routes/touched-names.js';
import { backendNameOf, nodeBackend } from './backend.js';
import { backendsOfCluster } from './backend-rows.js';
import { backendWork } from './touched-backends.js';

const NAME = 'renamed-backend';

/**
 * A shard whose backend gets another name: first the new one comes, then its names are led there, and last the old one goes. No
 * visitor meets a name that leads nowhere.
 */
export function renamedBackends({ balancers, pool }: { balancers: LoadBalancers; pool: Pool }): Process {
  return {
    name: NAME,
    trigger({ before, after }) {
      const [was, is] = [backendNameOf(before), backendNameOf(after)];
      return was && is && was.name !== is.name ? [{ kind: NAME, id: `${after.id}/${was.name}` }] : [];
    },
    async run({ id }, { view }, signal) {
      const [shard = '', was = ''] = id.split('/');
      const now = backendNameOf(await view.get('shard', shard));
      if (now === undefined) return;
      const { cluster_id } = now;
      const backend = (await backendsOfCluster(cluster_id, view, pool)).find(({ name }) => name === now.name);
      if (backend)
        await onEveryNode(await balancersOf(cluster_id, view), async (node) =>
          balancers.apply(node, nodeBackend(backend), signal),
        );
      await raiseNamesOfShard(shard, pool);
      await raiseWork(pool, [backendWork({ cluster_id, name: was })]);
    },
  };
}
