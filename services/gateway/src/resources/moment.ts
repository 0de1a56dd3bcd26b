import { Rejected } from '@freehold/contracts/command';
import { Time } from '@freehold/contracts/fields';
import { z } from 'zod';
import type { Desk } from '../edge/desk.js';
import { Position, queryRefusal } from '../edge/page.js';
import { READABLE_WITHIN_MS, readable } from '../read-models/readable.js';

/** The query parameters with which a read says of when it wants to be. */
export const momentQuery = {
  asOf: z.union([Position, Time], 'a position, or an RFC 3339 time').optional().meta({
    description: 'As it was: once everything up to this position had happened, or at this time (RFC 3339)',
    type: 'string',
  }),
  minPosition: Position.optional().meta({
    description: 'Not before the read model has passed this position; 504 after five seconds',
    type: 'integer',
  }),
};

export interface MomentQuery {
  readonly asOf?: number | string | undefined;
  readonly minPosition?: number | undefined;
}

/**
 * Waits until the read model is as new as the read asks for.
 * @returns the position to read as of; undefined for now
 * @throws Rejected `request.position_timeout`
 */
export async function momentOf({ asOf, minPosition }: MomentQuery, desk: Desk): Promise<number | undefined> {
  if (minPosition !== undefined) await passed(minPosition, desk);
  if (asOf === undefined) return undefined;
  if (typeof asOf === 'string' && Number.isNaN(Date.parse(asOf))) throw queryRefusal('asOf', 'no such time');
  const position = typeof asOf === 'number' ? asOf : await desk.events.positionAt(asOf);
  await passed(position, desk);
  return position;
}

async function passed(position: number, { positions }: Desk): Promise<void> {
  if (await readable(positions, position)) return;
  throw new Rejected(
    'request.position_timeout',
    `the read model has not reached position ${position} within ${READABLE_WITHIN_MS / 1000} s; it stands at ${positions.of('resources')}`,
  );
}
