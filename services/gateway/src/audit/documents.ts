import { Checkpoint } from '@freehold/chain/checkpoint';
import { ChainKey } from '@freehold/chain/key';
import { z } from 'zod';
import { type JsonSchema, jsonSchema, reference } from '../openapi/json-schema.js';

const Time = z.iso.datetime();
const text = z.string().nullable();

const AuditEntry = z.object({
  time: Time,
  outcome: z.enum(['accepted', 'refused', 'denied']),
  actor: z.string(),
  on_behalf_of: text,
  address: text,
  reason: text,
  action: z.string().meta({ description: 'The fact of an event, the method of a request that was turned away' }),
  kind: text,
  resource_id: text,
  tenant_id: text,
  brand_id: text,
  correlation_id: z.string(),
  position: z.int().nullable().meta({ description: 'Of the event; null where nothing happened' }),
  event_type: text,
  target: text,
  status: z.int().nullable(),
  code: text,
  detail: text,
  data: z.unknown().meta({ description: 'Of the event, or the body of the request; secrets in it are ***' }),
});

const Request = z.object({
  correlation_id: z.string(),
  actor: z.string(),
  on_behalf_of: text,
  address: text,
  reason: text,
  time: Time,
});

/** Components of the OpenAPI document. @param page makes the schema of a list */
export function auditSchemas(page: (name: string) => JsonSchema): Record<string, JsonSchema> {
  const effects = { type: 'array', items: reference('Cause') };
  return {
    AuditEntry: jsonSchema(AuditEntry),
    AuditList: page('AuditEntry'),
    Checkpoint: jsonSchema(Checkpoint),
    CheckpointList: page('Checkpoint'),
    ChainKey: jsonSchema(ChainKey),
    ChainKeyList: page('ChainKey'),
    Cause: { allOf: [reference('Event'), { type: 'object', properties: { effects }, required: ['effects'] }] },
    Why: {
      type: 'object',
      properties: {
        event: reference('Cause'),
        causes: { type: 'array', items: reference('Event') },
        request: jsonSchema(Request),
        truncated: { type: 'boolean' },
      },
      required: ['event', 'causes', 'request', 'truncated'],
    },
  };
}
