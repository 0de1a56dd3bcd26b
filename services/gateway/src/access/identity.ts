import type { Grant } from '@freehold/contracts/identity/grant';

/** Who asks: the holder of an API key, somebody who has logged in, or a program that acts for somebody. */
export interface Identity {
  /** Of the key or the user: what Idempotency-Keys and limits are bound to. */
  readonly id: string;
  /** As events name it: `key:<id>`, `user:<id>`, `agent:<key id>`. */
  readonly actor: string;
  /** Whom an agent acts for, as events name an actor. */
  readonly on_behalf_of?: string;
  /** What it may do, and where. */
  readonly grants: readonly Grant[];
}

/** Whoever has shown nothing. */
export const NOBODY: Identity = { id: '', actor: 'nobody', grants: [] };
