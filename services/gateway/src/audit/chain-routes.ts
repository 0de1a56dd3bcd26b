import type { Checkpoint } from '@freehold/chain/checkpoint';
import type { ChainKey } from '@freehold/chain/key';
import { z } from 'zod';
import { DRY_RUN, NO_EVENTS } from '../commands/dry-run.js';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { decodeCursor, limitOf, Position, pageOf, pageQuery, queryRefusal } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { API } from '../resources/names.js';
import { streamed } from './answer-stream.js';

const shared = { tag: 'audit', scope: 'audit:read', platform: true } as const;

const checkpointQuery = z.strictObject(pageQuery);
const ledgerQuery = z.strictObject({
  from: Position.optional().meta({ description: 'The first position (= 1)', type: 'integer' }),
  to: Position.optional().meta({ description: 'The last position (= the last there is)', type: 'integer' }),
});

/** What proves that the ledger is as it was: signed checkpoints, the keys, and the ledger itself. */
export const chainRoutes: readonly Route[] = [
  route<z.output<typeof checkpointQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/audit/checkpoints`,
    operation_id: 'listCheckpoints',
    summary: 'List the signed checkpoints of the ledger, the oldest first',
    query: checkpointQuery,
    answers: { 200: { description: 'A page', schema: 'CheckpointList' } },
    async handle({ query: { limit: wanted, cursor } }, desk) {
      const limit = limitOf({ limit: wanted });
      const after = cursor === undefined ? 0 : decodeCursor(cursor, z.tuple([z.int()]))[0];
      const question = { after, limit: limit + 1 };
      const { items } = await desk.ask.answer<{ items: Checkpoint[] }>('audit', 'checkpoints', question);
      const page = pageOf(
        items,
        limit,
        ({ position }) => [position],
        (checkpoint) => checkpoint,
      );
      return { status: 200, body: page };
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: `${API}/audit/keys`,
    operation_id: 'listChainKeys',
    summary:
      'List the public keys of checkpoints, the oldest first; each but the first is vouched for by the one before',
    answers: { 200: { description: 'All of them', schema: 'ChainKeyList' } },
    async handle(_, desk) {
      const { items } = await desk.ask.answer<{ items: ChainKey[] }>('audit', 'keys');
      return { status: 200, body: { items, next_cursor: null, has_more: false } };
    },
  }),
  route<MutationQuery>({
    ...shared,
    scope: 'audit:write',
    method: 'POST',
    path: `${API}/audit/keys`,
    operation_id: 'rotateChainKey',
    summary:
      'Make a new key that signs checkpoints from now on; the one so far vouches for it, and stays good for what it signed',
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: { 200: DRY_RUN, 201: { description: 'The new key', schema: 'ChainKey' } },
    async handle({ query }, desk) {
      if (query.dryRun) return NO_EVENTS;
      return { status: 201, body: await desk.ask.answer<ChainKey>('audit', 'rotate') };
    },
  }),
  route<z.output<typeof ledgerQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/audit/ledger`,
    operation_id: 'exportLedger',
    summary:
      'Export a range of the ledger as it lies there, from the checkpoint before it to the one that closes it, for `hostctl audit verify`',
    query: ledgerQuery,
    answers: {
      200: {
        description: 'Lines of events, checkpoints and keys',
        content_type: 'application/x-ndjson',
        schema: z.string(),
      },
    },
    async handle({ query: { from = 1, to } }, desk) {
      if (from < 1) throw queryRefusal('from', 'positions begin with 1');
      if (to !== undefined && to < from) throw queryRefusal('to', 'lies before from');
      const headers = {
        'content-type': 'application/x-ndjson',
        'content-disposition': `attachment; filename="ledger-${from}-${to ?? 'end'}.ndjson"`,
      };
      return await streamed(desk.audit.ledger.lines(from, to), headers, desk);
    },
  }),
];
