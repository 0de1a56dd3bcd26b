import type { Status } from '@freehold/contracts/resource';
import { type Condition, fqdnOf } from '@freehold/contracts/tenant/fqdn';
import type { KeyInit, ResourceInit } from '@freehold/rpc/agent-connection';

/** A name, with what a load balancer must know of it and what was told of its route, as the rows said at one moment. */
export interface Name {
  readonly id: string;
  readonly fqdn: string;
  readonly webroot_id: string | null;
  readonly status: Status;
  readonly generation: number;
  /** What was last told of its route. */
  readonly route: Condition | null;
  /** Of its tenant; null while that has no place. */
  readonly cluster_id: string | null;
  /** What the load balancers call the tenant's shard. */
  readonly backend: string | null;
  /** Of the ledger, up to which the rows were known: what was composed later has a higher one. */
  readonly position: number;
}

/** A name that load balancers lead to a backend. */
export type RoutedName = Name & { readonly cluster_id: string; readonly backend: string };

/** Whether a name is to be led somewhere: bound to a webroot, not on its way out. A suspended one is: its web nodes answer 503. */
export function isRouted(name: Name): name is RoutedName {
  const isBound = name.webroot_id !== null && name.status !== 'deleting';
  return isBound && name.cluster_id !== null && name.backend !== null;
}

/** The name in normal form, as load balancers know it. */
export function hostOf({ fqdn }: Pick<Name, 'fqdn'>): string {
  return fqdnOf({ fqdn });
}

/** The route as it crosses the wire. */
export function nodeRoute(name: RoutedName): ResourceInit {
  return {
    id: hostOf(name),
    generation: BigInt(name.position),
    spec: { case: 'route', value: { backend: name.backend } },
  };
}

export function routeKey(name: Name): KeyInit {
  return { kind: 'route', id: hostOf(name) };
}

/** Whether it was told of the present wish that the load balancers lead the name. */
export function isToldServed({ route, generation }: Name): boolean {
  return route?.state === 'served' && route.generation === generation;
}
