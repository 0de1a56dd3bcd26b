import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import { type Reach, reachOf } from '@freehold/contracts/identity/grant';
import type { Identity } from './identity.js';

/** A way to come in: undefined where the request does not try it, or what it shows does not hold. */
export interface Door {
  identify(request: Knock): Promise<Identity | undefined>;
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
      const identity = await door.identify(request);
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
  { grants }: Identity,
  { scope, platform }: { readonly scope?: string; readonly platform?: true },
): Reach {
  if (scope === undefined) return NOTHING;
  const reach = reachOf(grants, scope);
  if (reach === undefined) throw new Rejected('request.forbidden', `this takes the scope ${scope}`);
  if (platform && reach !== 'everything')
    throw new Rejected(
      'request.forbidden',
      `this takes the scope ${scope} for the whole platform, not for tenants or brands`,
    );
  return reach;
}

/** Of a route that shows nothing which belongs to anybody. */
const NOTHING: Reach = { tenants: [], brands: [] };
