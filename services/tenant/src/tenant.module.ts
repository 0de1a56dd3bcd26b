import { lifecycle } from '@freehold/contracts/decider';
import { Brand, DEFAULT_BRAND } from '@freehold/contracts/tenant/brand';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Subscription } from '@freehold/contracts/tenant/subscription';
import { UidClaim } from '@freehold/contracts/tenant/uid-claim';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { cascade, suspendWith } from '@freehold/ledger/process';
import { Agents } from '@freehold/service/agents';
import { defineService, type Parts, type ServiceDefinition } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { askFleet } from '@freehold/service/service-certificate';
import type { z } from 'zod';
import { AgentWebNodes } from './backends/agent-web-nodes.js';
import type { WebNodes } from './backends/web-nodes.js';
import { brand } from './brand/brand.js';
import { TenantConfig } from './config.js';
import { boundName } from './fqdn/bound-name.js';
import { fqdn } from './fqdn/fqdn.js';
import { fqdnReconciler, wakesName } from './fqdn/fqdn.reconcile.js';
import { SiteConditions } from './fqdn/site-conditions.js';
import { Places1700000000002 } from './migrations/001-places.js';
import { convergeNode } from './nodes/converge-node.process.js';
import { convergeShard } from './nodes/converge-shard.process.js';
import { defaultSubscription } from './subscription/default-subscription.process.js';
import { subscription } from './subscription/subscription.js';
import { CHILD_KINDS, wakesTenant } from './tenant/children.js';
import { placement } from './tenant/placement.js';
import { tenant } from './tenant/tenant.js';
import { tenantReconciler } from './tenant/tenant.reconcile.js';
import { UserNumbers } from './tenant/user-numbers.js';
import { refuseUnofferedRuntime } from './webroot/offered-runtimes.js';
import { serviceHostnames } from './webroot/service-hostname.process.js';
import { leavingNodesWakeWebroots, namesWakeWebroot } from './webroot/wakes-webroot.js';
import { webroot } from './webroot/webroot.js';
import { webrootReconciler } from './webroot/webroot.reconcile.js';

type TenantParts = Parts<z.output<typeof TenantConfig>>;

/** The web nodes that a service speaks to, and how it stops. */
interface WebNodesInUse {
  readonly nodes: WebNodes;
  close?(): void;
}

/** Tenants and the brands that they belong to, their webroots and names, which web nodes serve. */
export const tenantService = tenantServiceOver(({ nc }) => {
  const agents = new Agents('tenant', askFleet(nc, 'tenant'));
  return { nodes: new AgentWebNodes(agents), close: () => agents.close() };
});

/** The service over web nodes of any sort. */
export function tenantServiceOver(open: (parts: TenantParts) => WebNodesInUse): ServiceDefinition {
  return defineService({
    name: 'tenant',
    context: 'tenant',
    config: TenantConfig,
    migrations: [LedgerTables1700000000001, Places1700000000002],
    shreds: true,
    knows: [...CHILD_KINDS, 'node', 'cluster-runtime', 'region-runtime'],
    wire(parts) {
      const { nodes, close } = open(parts);
      return { ...wiring(parts, nodes), ...(close && { stopped: close }) };
    },
  });
}

function wiring({ config, pool, view, ledger, command, shred }: TenantParts, nodes: WebNodes) {
  const conditions = new SiteConditions(command);
  return {
    owned: [
      { decider: brand },
      { decider: tenant, complete: placement({ pool, numbers: new UserNumbers(pool, command) }) },
      { decider: lifecycle(UidClaim) },
      { decider: subscription },
      { decider: webroot, consider: refuseUnofferedRuntime },
      { decider: fqdn, complete: boundName(pool) },
    ],
    reconcilers: [
      tenantReconciler({ pool, resyncEvery: config.resync_seconds * 1000, shred, command }),
      webrootReconciler({ nodes, conditions, view, pool }),
      fqdnReconciler(view),
    ],
    processes: [
      ...[Webroot, Fqdn].flatMap((kind) => [cascade(kind), suspendWith(kind)]),
      cascade(Subscription),
      defaultSubscription,
      serviceHostnames,
      convergeNode({ nodes, pool }),
      convergeShard({ nodes, ledger, pool }),
    ],
    triggers: [wakesTenant, wakesName, namesWakeWebroot, leavingNodesWakeWebroots],
    seeds: [
      {
        kind: Brand,
        verb: 'create',
        resource_id: DEFAULT_BRAND,
        cause: ['first start'],
        data: {
          name: config.brand_name,
          base_hostname: config.brand_hostname,
          primary_ns: config.brand_primary_ns,
          secondary_ns: config.brand_secondary_ns,
          hostmaster_email: config.brand_hostmaster_email,
        },
      },
    ],
  };
}
