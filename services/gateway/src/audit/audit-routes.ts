import { Rejected } from '@freehold/contracts/command';
import { Time } from '@freehold/contracts/fields';
import { kinds } from '@freehold/contracts/kinds';
import { z } from 'zod';
import { limitOf, Position, pageQuery, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { momentOf, momentQuery } from '../resources/moment.js';
import { API } from '../resources/names.js';
import { streamed } from './answer-stream.js';
import { type AuditEntry, AuditReader } from './audit-reader.js';
import { csvLine } from './csv.js';
import { WhyReader } from './why.js';

const KindName = z.enum(kinds.map(({ name }) => name));
const Moment = Time.refine((text) => !Number.isNaN(Date.parse(text)), 'no such time');
const FORMATS = ['json', 'csv', 'ndjson'] as const;
const EXPORT_PAGE = 500;

const listQuery = z.strictObject({
  ...pageQuery,
  actor: Text.optional().meta({
    description: 'By this actor: `key:<id>`, `user:<id>`, `agent:<key id>`, `service:<name>`',
  }),
  on_behalf_of: Text.optional().meta({ description: 'By an agent that acted for this actor' }),
  kind: KindName.optional(),
  resource_id: Text.optional().meta({ description: 'Of this resource' }),
  action: Text.optional().meta({
    description:
      'A fact (`created`) or type (`ZoneCreated`) of events; a method (`DELETE`) or code (`zone.in_use`) of refusals, that of logins too (`login.failed`)',
  }),
  outcome: z.enum(['accepted', 'refused', 'denied']).optional().meta({
    description: 'accepted: it happened; refused: a change that was turned down; denied: without the right to it',
  }),
  tenant_id: Text.optional(),
  brand_id: Text.optional(),
  address: Text.optional().meta({ description: 'From this IP address' }),
  correlation_id: Text.optional().meta({ description: 'All that one request caused: its X-Request-Id' }),
  since: Moment.optional().meta({ description: 'From this time on' }),
  until: Moment.optional().meta({ description: 'Before this time' }),
  format: z
    .enum(FORMATS)
    .optional()
    .meta({ description: 'csv and ndjson are exports of everything that matches; also by `Accept: text/csv`' }),
  minPosition: momentQuery.minPosition,
});

const COLUMNS: readonly (keyof AuditEntry)[] = [
  'time',
  'outcome',
  'actor',
  'on_behalf_of',
  'address',
  'reason',
  'action',
  'kind',
  'resource_id',
  'tenant_id',
  'brand_id',
  'correlation_id',
  'position',
  'event_type',
  'target',
  'status',
  'code',
  'detail',
  'data',
];

const whyQuery = z.strictObject({
  position: Position.optional().meta({
    description: 'Of this event of the resource, not of its newest',
    type: 'integer',
  }),
  minPosition: momentQuery.minPosition,
});

export const auditRoutes: readonly Route[] = [
  route<z.output<typeof listQuery>>({
    method: 'GET',
    path: `${API}/audit`,
    operation_id: 'listAudit',
    tag: 'audit',
    summary: 'List who did what, from where and why, who logged in, and what was refused or denied, the newest first',
    scope: 'audit:read',
    query: listQuery,
    answers: { 200: { description: 'A page, or an export', schema: 'AuditList' } },
    async handle({ query: { limit, cursor, format, minPosition, ...filter }, headers: { accept } }, desk) {
      await momentOf({ minPosition }, desk);
      const reader = new AuditReader(desk.rows);
      switch (format ?? formatIn(accept)) {
        case 'json':
          return { status: 200, body: await reader.list(filter, limitOf({ limit }), cursor) };
        case 'csv':
          return await streamed(
            csv(reader.all(filter, EXPORT_PAGE)),
            attachment('text/csv; charset=utf-8', 'csv'),
            desk,
          );
        case 'ndjson':
          return await streamed(
            ndjson(reader.all(filter, EXPORT_PAGE)),
            attachment('application/x-ndjson', 'ndjson'),
            desk,
          );
      }
    },
  }),
  route<z.output<typeof whyQuery>>({
    method: 'GET',
    path: `${API}/resources/{kind}/{id}/why`,
    operation_id: 'explainResource',
    tag: 'audit',
    summary: 'Show what led to a resource’s newest event, back to the request that began it, and what followed from it',
    scope: 'events:read',
    query: whyQuery,
    answers: { 200: { description: 'Its causes and effects', schema: 'Why' } },
    async handle({ params: { kind = '', id = '' }, query: { position, minPosition } }, desk) {
      if (!KindName.safeParse(kind).success) throw new Rejected('request.not_found', `there is no kind ${kind}`);
      await momentOf({ minPosition }, desk);
      const why = await new WhyReader(desk.rows).of(kind, id, position);
      if (why !== undefined) return { status: 200, body: why };
      const what =
        position === undefined ? `there has never been a ${kind} ${id}` : `no event of ${kind} ${id} is at ${position}`;
      throw new Rejected(`${kind}.not_found`, what);
    },
  }),
];

/** What an Accept header asks for first of what there is. */
function formatIn(accept: string | undefined): (typeof FORMATS)[number] {
  if (accept?.startsWith('text/csv')) return 'csv';
  return accept?.startsWith('application/x-ndjson') ? 'ndjson' : 'json';
}

function attachment(content_type: string, ending: string): Record<string, string> {
  return { 'content-type': content_type, 'content-disposition': `attachment; filename="audit.${ending}"` };
}

async function* csv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const entry of entries) yield csvLine(COLUMNS.map((column) => entry[column]));
}

async function* ndjson(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
