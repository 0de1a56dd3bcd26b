import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { BackendError } from '@freehold/ledger/backend-error';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';
import { Park } from '@freehold/ledger/work-outcome';
import { isTransient, onEveryNode } from '@freehold/service/on-every-node';
import type { Pool } from 'pg';
import { balancersOf, type LoadBalancers } from '../balancers/load-balancers.js';
import { isRouted, isToldServed, type Name, nodeRoute, type RoutedName, routeKey } from './route.js';
import { nameOf } from './route-rows.js';
import { ROUTE, touchedNames } from './touched-names.js';

/** What is told of a name's route. */
interface Told {
  readonly state: 'served' | 'skipped' | 'waiting' | 'failed';
  readonly detail: string;
}

const UNBOUND: Told = {
  state: 'skipped',
  detail: 'no load balancer leads the name anywhere: it is bound to no webroot',
};
const NO_BALANCER: Told = {
  state: 'skipped',
  detail: 'the tenant’s cluster has no load balancer in service: web nodes are reached directly',
};
const SERVED: Told = { state: 'served', detail: 'every load balancer of the cluster leads the name to its web nodes' };
const WAITING: Told = { state: 'waiting', detail: 'a load balancer of the cluster does not answer yet' };

/**
 * Leads a bound name to the web nodes of its tenant's shard, on every load balancer of the cluster, and takes one away that is not
 * bound any more; then tells the name so (its condition `route`).
 */
export function routes({ balancers, pool }: { balancers: LoadBalancers; pool: Pool }): Process {
  return {
    name: ROUTE,
    trigger: touchedNames,
    async run({ id }, context, signal) {
      const name = await nameOf(id, pool);
      if (name === undefined) return;
      try {
        await tell(name, await bringAbout(name, { balancers, context, signal }), context);
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        await tell(name, isTransient(error) ? WAITING : { state: 'failed', detail: error.detail }, context);
        if (isTransient(error)) throw error;
        throw new Park(error.detail, { cause: error });
      }
    },
  };
}

interface Means {
  readonly balancers: LoadBalancers;
  readonly context: ProcessContext;
  readonly signal: AbortSignal;
}

async function bringAbout(name: Name, { balancers, context, signal }: Means): Promise<Told> {
  if (name.cluster_id === null) return UNBOUND;
  const nodes = await balancersOf(name.cluster_id, context.view);
  if (isRouted(name)) return await lead(name);
  await onEveryNode(nodes, async (node) => balancers.remove(node, routeKey(name), name.position, signal));
  return UNBOUND;

  async function lead(routed: RoutedName): Promise<Told> {
    if (nodes.length === 0) return NO_BALANCER;
    await onEveryNode(nodes, async (node) => balancers.apply(node, nodeRoute(routed), signal));
    return SERVED;
  }
}

/** Says nothing that the name knows already, and of one that is served not that a load balancer is away for a while. */
async function tell(name: Name, told: Told, { command }: ProcessContext): Promise<void> {
  const { id, generation, route } = name;
  if (route?.generation === generation && route.state === told.state && route.detail === told.detail) return;
  if (told.state === 'waiting' && isToldServed(name)) return;
  const data = { condition: 'route', generation, ...told };
  const reply = settled(await command({ kind: Fqdn, verb: 'condition_reported', resource_id: id, data }));
  if (reply.outcome === 'rejected' && reply.code !== 'fqdn.not_found')
    throw new Error(`the name did not take what was told of its route: ${reply.detail}`);
}
