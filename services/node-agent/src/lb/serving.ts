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

/** What the load balancer serves: everything may stand in its configuration and in its commands as it is. */
export interface Serving {
  /** Servers, in order of name, by the name of their backend. */
  readonly backends: Map<string, readonly Server[]>;
  /** Names of backends by host name. A backend need not be there (yet): its names are answered 503 until it is. */
  readonly routes: Map<string, string>;
}

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
    if (wanted.kind === 'route') put(routes, wanted.id, routeOf(wanted) ?? before.routes.get(wanted.id));
    if (wanted.kind === 'backend') put(backends, wanted.id, serversOf(wanted) ?? before.backends.get(wanted.id));
  }
  return { backends, routes };
}

/** What some changes change. */
export interface Delta {
  /** Names that were not there, with where they lead. */
  readonly added: ReadonlyMap<string, string>;
  /** Names that lead elsewhere than before. */
  readonly moved: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  /** Backends that have come or gone, or have other servers. */
  readonly backends: ReadonlySet<string>;
}

/** Takes changes, each key once, in place: a copy of ten thousand names for each would be most of the work. */
export function takeChanges(serving: Serving, changes: Iterable<Change>): Delta {
  const delta = { added: new Map<string, string>(), moved: new Map<string, string>(), removed: new Set<string>() };
  const backends = new Set<string>();
  for (const { key, wanted } of changes) {
    if (key.kind === 'route') {
      const was = serving.routes.get(key.id);
      const is = wanted?.kind === 'route' ? (routeOf(wanted) ?? was) : undefined;
      if (is === was) continue;
      put(serving.routes, key.id, is);
      if (is === undefined) delta.removed.add(key.id);
      else (was === undefined ? delta.added : delta.moved).set(key.id, is);
    } else if (key.kind === 'backend') {
      const was = serving.backends.get(key.id);
      const is = wanted?.kind === 'backend' ? (serversOf(wanted) ?? was) : undefined;
      if (sameServers(is, was)) continue;
      put(serving.backends, key.id, is);
      backends.add(key.id);
    }
  }
  return { ...delta, backends };
}

export function sameServers(one: readonly Server[] | undefined, other: readonly Server[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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

function put<T>(map: Map<string, T>, id: string, value: T | undefined): void {
  if (value === undefined) map.delete(id);
  else map.set(id, value);
}

/** A wrong name in an answer: short, and without anything that would disturb a terminal. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
