import type { JsonSchema } from './json-schema.js';

const text = { type: 'string' };

/** Request headers, under the names by which routes name them. */
export const HEADER_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request one command, however often it is sent: within a day a repeat gets the same answer, 409 while the first is being answered, and 422 with another path or body',
    schema: { ...text, minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that was read: 412 when the resource has been changed since',
    schema: text,
    example: '"17.19"',
  },
  IfMatchRequired: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description:
      'The ETag that was read: 412 when the resource has been changed since, 428 without it; `*` for whatever it is now',
    schema: text,
    example: '"17.19"',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag that is known: 304 when it still holds',
    schema: text,
    example: '"17.19"',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      '`wait=N` answers when the operation has ended, or after N seconds (at most 30); `respond-async` is what happens anyway',
    schema: text,
    example: 'wait=10',
  },
  Reason: {
    name: 'Freehold-Reason',
    in: 'header',
    description: 'Why, for whoever reads the audit; percent-encoded UTF-8',
    schema: { ...text, maxLength: 2000 },
    example: 'asked for in ticket 4711',
  },
  CallbackUrl: {
    name: 'X-Callback-URL',
    in: 'header',
    description:
      'An https address that gets a POST of `{resource_type, resource_id, status, status_message}` once what this request began has ended',
    schema: { ...text, maxLength: 2048 },
    example: 'https://hooks.acme.example/done',
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The position of the last event that was received; it counts before the parameter `after`',
    schema: { type: 'integer', minimum: 0 },
  },
};

/** Response headers of reads and mutations. */
export const RESPONSE_HEADERS: Readonly<Record<string, JsonSchema>> = {
  ETag: { description: '`"<position of the last change>.<position of the last event>"`', schema: text },
  'Freehold-Position': { description: 'The position to read from with minPosition', schema: { type: 'integer' } },
  'Idempotency-Replayed': {
    description: '`true` when the answer is that to an earlier request with this Idempotency-Key',
    schema: { type: 'boolean' },
  },
  RateLimit: {
    description: 'What is left (`r`) of each budget, and after how many seconds (`t`) all of it is there again',
    schema: text,
    example: '"key";r=119950;t=1',
  },
  'RateLimit-Policy': {
    description: 'The budgets that the request counts to: so many requests (`q`) within so many seconds (`w`)',
    schema: text,
    example: '"key";q=120000;w=60',
  },
  'Retry-After': { description: 'Seconds after which to try again', schema: { type: 'integer' } },
  Location: { description: 'Where to look: the resource, or the operation', schema: text },
};
