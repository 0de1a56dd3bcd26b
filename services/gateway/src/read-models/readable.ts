import type { Positions } from '@freehold/ledger/positions';
import { INFRASTRUCTURE } from '../infrastructure/infrastructure.projection.js';

/** The followers whose tables clients read. */
export const READ_MODELS: readonly string[] = ['resources', 'operations', 'events', INFRASTRUCTURE];

/** How long an answer waits for them. They pass a position within milliseconds; this is for a database that hangs. */
export const READABLE_WITHIN_MS = 5_000;

/** Whether everything up to a position can be read, in every read model, waiting a bounded time for it. */
export async function readable(positions: Positions, position: number): Promise<boolean> {
  return await positions.wait(READ_MODELS, position, READABLE_WITHIN_MS);
}
