import fc from 'fast-check';
import { filled, type Operation } from './documented-operations.js';

/** A secret as it stands in bodies: found anywhere outside of them, it has leaked. */
export const MARKED = 'MARKED-SECRET-7f3a';

/** A request that a polite client would not send. */
export interface BadRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** What no field, parameter or id should be. */
const Nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    "'; DROP TABLE resource; --",
    "' OR '1'='1",
    '$(reboot)',
    '`id`',
    '|| sleep 9',
    '../../etc/passwd',
    '%s%n',
    '_%',
    '\\',
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    '*',
    '>',
    '..',
    'a.b.*',
    '{{7*7}}',
    '<script>',
  ),
  fc.constantFrom(
    'a'.repeat(600),
    '\u0000',
    '\ufeff',
    '\u202e',
    '💥',
    'é\u0301',
    '\r\nX-Evil: 1',
    '1e999',
    '-0',
    '-1',
    'NaN',
    '99999999999999999999',
    '0x10',
    '2026-02-30T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    'null',
    'true',
    'platform',
    'default',
    'zone',
  ),
);

/** As a part of a URL: escaped, escaped twice, badly escaped, or hardly at all. */
const Escaped = Nasty.chain((text) => {
  const whole = encodeURIComponent(text.toWellFormed());
  return fc.constantFrom(
    whole,
    whole,
    whole,
    encodeURIComponent(whole),
    `${whole}%`,
    '%ff',
    '%c0%ae',
    '%u0041',
    bare(text),
  );
});

/** What node can put into a request line as it is. */
function bare(text: string): string {
  return text.replaceAll(/[^!-~]|[#]/g, '') || '.';
}

const Deep = fc.constantFrom(31, 32, 33, 2_000, 50_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth));

const Anything = fc.oneof(
  fc.json({ maxDepth: 4 }),
  Deep,
  fc.constantFrom(
    '{',
    '[]',
    'null',
    '"x"',
    '{"a":1}}',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a":1e999}',
    '{"name":"\\ud800"}',
    '{"name":"\\u0000"}',
    '\ufeff{}',
    "{'a':1}",
    '{"a":1,"a":2}',
    `{"${'k'.repeat(70_000)}":1}`,
    `{"name":"${'x'.repeat(2_000_000)}"}`,
  ),
);

/** A body that would be taken but for one thing, or as it is, or cut off somewhere. */
function bodyOf({ takesBody, example, method }: Operation): fc.Arbitrary<string | undefined> {
  if (!takesBody) return fc.option(Anything, { nil: undefined, freq: method === 'GET' ? 20 : 4 });
  const whole = marked(example ?? {});
  const places = placesIn(whole);
  const spoilt = fc
    .tuple(fc.constantFrom([], ...places), fc.oneof(fc.jsonValue(), Nasty, fc.constant('x'.repeat(20_000))))
    .map(([place, value]) => JSON.stringify(spoil(whole, place, value)));
  const added = fc
    .tuple(fc.oneof(Nasty, fc.constantFrom('id', 'status', 'tenant_id', 'digest', 'position')), fc.jsonValue())
    .map(([name, value]) => JSON.stringify({ ...(whole as object), [name]: value }));
  const cut = fc.nat(JSON.stringify(whole).length).map((length) => JSON.stringify(whole).slice(0, length));
  return fc.oneof(
    { weight: 5, arbitrary: spoilt },
    { weight: 2, arbitrary: added },
    { weight: 1, arbitrary: cut },
    Anything,
  );
}

/** The example, with a marked secret wherever it has a secret. */
function marked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(marked);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      /^(password|api_key|secret|key_pem)$/.test(name) ? MARKED : marked(inner),
    ]),
  );
}

function placesIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [] : [[...at]];
  const below = Object.entries(value).flatMap(([step, inner]) => placesIn(inner, [...at, step]));
  return [...(at.length > 0 ? [[...at]] : []), ...below];
}

function spoil(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined || typeof whole !== 'object' || whole === null) return value;
  const inner = (whole as Record<string, unknown>)[step]; // narrowed just before
  if (Array.isArray(whole)) return whole.with(Number(step), spoil(inner, rest, value));
  return { ...whole, [step]: spoil(inner, rest, value) };
}

const Headers = fc.array(
  fc.tuple(
    fc.constantFrom(
      'if-match',
      'if-none-match',
      'idempotency-key',
      'last-event-id',
      'freehold-reason',
      'x-callback-url',
      'accept',
      'content-type',
      'x-forwarded-for',
      'cookie',
      'x-csrf-token',
      'origin',
      'prefer',
    ),
    fc.oneof(
      fc.stringMatching(/^[!-~]{0,40}$/),
      fc.constantFrom(
        '"1.1"',
        '*',
        'W/"1.1"',
        'application/json',
        'text/plain',
        '%ff',
        'wait=-1',
        'http://169.254.169.254/',
      ),
    ),
  ),
  { maxLength: 3 },
);

/** @param real ids that there are, so that more is tried of a route than whether it finds its resource */
export function badRequests(
  operation: Operation,
  real: (parameter: string) => string | undefined,
): fc.Arbitrary<BadRequest> {
  const names = [...operation.query, 'surprise', '__proto__', 'limit[]'];
  const Query = fc.array(fc.tuple(fc.constantFrom(...names), Escaped), { maxLength: 3 });
  return fc
    .record({
      ids: fc.array(fc.option(Escaped, { nil: undefined }), { minLength: 3, maxLength: 3 }),
      query: Query,
      dry: fc.boolean(),
      headers: Headers,
      body: bodyOf(operation),
    })
    .map(({ ids, query, dry, headers, body }) => {
      const left = [...ids];
      const path = filled(operation, () => '@').replaceAll('%40', '@');
      const parameters = operation.path.match(/\{[a-z_]+\}/g)?.map((name) => name.slice(1, -1)) ?? [];
      const open = parameters.filter((name) =>
        filled({ path: operation.path }, (asked) => (asked === name ? '@' : 'x')).includes('%40'),
      );
      const target = path.replaceAll('@', () => left.pop() ?? real(open.shift() ?? '') ?? 'nothing');
      const dryRun = dry && operation.query.includes('dryRun') ? [['dryRun', 'true']] : [];
      const asked = [...dryRun, ...query].map(([name, value]) => `${name}=${value}`).join('&');
      return { method: operation.method, target: asked === '' ? target : `${target}?${asked}`, headers, body };
    });
}
