import { z } from 'zod';
import { Position } from './entry.js';
import { GENESIS, Hash } from './hash.js';
import { isSignedBy, type Signer } from './key.js';

/** A place in the chain: after the event at `position`, its hash is `hash`. */
export const Place = z.strictObject({ position: Position, hash: Hash });
export type Place = z.output<typeof Place>;

/** Where every chain begins. */
export const BEGINNING: Place = { position: 0, hash: GENESIS };

/** A signed statement of what the ledger was up to a position. Whoever holds one can tell whether anything before it was touched. */
export const Checkpoint = z.strictObject({
  ...Place.shape,
  /** Events up to here, since the checkpoint before. */
  count: z.int().nonnegative(),
  /** RFC 3339, UTC: when it was signed. */
  time: z.string(),
  /** The checkpoint before, or the beginning. */
  previous: Place,
  key_id: z.string(),
  /** ed25519 over {@link checkpointText}, in base64url. */
  signature: z.string(),
});
export type Checkpoint = z.output<typeof Checkpoint>;

/** What is signed: lines of text, so that it can be checked with any tool. */
export function checkpointText({
  position,
  hash,
  count,
  time,
  previous,
  key_id,
}: Omit<Checkpoint, 'signature'>): string {
  return [
    'freehold ledger checkpoint 1',
    `position ${position}`,
    `hash ${hash}`,
    `count ${count}`,
    `time ${time}`,
    `previous ${previous.position} ${previous.hash}`,
    `key ${key_id}`,
    '',
  ].join('\n');
}

export function signCheckpoint(statement: Omit<Checkpoint, 'signature' | 'key_id'>, signer: Signer): Checkpoint {
  const whole = { ...statement, key_id: signer.key.id };
  return { ...whole, signature: signer.sign(checkpointText(whole)) };
}

/** @param keys public keys by their ids */
export function isGenuine(checkpoint: Checkpoint, keys: ReadonlyMap<string, string>): boolean {
  const key = keys.get(checkpoint.key_id);
  return key !== undefined && isSignedBy(key, checkpointText(checkpoint), checkpoint.signature);
}
