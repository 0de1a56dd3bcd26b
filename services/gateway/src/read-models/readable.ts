import { kindNamed } from '@freehold/contracts/kinds';
import type { Positions } from '@freehold/ledger/positions';
import { INFRASTRUCTURE } from '../infrastructure/infrastructure.projection.js';

/** How long an answer waits for the read models. They pass a position within milliseconds; this is for a database that hangs. */
export const READABLE_WITHIN_MS = 5_000;

const EVERY_KIND = ['resources', 'operations', 'events'];
const OBSERVED = [...EVERY_KIND, INFRASTRUCTURE];

/**
 * Whether everything up to a position can be read, waiting a bounded time for it.
 * @param kind what has changed: the read model of rented infrastructure counts only for what it shows
 */
export async function readable(positions: Positions, position: number, kind?: string): Promise<boolean> {
  const followers = kind !== undefined && kindNamed(kind).lifecycle === 'observed' ? OBSERVED : EVERY_KIND;
  return await positions.wait(followers, position, READABLE_WITHIN_MS);
}
