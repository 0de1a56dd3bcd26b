import { naturalId } from '@freehold/contracts/ids';
import { arbitraryOf } from '@freehold/contracts/schema.arbitrary';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Route } from './edge/route.js';
import { BRAND, type GatewayUnderTest, startGateway } from './gateway-under-test.js';
import { EXAMPLES } from './openapi/examples.js';
import { ROUTES } from './routes.js';

const REQUESTS = 600;
/** Ids that there are, so that more is tried of a route than whether it finds its resource. */
const REGION = naturalId('region', 'north');
const CLUSTER = naturalId('cluster', `${REGION}/one`);

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
  await freehold.request('POST', '/api/v1/regions', { name: 'north' });
  await freehold.request('POST', `/api/v1/regions/${REGION}/clusters`, { name: 'one' });
  const node = { id: 'web-1', hostname: 'web-1.host.example', roles: ['web'] };
  const made = await freehold.request('POST', `/api/v1/clusters/${CLUSTER}/nodes`, node);
  expect(made.status).toBe(201);
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
    fc.constantFrom('acme', 'web-1', REGION, CLUSTER, 'platform', '0', 'created_at', 'zone', 'true'),
  )
  .filter((text) => text.isWellFormed());

/** A body that the route would take, or would but for one field, wherever it lies, or none that any route would take. */
function bodyOf({ method, operation_id, body }: Route): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined);
  const anything = fc.option(
    fc.oneof(fc.json({ maxDepth: 4 }), fc.constantFrom('{', '[]', 'null', '"x"', '{"a":1}}')),
    { nil: undefined },
  );
  if (body === undefined) return anything;
  const example = EXAMPLES[operation_id];
  const good = example === undefined ? arbitraryOf(body.schema, 'sent') : fc.constant<unknown>(example);
  const spoilt = fc.tuple(good, fc.nat(), fc.oneof(fc.jsonValue(), Nasty)).map(([whole, which, value]) => {
    const paths = pathsIn(whole);
    return spoil(whole, paths[which % paths.length] ?? [], value);
  });
  return fc.oneof(
    anything,
    fc.oneof(good, spoilt, spoilt).map((value) => JSON.stringify(value)),
  );
}

function pathsIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]];
  const below = Object.entries(value).flatMap(([step, inner]) => pathsIn(inner, [...at, step]));
  return [...(at.length > 0 ? [[...at]] : []), ...below];
}

function spoil(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined || typeof whole !== 'object' || whole === null) return value;
  const inner = (whole as Record<string, unknown>)[step]; // narrowed just before
  if (Array.isArray(whole)) return whole.with(Number(step), spoil(inner, rest, value));
  return { ...whole, [step]: spoil(inner, rest, value) };
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
    // Who answered nothing to what was asked of it lately, as stand-ins do, is asked again after a second.
    const items = await until(async () => {
      const { body } = await freehold.request('GET', '/api/v1/projections');
      return body.items.every(({ status }: { status: string }) => status === 'live') && body.items;
    });
    expect(items.length).toBeGreaterThan(0);
  });
});
