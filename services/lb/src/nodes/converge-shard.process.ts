import type { Ledger } from '@freehold/ledger/ledger';
import type { Process } from '@freehold/ledger/process';
import { shardConvergence } from '@freehold/service/shard-convergence';
import type { Pool } from 'pg';
import { balancersOf, type LoadBalancers } from '../balancers/load-balancers.js';
import { hostOf } from '../routes/route.js';
import { shardsOf } from '../shards/backend.js';
import { wakeNames } from './converge-node.process.js';
import { type FullSet, fullSetOf, heldBackBy, push, refusedBy } from './full-set.js';

interface Parts {
  readonly balancers: LoadBalancers;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly pool: Pool;
}

/** Converges shards of load balancers: backends, and which name goes to which. */
export function convergeShard({ balancers, ledger, pool }: Parts): Process {
  return shardConvergence<FullSet>({
    role: 'lb',
    ledger,
    async nodesOf({ id, spec }, { view }) {
      const nodes = await balancersOf(String(spec['cluster_id']), view);
      return nodes.filter((node) => shardsOf(node).includes(id));
    },
    setOf: async ({ spec }, { view }) => await fullSetOf(String(spec['cluster_id']), view, pool),
    async push(node, set, { shard, confirm, signal }) {
      const done = await push(balancers, node, set, { confirm, signal });
      const { applied, unchanged, removed } = done.summary;
      return {
        detail: `${applied} names and backends brought, ${unchanged} as they were, ${removed} removed`,
        held: heldBackBy(node.id, shard.id, done),
        refused: refusedBy(done),
      };
    },
    refused: async (ids, { names }) =>
      await wakeNames(
        names.filter((name) => ids.has(hostOf(name))),
        pool,
      ),
    count: ({ resources }) => resources.length,
  });
}
