import { StreamMismatch } from '@freehold/ledger/feed';
import { MasterKeyAway, MasterKeyError } from '@freehold/vault/errors';
import { ConfigError } from './config.js';

/** Why a process could not start: a sentence that says what to do where the cause lies outside, else the fault with its place. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StreamMismatch) return error.message;
  if (error instanceof MasterKeyError || error instanceof MasterKeyAway) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
