import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { createSchema } from '@freehold/contracts/validation';
import type { ApiClient } from './api-client.js';
import { makePlace, PLACE, placedTenant } from './placed-tenant.js';

/** A route that creates resources of a kind, with a body that it takes. */
export interface CreateRoute {
  readonly kind: Kind;
  /** Below `/api/v1`; `{parent}` stands for the id of the parent. */
  readonly path: string;
  /** The kind of that parent, and the field that names it. */
  readonly parent: { readonly kind: string; readonly field: string } | undefined;
  readonly valid: Readonly<Record<string, unknown>>;
}

/** What is there, and what is made anew; with a number for what has no name. */
const NUMBERS = { there: 2, fresh: 3 } as const;
type Mark = keyof typeof NUMBERS;

/** By kind, what tells one body from another. A kind that clients create and that is missing here fails the spec that asks for it. */
const VALID: Readonly<Record<string, (mark: Mark) => Readonly<Record<string, unknown>>>> = {
  region: (mark) => ({ name: mark, config: { provider_region: '1' } }),
  'region-runtime': (mark) => ({ runtime: 'php', version: `8.${NUMBERS[mark]}` }),
  cluster: (mark) => ({ name: mark, config: {}, spec: { shards: [{ name: 'web', role: 'web', node_count: 2 }] } }),
  'cluster-runtime': (mark) => ({ runtime: 'php', version: `8.${NUMBERS[mark]}` }),
  'lb-address': (mark) => ({ address: `2001:db8::${NUMBERS[mark]}`, label: mark }),
  shard: (mark) => ({ name: mark, role: 'web', lb_backend: mark, config: {} }),
  host: (mark) => ({
    hostname: `${mark}.host.example`,
    ip_address: '192.0.2.10',
    docker_host: 'tcp://192.0.2.10:2376',
    docker_tls: { ca_pem: 'a certificate', cert_pem: 'another', key_pem: 'a key' },
    capacity: { max_nodes: 4 },
    roles: ['web'],
  }),
  'node-profile': (mark) => ({
    name: mark,
    role: 'web',
    image: 'freehold/web:1',
    env: { TZ: 'UTC' },
    volumes: ['/srv:/srv'],
    ports: [{ host: 8080, container: 80 }],
    resources: { memory_mb: 512 },
    health_check: { test: ['CMD', 'true'] },
    network_mode: 'bridge',
  }),
  node: (mark) => ({
    id: mark,
    hostname: `${mark}.node.example`,
    ip_address: '192.0.2.11',
    roles: ['web'],
    shard_ids: [],
  }),
  user: (mark) => ({ id: mark, email: `${mark}@people.example`, name: mark, password: 'long enough for anybody' }),
  'api-key': (mark) => ({ name: mark, scopes: ['zones:read'], brands: ['*'], agent: 'helper' }),
  membership: (mark) =>
    mark === 'there'
      ? { user_id: 'there', role: 'viewer', brand_id: 'default' }
      : { user_id: 'there', role: 'auditor' },
  subscription: (mark) => ({ id: mark, name: mark }),
  brand: (mark) => ({
    id: mark,
    name: mark,
    base_hostname: `${mark}.example`,
    primary_ns: `ns1.${mark}.example`,
    secondary_ns: `ns2.${mark}.example`,
    hostmaster_email: `dns@${mark}.example`,
    spf_includes: [`spf.${mark}.example`],
    dmarc_policy: 'reject',
    cluster_ids: [],
  }),
  tenant: (mark) => placedTenant({ name: mark, customer_id: '4711', sftp_enabled: true, disk_quota_bytes: 1_000_000 }),
  webroot: (mark) => ({
    name: mark,
    runtime: 'php',
    runtime_version: '8.2',
    runtime_config: { pm: { max_children: 5 }, php_values: { memory_limit: '128M' } },
    public_folder: 'public/html',
    env_file_name: '.env',
    service_hostname_enabled: false,
  }),
  fqdn: (mark) => ({ fqdn: `www.${mark}.example`, ssl_enabled: false }),
  zone: (mark) => ({ name: `${mark}.example`, dnssec: false }),
  record: (mark) => ({ type: 'MX', name: '@', content: `mx.${mark}.example.`, ttl: 300, priority: 10 }),
  provider: (mark) => ({
    name: mark,
    kind: 'hostwinds',
    settings: { base_url: 'https://clients.hostwinds.example/cloud/api.php', requests_per_second: 1 },
    credentials: { api_key: 'a-key' },
    sync_interval: 0,
  }),
  webhook: (mark) => ({ name: mark, url: `https://hooks.${mark}.example/freehold`, events: ['zone'] }),
};

/** Every route that creates something, from the kinds' declarations. @param mark what tells the bodies from others */
export function createRoutes(mark: Mark = 'fresh'): CreateRoute[] {
  return kinds.flatMap((kind) =>
    (kind.routes?.lists ?? [])
      .filter(({ create }) => create === true)
      .map(({ path, parent: field }) => {
        const of = field === undefined ? undefined : (kind.within?.kind ?? kind.refs?.[field]?.kind);
        return {
          kind,
          path: field === undefined ? path : path.replace(`{${field}}`, '{parent}'),
          parent: field === undefined || of === undefined ? undefined : { kind: of, field },
          valid: VALID[kind.name]?.(mark) ?? {},
        };
      }),
  );
}

/** The path of a route in the parent that there is. */
export function pathIn({ path, parent }: CreateRoute, ids: ReadonlyMap<string, string>): string {
  return parent === undefined ? path : path.replace('{parent}', ids.get(parent.kind) ?? `no ${parent.kind}`);
}

/** What only web nodes bring to its end, or names that are served. */
const NEEDS_NODES = ['webroot', 'fqdn'];

/** One resource of each of some kinds, in the order in which they refer to each other. @returns their ids by kind */
export async function oneOfEach(api: ApiClient, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await makePlace(api);
  const ids = new Map<string, string>([
    ['region', PLACE.region_id],
    ['cluster', PLACE.cluster_id],
  ]);
  for (const route of createRoutes('there')) {
    const { name } = route.kind;
    if (ids.has(name) || !names.includes(name)) continue;
    const prefer = NEEDS_NODES.includes(name) ? 'wait=0' : 'wait=10';
    const { status, body, text } = await api.post(pathIn(route, ids), route.valid, { prefer });
    if (status !== 201 && status !== 202) throw new Error(`POST ${route.path} answered ${status}: ${text}`);
    ids.set(name, body.id);
  }
  return ids;
}

/** The kinds that others are created in, what those cannot be without, and what bodies name. */
export const PARENTS: readonly string[] = ['cluster-runtime', 'shard', 'tenant', 'webroot', 'zone', 'user'];

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

/** What a kind needs and a body may lack: it follows from who sends it. */
const COMPLETED: Readonly<Record<string, readonly string[]>> = { 'api-key': ['brands'] };

/** Bodies that differ from the valid one in one field, which makes them wrong. */
export function badBodies({ kind, parent, valid }: CreateRoute): BadBody[] {
  const schema = createSchema(kind, parent?.field);
  const needed = Object.keys(valid).filter((field) => !COMPLETED[kind.name]?.includes(field));
  const missing = needed.map((field) => ({
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
