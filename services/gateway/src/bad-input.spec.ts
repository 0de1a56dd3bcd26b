import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Route } from './edge/route.js';
import { BRAND, type GatewayUnderTest, startGateway } from './gateway-under-test.js';
import { EXAMPLES } from './openapi/examples.js';
import { ROUTES } from './routes.js';

const REQUESTS = 400;

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
});

afterAll(async () => {
  await freehold?.stop();
});

/** Every route but those that answer slowly when all is well. */
const tried = ROUTES.filter(({ path }) => !/stream|rebuild|await|cron/.test(path));

/** What no field, parameter or id should be; as a URL can carry it. */
const Nasty = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      "'; DROP TABLE resource; --",
      '$(reboot)',
      '../../etc/passwd',
      '%',
      '_',
      '\\',
      '__proto__',
      'constructor',
      '',
      ' ',
      '*',
      '..',
    ),
    fc.constantFrom(
      'a'.repeat(600),
      '\u0000',
      '💥',
      '1e999',
      '-1',
      '99999999999999999999',
      '2026-02-30T00:00:00Z',
      '0001-01-01T00:00:00Z',
      'null',
    ),
    fc.constantFrom('acme', 'platform', '0', 'created_at', 'zone', 'true'),
  )
  .filter((text) => text.isWellFormed());

/** A body that the route would take but for one field, or none that any route would take. */
function bodyOf({ method, operation_id }: Route): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined);
  const anything = fc.option(
    fc.oneof(fc.json({ maxDepth: 4 }), fc.constantFrom('{', '[]', 'null', '"x"', '{"a":1}}')),
    { nil: undefined },
  );
  const example = EXAMPLES[operation_id];
  if (example === undefined) return anything;
  const spoilt = fc
    .tuple(fc.constantFrom(...Object.keys(example)), fc.jsonValue())
    .map(([field, value]) => JSON.stringify({ ...example, [field]: value }));
  return fc.oneof(anything, spoilt);
}

const Query = fc.array(
  fc.tuple(
    fc.constantFrom(
      'limit',
      'cursor',
      'search',
      'status',
      'sort',
      'order',
      'asOf',
      'kind',
      'type',
      'since',
      'after',
      'name',
      'dryRun',
      '__proto__',
    ),
    Nasty,
  ),
  { maxLength: 2 },
);

const Headers = fc.dictionary(
  fc.constantFrom('if-match', 'if-none-match', 'idempotency-key', 'x-request-id'),
  fc.stringMatching(/^[!-~]{0,40}$/),
  { maxKeys: 2 },
);

const Request = fc.constantFrom(...tried).chain((entry) =>
  fc.record({
    entry: fc.constant(entry),
    ids: fc.array(Nasty, { minLength: 3, maxLength: 3 }),
    query: Query,
    headers: Headers,
    body: bodyOf(entry),
  }),
);

describe('bad input', () => {
  it('is refused, never a fault of ours, and stops nothing', async () => {
    await fc.assert(
      fc.asyncProperty(Request, async ({ entry, ids, query, headers, body }) => {
        const left = [...ids];
        const path = entry.path.replaceAll(/\{[a-z_]+\}/g, () => encodeURIComponent(left.pop() ?? 'x') || 'x');
        const parameters = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
        const answer = await freehold.request(entry.method, `${path}?${parameters}`, body, headers);
        if (answer.status >= 400)
          expect(answer.body).toMatchObject({
            status: answer.status,
            code: expect.any(String),
            detail: expect.any(String),
          });
        expect(answer.body.code ?? '').not.toBe('request.internal');
      }),
      { numRuns: REQUESTS },
    );
    const { body } = await freehold.request('GET', '/api/v1/projections');
    expect(body.items.filter(({ status }: { status: string }) => status !== 'live')).toEqual([]);
  });
});
