import { lifecycle } from '@freehold/contracts/decider';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { newId } from '@freehold/contracts/ids';
import type { Kind, SpecOf } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { runtimesHere, ServiceRuntime } from '@freehold/service/runtime';
import { freshDatabase, freshNats } from '@freehold/testing/servers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { z } from 'zod';
import { digestOf, newKey } from './access/api-keys.js';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp, readHttpConfig } from './http-app.js';
import { listen } from './listening.js';

/** What a request got. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  // oxlint-disable-next-line typescript/no-explicit-any -- specs look into bodies of every shape, and a wrong one fails them
  readonly body: any;
}

/** The body of a brand that any gateway takes, but for its id. */
export const BRAND = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

/** A gateway on real servers, before services that own the kinds and hold them to nothing but their declarations. */
export interface GatewayUnderTest {
  readonly url: string;
  readonly key: string;
  readonly pool: pg.Pool;
  readonly gateway: ServiceRuntime;
  readonly owners: Map<string, ServiceRuntime>;
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Got>;
  /** Makes a key past HTTP, whoever may. */
  keyWith(fields: Partial<SpecOf<typeof ApiKey>>): Promise<string>;
  /** Posts a tenant, in a region and a cluster that are made for the first one. */
  tenant(fields?: object, headers?: Readonly<Record<string, string>>): Promise<Got>;
  /** Reports on a resource as its reconciler would. */
  report(kind: Kind, id: string, verb: string, data: object, aggregate?: string): Promise<void>;
  /** Sends many commands to the owner of a kind, past HTTP, 64 at a time. */
  command(kind: Kind, verb: string, commands: readonly { readonly id: string; readonly data: object }[]): Promise<void>;
  /** Stops the gateway and starts it again on the same data and port; `gateway` is the runtime of before. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** By context, the kinds that clients make: observed ones need more than their declarations. */
const OWNERS: ReadonlyMap<string, readonly Kind[]> = new Map([
  ...Map.groupBy(
    kinds.filter(({ lifecycle }) => lifecycle !== 'observed'),
    ({ context }) => context,
  ),
  ['lb', []],
  ['audit', []],
]);

function owner(context: string, owned: readonly Kind[]) {
  return defineService({
    name: context,
    context,
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    ...(owned.some(({ secret }) => secret !== undefined) && { vault: true }),
    wire: () => ({
      owned: owned.map((kind) => ({ decider: lifecycle(kind) })),
      seeds: owned.includes(PlatformConfig)
        ? [
            {
              kind: PlatformConfig,
              verb: 'create',
              resource_id: PLATFORM,
              cause: ['first start'],
              data: { values: { base_domain: 'host.example' } },
            },
          ]
        : [],
    }),
  });
}

export async function startGateway(environment: Readonly<Record<string, string>> = {}): Promise<GatewayUnderTest> {
  const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
  const settings = {
    FREEHOLD_NATS_URL: nats.url,
    FREEHOLD_POSTGRES_URL: database.url,
    FREEHOLD_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
    FREEHOLD_GATEWAY_PORT: '0',
    ...environment,
  };
  const owners = new Map<string, ServiceRuntime>();
  for (const [context, owned] of OWNERS) {
    const runtime = await ServiceRuntime.open(owner(context, owned), settings);
    await runtime.start();
    owners.set(context, runtime);
  }
  const listening = async (port: number): Promise<NestFastifyApplication> => {
    const opened = await createHttpApp(GatewayModule.of(settings), readHttpConfig(settings));
    await listen(opened, port, '127.0.0.1');
    return opened;
  };
  let app = await listening(0);
  const url = await app.getUrl();
  const gateway = [...runtimesHere()].find((runtime) => runtime.definition.name === 'gateway');
  if (gateway === undefined) throw new Error('the gateway does not run');
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=gateway', max: 2 });
  pool.on('error', () => undefined); // the database goes before the connection does
  const keyWith: GatewayUnderTest['keyWith'] = async (fields) => await makeKey(owners, gateway, fields);
  const key = await keyWith({ scopes: ['*:*'], brands: ['*'] });
  const send: GatewayUnderTest['request'] = async (...of) => await request(url, key, ...of);
  const place = once(async () => await makePlace(send));
  return {
    url,
    key,
    keyWith,
    pool,
    gateway,
    owners,
    request: send,
    tenant: async (fields = {}, headers) =>
      await send('POST', '/api/v1/tenants', { ...(await place()), ...fields }, headers),
    async report(kind, id, verb, data, aggregate = id) {
      await sendAs(owners, kind, verb, { id, data, aggregate });
    },
    async command(kind, verb, commands) {
      const left = [...commands];
      const worker = async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) await sendAs(owners, kind, verb, next);
      };
      await Promise.all(Array.from({ length: 64 }, worker));
    },
    async restart(meanwhile) {
      await app.close();
      await meanwhile();
      app = await listening(Number(new URL(url).port));
    },
    async stop() {
      await pool.end();
      await app.close();
      for (const runtime of owners.values()) await runtime.stop();
    },
  };
}

/** A key as its owner keeps it, once the gateway knows it too. */
async function makeKey(
  owners: ReadonlyMap<string, ServiceRuntime>,
  gateway: ServiceRuntime,
  fields: Partial<SpecOf<typeof ApiKey>>,
): Promise<string> {
  const key = newKey();
  const data = { name: 'spec', scopes: ['*:*'], brands: ['*'], digest: digestOf(key), ...fields };
  const position = await sendAs(owners, ApiKey, 'create', { id: newId(), data });
  await gateway.parts.positions.wait(['resources'], position, 10_000);
  return key;
}

/** A region with a cluster in it: what a tenant cannot be without. */
async function makePlace(send: GatewayUnderTest['request']): Promise<{ region_id: string; cluster_id: string }> {
  const region_id = (await send('POST', '/api/v1/regions', { name: 'somewhere' })).body.id;
  const cluster = await send('POST', `/api/v1/regions/${region_id}/clusters`, { name: 'one' });
  return { region_id, cluster_id: cluster.body.id };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => await (made ??= make());
}

interface Sent {
  readonly id: string;
  readonly data: object;
  readonly aggregate?: string;
}

async function sendAs(
  owners: ReadonlyMap<string, ServiceRuntime>,
  kind: Kind,
  verb: string,
  { id, data, aggregate = id }: Sent,
): Promise<number> {
  const ids = { id: newId(), resource_id: id, aggregate_id: aggregate, correlation_id: newId() };
  const reply = await owners
    .get(kind.context)
    ?.parts.send(kind.context, { ...ids, kind: kind.name, verb, data: { ...data }, actor: 'service:test' });
  if (reply?.outcome !== 'accepted')
    throw new Error(`${kind.name} ${id}: ${verb} was not taken: ${JSON.stringify(reply)}`);
  return reply.position;
}

async function request(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Got> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
