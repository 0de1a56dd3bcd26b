import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { createSchema } from '@freehold/contracts/validation';

/** A route that creates resources of a kind, with a body that it takes. */
export interface CreateRoute {
  readonly kind: Kind;
  /** Below `/api/v1`; `{parent}` stands for the id of the parent. */
  readonly path: string;
  readonly valid: Readonly<Record<string, unknown>>;
}

/** By kind. A kind that clients create and that is missing here fails the spec that asks for it. */
const VALID: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  brand: {
    id: 'fresh',
    name: 'Fresh',
    base_hostname: 'fresh.example',
    primary_ns: 'ns1.fresh.example',
    secondary_ns: 'ns2.fresh.example',
    hostmaster_email: 'dns@fresh.example',
    spf_includes: ['spf.fresh.example'],
    dmarc_policy: 'reject',
  },
  tenant: { name: 'Fresh', customer_id: '4711' },
  zone: { name: 'fresh.example', dnssec: false },
  record: { type: 'MX', name: '@', content: 'mx.fresh.example.', ttl: 300, priority: 10 },
  provider: {
    name: 'Fresh',
    kind: 'hostwinds',
    settings: { base_url: 'https://clients.hostwinds.example/cloud/api.php', requests_per_second: 1 },
    credentials: { api_key: 'a-key' },
    sync_interval: 0,
  },
};

/** Every route that creates something, from the kinds' declarations. */
export function createRoutes(): CreateRoute[] {
  return kinds.flatMap((kind) =>
    (kind.routes?.lists ?? [])
      .filter(({ create }) => create === true)
      .map(({ path, parent }) => ({
        kind,
        path: parent === undefined ? path : path.replace(`{${parent}}`, '{parent}'),
        valid: VALID[kind.name] ?? {},
      })),
  );
}

/** A body that the kind's schema refuses, and where. */
export interface BadBody {
  readonly why: string;
  readonly body: unknown;
  readonly pointer: string;
}

const WRONG: readonly (readonly [string, unknown])[] = [
  ['a number', 42],
  ['a text', 'no such thing'],
  ['a boolean', true],
  ['an array', [[]]],
  ['an object', { surprise: 1 }],
  ['null', null],
  ['an empty text', ''],
  ['a text of 100,000 characters', 'x'.repeat(100_000)],
  ['a text with NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800'],
];

/** Bodies that differ from the valid one in one field, which makes them wrong. */
export function badBodies({ kind, valid }: CreateRoute): BadBody[] {
  const schema = createSchema(kind);
  const missing = Object.keys(valid).map((field) => ({
    why: `${field} is missing`,
    body: without(valid, field),
    pointer: `/${field}`,
  }));
  const mistyped = Object.keys(schema.shape).flatMap((field) =>
    WRONG.map(([what, value]) => ({
      why: `${field} is ${what}`,
      body: { ...valid, [field]: value },
      pointer: `/${field}`,
    })),
  );
  const unknown = ['surprise', 'status', 'created_at', 'operation_id'].map((field) => ({
    why: `there is no field ${field}`,
    body: { ...valid, [field]: 'x' },
    pointer: `/${field}`,
  }));
  // What the schema takes all the same is not wrong: a text for a text.
  return [...missing, ...mistyped, ...unknown].filter(
    ({ body }) => !schema.safeParse(JSON.parse(JSON.stringify(body))).success,
  );
}

function without(body: Readonly<Record<string, unknown>>, field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}
