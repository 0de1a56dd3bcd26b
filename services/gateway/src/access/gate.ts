import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import { type Reach, reachOf } from '@freehold/contracts/identity/grant';
import type { Identity } from './identity.js';

/** A way to come in: undefined where the request does not try it, or what it shows does not hold. Whom it knows already, it tells at once. */
export interface Door {
  identify(request: Knock): Identity | undefined | Promise<Identity | undefined>;
}

/** What a door sees of a request. */
export interface Knock {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Who asks, by whichever way they came. */
export class Gate {
  constructor(private readonly doors: readonly Door[]) {}

  /** @throws Rejected `request.unauthenticated` */
  async identified(request: Knock): Promise<Identity> {
    for (const door of this.doors) {
      const found = door.identify(request);
      const identity = found instanceof Promise ? await found : found;
      if (identity !== undefined) return identity;
    }
    throw new Rejected(
      'request.unauthenticated',
      'send a valid API key or access token as Authorization: Bearer, or a key as X-API-Key',
    );
  }
}

/**
 * How far somebody reaches on a route.
 * @throws Rejected `request.forbidden` without the scope, or where a route takes the platform's administrators alone
 */
export function reachFor(
  identity: Identity,
  { scope, platform }: { readonly scope?: string; readonly platform?: true },
): Reach {
  if (scope === undefined) return NOTHING;
  const reach = reachOfIdentity(identity, scope);
  if (reach === undefined) throw new Rejected('request.forbidden', `this takes the scope ${scope}`);
  if (platform && reach !== 'everything')
    throw new Rejected(
      'request.forbidden',
      `this takes the scope ${scope} for the whole platform, not for tenants or brands`,
    );
  return reach;
}

/** An identity is kept for seconds by the door that knows it, and asks for the same again and again. */
const reaches = new WeakMap<Identity, Map<string, Reach | undefined>>();

function reachOfIdentity(identity: Identity, scope: string): Reach | undefined {
  let known = reaches.get(identity);
  if (known === undefined) reaches.set(identity, (known = new Map()));
  if (!known.has(scope)) known.set(scope, reachOf(identity.grants, scope));
  return known.get(scope);
}

/** Of a route that shows nothing which belongs to anybody. */
const NOTHING: Reach = { tenants: [], brands: [] };
