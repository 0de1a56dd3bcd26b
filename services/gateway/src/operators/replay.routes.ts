import type { Comparison } from '@freehold/ledger/compare';
import { z } from 'zod';
import { Position } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { API } from '../resources/names.js';
import { knownService } from './services.js';

/** A ledger of years takes long to fold. */
const FOLDED_WITHIN_MS = 3_600_000;

const replayQuery = z.strictObject({
  to: Position.optional().meta({ description: 'Fold events up to this position only', type: 'integer' }),
});

const At = z.int().nonnegative();
const Sum = z.object({ rows: z.int(), checksum: z.string() });
const Difference = z.object({
  key: z.record(z.string(), z.unknown()),
  found: z.enum(['missing', 'unexpected', 'different']),
});

const Replay = z.object({
  service: z.string(),
  name: z.string(),
  position: At.meta({ description: 'Both sides stand at it' }),
  live_position: At.meta({ description: 'Of the live rows when they were looked at' }),
  equal: z.boolean().meta({ description: 'Whether nothing that could be compared differs' }),
  tables: z.array(
    z.object({
      table: z.string(),
      folded: Sum.meta({ description: 'From the events' }),
      live: Sum.nullable().meta({ description: 'As readers see it; null where it does not tell its past' }),
      equal: z.boolean().nullable(),
      differences: z.array(Difference).meta({ description: 'The first ten keys, and what the live table has there' }),
    }),
  ),
});

export const replayRoutes: readonly Route[] = [
  route<z.output<typeof replayQuery>>({
    method: 'POST',
    path: `${API}/projections/{service}/{name}/replay`,
    operation_id: 'replayProjection',
    tag: 'operators',
    summary:
      'Fold a projection from the first event beside the live one, and compare the two; nothing live is touched. Answers when it is done',
    scope: 'projections:read',
    platform: true,
    query: replayQuery,
    answers: { 200: { description: 'How both stand, table by table', schema: Replay } },
    async handle({ params: { service = '', name = '' }, query }, desk) {
      const known = knownService(service);
      const found = await desk.ask.answer<Comparison>(known, 'compare', { name, ...query }, FOLDED_WITHIN_MS);
      return { status: 200, body: { service: known, ...found } };
    },
  }),
];
