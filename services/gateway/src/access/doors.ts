import type { Pool } from 'pg';
import type { GatewayConfig } from '../config.js';
import { ApiKeys, keyIn } from './api-keys.js';
import { Gate } from './gate.js';
import { Holders } from './holders.js';
import { issuersOf } from './issuers.js';
import { Logins } from './logins.js';
import { Sessions } from './sessions.js';
import { Tokens } from './tokens.js';

/** Every way to come in. */
export interface Doors {
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly logins: Logins;
}

/** The ways to come in, over rows that the gateway's own role reads. */
export function doorsOf(config: GatewayConfig, pool: Pool): Doors {
  const holders = new Holders(pool);
  const keys = new ApiKeys(pool);
  const tokens = new Tokens(issuersOf(config, holders));
  const sessions = new Sessions(pool, holders, config.public_url);
  const byKey = {
    identify({ headers }: Parameters<Tokens['identify']>[0]) {
      const key = keyIn(headers);
      return key === undefined ? undefined : keys.identify(key);
    },
  };
  return { gate: new Gate([byKey, tokens, sessions]), sessions, logins: new Logins(config, pool, tokens, sessions) };
}
