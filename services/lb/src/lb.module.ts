import { Agents } from '@freehold/service/agents';
import { defineService, type Parts, type ServiceDefinition } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { askFleet } from '@freehold/service/service-certificate';
import type { z } from 'zod';
import type { LoadBalancers } from './balancers/load-balancers.js';
import { LbConfig } from './config.js';
import { convergeNode } from './nodes/converge-node.process.js';
import { convergeShard } from './nodes/converge-shard.process.js';
import { routes } from './routes/route.process.js';
import { backends } from './shards/backend.process.js';
import { renamedBackends } from './shards/renamed-backend.process.js';

type LbParts = Parts<z.output<typeof LbConfig>>;

/** The load balancers that a service speaks to, and how it stops. */
interface BalancersInUse {
  readonly balancers: LoadBalancers;
  close?(): void;
}

/** Leads names to web nodes, on the load balancers of every cluster. */
export const lbService = lbServiceOver(({ nc }) => {
  const agents = new Agents('lb', askFleet(nc, 'lb'));
  return { balancers: agents, close: () => agents.close() };
});

/** The service over load balancers of any sort. */
export function lbServiceOver(open: (parts: LbParts) => BalancersInUse): ServiceDefinition {
  return defineService({
    name: 'lb',
    context: 'lb',
    config: LbConfig,
    migrations: [LedgerTables1700000000001],
    knows: ['fqdn', 'tenant', 'shard', 'node'],
    wire(parts) {
      const { balancers, close } = open(parts);
      const { ledger, pool } = parts;
      return {
        processes: [
          routes({ balancers, pool }),
          backends({ balancers, pool }),
          renamedBackends({ balancers, pool }),
          convergeNode({ balancers, pool }),
          convergeShard({ balancers, ledger, pool }),
        ],
        ...(close && { stopped: close }),
      };
    },
  });
}
