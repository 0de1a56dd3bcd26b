import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import type { Backend_Server } from '@freehold/rpc/agent';
import type { Change, Desired } from '../role.js';

/** A web node, as the load balancer reaches it. */
export interface Server {
  readonly name: string;
  /** An IP address and a port, in one spelling: `192.0.2.1:80`, `[2001:db8::1]:80`. */
  readonly address: string;
  readonly drained: boolean;
}

/** What the load balancer serves, in order of name: everything may stand in its configuration and in its commands as it is. */
export interface Serving {
  /** Servers, in order of name, by the name of their backend. */
  readonly backends: ReadonlyMap<string, readonly Server[]>;
  /** Names of backends by host name. A backend need not be there (yet): its names are answered 503 until it is. */
  readonly routes: ReadonlyMap<string, string>;
}

export const NOTHING: Serving = { backends: new Map(), routes: new Map() };

const BACKEND = /^[a-z][a-z0-9_-]{0,62}$/;
const SERVER = /^[a-z0-9][a-z0-9_-]{0,62}$/;
/** A host name in normal form: lower-case ASCII, no final dot, no wildcard. Single labels pass: `localhost`. */
const HOST = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** Why a resource cannot be served, or undefined. */
export function refusal(wanted: Desired): string | undefined {
  switch (wanted.kind) {
    case 'webroot':
      return 'A load balancer holds no webroots.';
    case 'route':
      if (!HOST.test(wanted.id)) return `${quoted(wanted.id)} is no host name in normal form.`;
      if (!BACKEND.test(wanted.spec.backend)) return `${quoted(wanted.spec.backend)} cannot be the name of a backend.`;
      return undefined;
    case 'backend':
      if (!BACKEND.test(wanted.id)) return `${quoted(wanted.id)} cannot be the name of a backend.`;
      return serversRefusal(wanted.spec.servers);
  }
}

function serversRefusal(servers: readonly Backend_Server[]): string | undefined {
  const names = new Set<string>();
  for (const { name, address } of servers) {
    if (!SERVER.test(name)) return `${quoted(name)} cannot be the name of a server.`;
    if (names.has(name)) return `The server ${name} is there twice.`;
    if (!spelled(address)) return `${quoted(address)} is no IP address with a port.`;
    names.add(name);
  }
  return undefined;
}

/**
 * What is to be served of the whole desired state. Of what is refused, that which was served before is served still.
 * @param before what was served last
 */
export function servingOf(desired: Iterable<Desired>, before: Serving): Serving {
  const backends = new Map<string, readonly Server[]>();
  const routes = new Map<string, string>();
  for (const wanted of desired) {
    if (wanted.kind === 'route') keep(routes, wanted.id, routeOf(wanted) ?? before.routes.get(wanted.id));
    if (wanted.kind === 'backend') keep(backends, wanted.id, serversOf(wanted) ?? before.backends.get(wanted.id));
  }
  return inOrder(backends, routes);
}

/** What is to be served after some changes. */
export function servingAfter(before: Serving, changes: Iterable<Change>): Serving {
  const [backends, routes] = [new Map(before.backends), new Map(before.routes)];
  for (const { key, wanted } of changes) {
    if (wanted === undefined) (key.kind === 'route' ? routes : backends).delete(key.id);
    if (wanted?.kind === 'route') keep(routes, key.id, routeOf(wanted));
    if (wanted?.kind === 'backend') keep(backends, key.id, serversOf(wanted));
  }
  return inOrder(backends, routes);
}

/** Where the route leads; undefined when it is refused. */
export function routeOf(wanted: Desired & { kind: 'route' }): string | undefined {
  return refusal(wanted) === undefined ? wanted.spec.backend : undefined;
}

/** The backend's servers, sorted by name; undefined when it is refused. */
export function serversOf(wanted: Desired & { kind: 'backend' }): readonly Server[] | undefined {
  if (refusal(wanted) !== undefined) return undefined;
  return wanted.spec.servers
    .map(({ name, address, drained }) => ({ name, address: spelled(address) ?? address, drained }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** An address with its port in the one spelling that HAProxy shows too; undefined for anything else. */
export function spelled(address: string): string | undefined {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]*)\]|([0-9.]+)):([1-9]\d{0,4})$/.exec(address) ?? [];
  if (Number(port) > 65_535) return undefined;
  if (plain !== undefined && isIPv4(plain)) return `${plain}:${port}`;
  if (bracketed === undefined || !isIPv6(bracketed) || bracketed.includes('%')) return undefined;
  return `[${new SocketAddress({ address: bracketed, family: 'ipv6' }).address}]:${port}`;
}

/** By name: the files are the same whatever came first. What is nearly in order costs next to nothing. */
function inOrder(backends: Map<string, readonly Server[]>, routes: Map<string, string>): Serving {
  const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  return { backends: new Map([...backends].sort(byName)), routes: new Map([...routes].sort(byName)) };
}

function keep<T>(map: Map<string, T>, id: string, value: T | undefined): void {
  if (value !== undefined) map.set(id, value);
}

/** A wrong name in an answer: short, and without anything that would disturb a terminal. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
