import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { RECORD_CONFLICTS } from './record-conflicts.js';
import { MAX_CONTENT_LENGTH } from './record-data.js';
import { RecordType } from './record-type.js';

/** One DNS record. Records of one name and type are served together as an RRset (RFC 2181 §5). */
export const Record = kind({
  context: 'dns',
  name: 'record',
  plural: 'records',
  summary: 'One record of a zone',
  lifecycle: 'asynchronous',
  id: { scheme: 'uuid' },
  routes: { item: '/zone-records', lists: [{ path: '/zones/{zone_id}/records', parent: 'zone_id', create: true }] },
  within: { kind: 'zone', field: 'zone_id' },
  spec: z.strictObject({
    zone_id: Id,
    type: RecordType,
    name: z.string().min(1, 'use @ for the zone itself').max(255, 'at most 255 characters'),
    content: z.string().min(1, 'must not be empty').max(MAX_CONTENT_LENGTH, `at most ${MAX_CONTENT_LENGTH} characters`),
    ttl: z.int().min(60, 'at least 60 seconds').max(86_400, 'at most 86,400 seconds').default(3600),
    priority: z.int().min(0).max(65_535).optional(),
    managed_by: z.enum(['custom', 'auto']).default('custom'),
    source_type: z.string().optional(),
    source_fqdn_id: Id.optional(),
  }),
  observed: z.strictObject({
    /** The absolute name under which it is served, without the last dot. */
    fqdn: z.string(),
    /** Its data in canonical presentation form, as served. */
    rdata: z.string(),
    /** Of an automatic record: the custom one that has taken its place. */
    overridden_by: Id.nullable().optional(),
  }),
  internal: ['managed_by', 'source_type', 'source_fqdn_id'],
  immutable: ['zone_id', 'type'],
  filters: ['zone_id', 'type', 'name'],
  searched: ['name', 'content'],
  reasons: {
    ...RECORD_CONFLICTS,
    apex_ns: { status: 409, title: 'The platform sets the name servers of the zone itself' },
    managed: { status: 403, title: 'The platform manages this record' },
  },
});
