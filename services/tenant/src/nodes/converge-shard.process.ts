import type { Ledger } from '@freehold/ledger/ledger';
import type { Process } from '@freehold/ledger/process';
import { shardConvergence } from '@freehold/service/shard-convergence';
import type { Pool } from 'pg';
import type { WantedSites, WebNodes } from '../backends/web-nodes.js';
import { sitesOf } from '../webroot/site-rows.js';
import { wakeWebroots } from './converge-node.process.js';
import { heldBackBy } from './held-back.js';
import { servedShards, webNodesOf } from './web-nodes-of-shard.js';

interface Parts {
  readonly nodes: WebNodes;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly pool: Pool;
}

/** Converges web shards: each node is brought the sites of every shard that it serves. */
export function convergeShard({ nodes, ledger, pool }: Parts): Process {
  return shardConvergence<{ readonly sites: number }>({
    role: 'web',
    ledger,
    nodesOf: async ({ id }, { view }) => await webNodesOf(id, view),
    setOf: async ({ id }) => ({ sites: (await sitesOf([id], pool)).sites.length }),
    async push(node, _, { shard, confirm, signal }) {
      const wanted: WantedSites = { ...(await sitesOf(servedShards(node), pool)), confirm };
      const done = await nodes.converge(node, wanted, signal);
      return {
        detail: `${done.applied} sites written, ${done.unchanged} as they were, ${done.removed} removed`,
        held: heldBackBy(node.id, shard.id, done),
        refused: done.refused.map(({ id, detail }) => ({ kind: 'webroot', id, detail })),
      };
    },
    refused: async (ids) => await wakeWebroots([...ids], pool),
    count: ({ sites }) => sites,
  });
}
