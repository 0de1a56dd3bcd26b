import { Rejected } from '@freehold/contracts/command';
import { Sync } from '@freehold/contracts/inventory/sync';
import type { Desk } from '../edge/desk.js';
import { READABLE_WITHIN_MS, readable } from '../read-models/readable.js';
import { type MomentQuery, momentOf } from '../resources/moment.js';
import { INFRASTRUCTURE } from './infrastructure.projection.js';

/**
 * Waits until the rows of rented infrastructure are as new as the read asks for.
 * @returns the position to read as of; undefined for now
 * @throws Rejected `request.position_timeout`
 */
export async function seenAt(query: MomentQuery, desk: Desk): Promise<number | undefined> {
  const as_of = await momentOf(query, desk);
  const needed = Math.max(query.minPosition ?? 0, as_of ?? 0);
  if (await readable(desk.positions, needed, Sync.name)) return as_of;
  throw new Rejected(
    'request.position_timeout',
    `the rows of ${INFRASTRUCTURE} have not reached position ${needed} within ${READABLE_WITHIN_MS / 1000} s; they stand at ${desk.positions.of(INFRASTRUCTURE)}`,
  );
}
