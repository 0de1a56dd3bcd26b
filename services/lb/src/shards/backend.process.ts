import { BackendError } from '@freehold/ledger/backend-error';
import type { Process } from '@freehold/ledger/process';
import { Later, Park } from '@freehold/ledger/work-outcome';
import { isTransient, onEveryNode } from '@freehold/service/on-every-node';
import type { Pool } from 'pg';
import { balancersOf, type LoadBalancers } from '../balancers/load-balancers.js';
import { areNamesMoving } from '../routes/touched-names.js';
import { backendKey, nodeBackend } from './backend.js';
import { backendsOfCluster, knownPosition } from './backend-rows.js';
import { BACKEND, backendOfWork, touchedBackends } from './touched-backends.js';

/** Names of a backend that goes are led elsewhere first. */
const AGAIN_MS = 500;

/** Tells every load balancer of a cluster which web nodes a backend has; one that no shard has any more goes. */
export function backends({ balancers, pool }: { balancers: LoadBalancers; pool: Pool }): Process {
  return {
    name: BACKEND,
    trigger: touchedBackends,
    async run({ id }, { view }, signal) {
      const { cluster_id, name } = backendOfWork(id);
      const position = await knownPosition(pool);
      const backend = (await backendsOfCluster(cluster_id, view, pool)).find((candidate) => candidate.name === name);
      if (backend === undefined && (await areNamesMoving(cluster_id, pool))) throw new Later(AGAIN_MS);
      const nodes = await balancersOf(cluster_id, view);
      try {
        await onEveryNode(nodes, async (node) =>
          backend === undefined
            ? balancers.remove(node, backendKey({ cluster_id, name }), position, signal)
            : balancers.apply(node, nodeBackend(backend), signal),
        );
      } catch (error) {
        if (!(error instanceof BackendError) || isTransient(error)) throw error;
        throw new Park(error.detail, { cause: error });
      }
    },
  };
}
