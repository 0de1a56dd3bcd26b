import { Time } from '@freehold/contracts/fields';
import { z } from 'zod';
import type { Desk } from '../edge/desk.js';
import { limitOf, Position, pageQuery, queryRefusal, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { EVENTS_SCOPE } from '../events/follow-as.js';
import { INFRASTRUCTURE } from '../infrastructure/infrastructure.projection.js';
import { seenAt } from '../infrastructure/moment.js';
import { RENTED } from '../infrastructure/rented-states.js';
import { GENERIC_KINDS } from '../read-models/resources.projection.js';
import { API } from '../resources/names.js';
import { afterOf, differences } from './diff-reader.js';

const Moment = z.union([Position, Time], 'a position, or an RFC 3339 time');

const diffQuery = z.strictObject({
  ...pageQuery,
  from: Moment.optional().meta({ description: 'Required: a position, or a time (RFC 3339)', type: 'string' }),
  to: Moment.optional().meta({ description: 'A later position or time; now unless told', type: 'string' }),
  kind: z
    .enum([...GENERIC_KINDS, ...RENTED.map(({ kind }) => kind)].map(({ name }) => name))
    .optional()
    .meta({ description: 'Of this kind' }),
  id: Text.optional().meta({ description: 'Of the resource with this id' }),
  tenant_id: Text.optional().meta({ description: 'Of what this tenant has, or had' }),
});

const DifferenceDocument = z.object({
  kind: z.string(),
  id: z.string(),
  change: z.enum(['created', 'updated', 'deleted']),
  tenant_id: z.string().nullable(),
  brand_id: z.string().nullable(),
  position: z.int().meta({ description: 'Of the last event that made it so; of a deleted one, of the last before' }),
  fields: z.array(
    z.object({
      field: z.string(),
      old: z.unknown().meta({ description: 'Null where it was not there; secrets are `***`' }),
      new: z.unknown().meta({ description: 'Null where it is gone' }),
    }),
  ),
});

const DiffPage = z.object({
  from: z.int().meta({ description: 'The position of the earlier moment' }),
  to: z.int().meta({ description: 'The position of the later one: the same on each page' }),
  items: z.array(DifferenceDocument),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});

/** What is other than it was: on the platform, of a tenant, of one resource. */
export const diffRoutes: readonly Route[] = [
  route<z.output<typeof diffQuery>>({
    method: 'GET',
    path: `${API}/diff`,
    operation_id: 'diff',
    tag: 'events',
    summary: 'Show what differs between two moments, by kind and id; what was changed back does not',
    scope: EVENTS_SCOPE,
    query: diffQuery,
    answers: { 200: { description: 'A page; one may hold fewer than were asked for', schema: DiffPage } },
    async handle({ query }, desk) {
      const { cursor, from: since, to: until, limit, ...of } = query;
      if (since === undefined) throw queryRefusal('from', 'say since when: a position, or an RFC 3339 time');
      const from = await seenAt({ asOf: since }, desk);
      const to = await seenAt({ asOf: until }, desk);
      const asked = { from: from ?? 0, to: to ?? now(desk) };
      if (asked.from > asked.to) throw queryRefusal('to', 'lies before from');
      const moments = { ...asked, ...(cursor !== undefined && afterOf(cursor)) };
      const page = await differences(desk.rows, { ...of, ...moments, limit: limitOf({ limit }) });
      return { status: 200, body: { from: moments.from, to: moments.to, ...page } };
    },
  }),
];

/** The newest moment that the rows of every kind have reached. */
function now({ positions }: Desk): number {
  return Math.min(positions.of('resources'), positions.of(INFRASTRUCTURE));
}
