import { Rejected } from '@freehold/contracts/command';
import { Time } from '@freehold/contracts/fields';
import { kinds } from '@freehold/contracts/kinds';
import { z } from 'zod';
import { limitOf, Position, pageQuery, queryRefusal, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { momentOf, momentQuery } from '../resources/moment.js';
import { API } from '../resources/names.js';
import { changesIn } from './changes.js';
import { SseSink } from './event-sink.js';
import { EVENTS_SCOPE, followAs } from './follow-as.js';

const KindName = z.enum(kinds.map(({ name }) => name));
const Moment = Time.refine((text) => !Number.isNaN(Date.parse(text)), 'no such time');
const After = Position.optional().meta({ description: 'Only what came after this position', type: 'integer' });

const scopes = {
  kind: KindName.optional(),
  id: Text.optional().meta({ description: 'Of this resource' }),
};

const listQuery = z.strictObject({
  ...pageQuery,
  ...scopes,
  type: Text.optional().meta({ description: 'Of this type: ZoneCreated' }),
  since: Moment.optional().meta({ description: 'From this time on' }),
  until: Moment.optional().meta({ description: 'Before this time' }),
  after: After,
  order: z
    .enum(['asc', 'desc'])
    .optional()
    .meta({ description: 'Of their positions; desc unless told, or after is given' }),
  minPosition: momentQuery.minPosition,
});

export const streamQuery = z.strictObject({ ...scopes, after: After });
const historyQuery = z.strictObject({ ...pageQuery, minPosition: momentQuery.minPosition });

const shared = { tag: 'events', scope: EVENTS_SCOPE } as const;

export const eventRoutes: readonly Route[] = [
  route<z.output<typeof listQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/events`,
    operation_id: 'listEvents',
    summary: 'List what has happened',
    query: listQuery,
    answers: { 200: { description: 'A page', schema: 'EventList' } },
    async handle({ query: { limit, minPosition, ...filter } }, desk) {
      await momentOf({ minPosition }, desk);
      return { status: 200, body: await desk.events.list({ ...filter, limit: limitOf({ limit }) }) };
    },
  }),
  route<z.output<typeof streamQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/events/stream`,
    operation_id: 'streamEvents',
    summary:
      'Follow events as they happen: server-sent events whose id is the position; resume with Last-Event-ID. A WebSocket at /api/v1/events/ws gets the same, a message an event',
    query: streamQuery,
    headers: ['LastEventId'],
    answers: { 200: { description: 'Events without end', content_type: 'text/event-stream', schema: z.string() } },
    async handle({ query: { kind, id, after }, headers }, desk) {
      const start = lastEventId(headers['last-event-id']) ?? after ?? desk.stream.now;
      return {
        status: 200,
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
        stream: (response) => {
          void followAs(
            { headers, method: 'GET' },
            new SseSink(response),
            { after: start, filter: { kind, id } },
            desk,
          );
        },
      };
    },
  }),
  route<z.output<typeof historyQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/resources/{kind}/{id}/history`,
    operation_id: 'getHistory',
    summary: 'Every event of one resource, oldest first, with old and new values',
    query: historyQuery,
    answers: { 200: { description: 'A page', schema: 'HistoryList' } },
    async handle({ params: { kind, id = '' }, query: { limit, cursor, minPosition } }, desk) {
      const found = KindName.safeParse(kind);
      if (!found.success) throw new Rejected('request.not_found', `there is no kind ${kind}`);
      await momentOf({ minPosition }, desk);
      const page = await desk.events.list({ kind: found.data, id, order: 'asc', cursor, limit: limitOf({ limit }) });
      if (page.items.length === 0 && cursor === undefined)
        throw new Rejected(`${kind}.not_found`, `there has never been a ${kind} ${id}`);
      return {
        status: 200,
        body: { ...page, items: page.items.map((event) => ({ ...event, changes: changesIn(event.data) })) },
      };
    },
  }),
];

function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const position = Position.safeParse(header);
  if (position.success) return position.data;
  throw queryRefusal('Last-Event-ID', 'the id of an event of this stream: a position');
}
