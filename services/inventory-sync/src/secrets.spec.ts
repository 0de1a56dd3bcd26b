import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@freehold/contracts/ids';
import { Provider } from '@freehold/contracts/inventory/provider';
import { Sync } from '@freehold/contracts/inventory/sync';
import type { Kind } from '@freehold/contracts/kind';
import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { envelope, sendCommand } from '@freehold/ledger/commander';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { apiKey, secretMarker } from './inventory-sync-under-test.js';

/** Each of them is searched for as a whole, so a part of it is not enough to hide it. */
const SECRETS = [apiKey, secretMarker];

/** The service as a process of its own, so that everything it prints is caught, at the most talkative level. */
describe('the key of a provider and the passwords that it tells', () => {
  let nats: FreshNats;
  let database: FreshDatabase;
  let emulator: HostwindsEmulator;
  let nc: NatsConnection;
  let pool: pg.Pool;
  let service: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    [nats, database, emulator] = await Promise.all([
      freshNats(),
      freshDatabase(),
      startHostwindsEmulator({ servers: 6, ipsPerServer: 3, apiKey, secretMarker }),
    ]);
    service = spawn(process.execPath, [fileURLToPath(new URL('./main.js', import.meta.url))], {
      env: {
        FREEHOLD_NATS_URL: nats.url,
        FREEHOLD_POSTGRES_URL: database.url,
        FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64'),
        FREEHOLD_LOG_LEVEL: 'trace',
        FREEHOLD_HEALTH_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [service.stdout, service.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    nc = await connect({ servers: nats.url });
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await until(() => printed.includes('"ready"'));
    await useEveryWay();
  });

  afterAll(async () => {
    service.kill('SIGTERM');
    await once(service, 'exit');
    await pool.end();
    await nc.close();
    await emulator.stop();
  });

  async function send(
    kind: Kind,
    verb: string,
    resource_id: string,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    const reply = await sendCommand(nc, kind.context, envelope({ kind, verb, resource_id, data }, 'key:spec'));
    if (reply.outcome !== 'accepted') throw new Error(`${verb}: ${JSON.stringify(reply)}`);
  }

  async function sync(provider_id: string): Promise<void> {
    const id = newId();
    await until(async () => send(Sync, 'create', id, { provider_id, trigger: 'manual' }).then(() => true));
    await until(async () => {
      const { rows } = await pool.query(
        `SELECT 1 FROM inventory_sync.resource WHERE kind = 'sync' AND id = $1 AND status IN ('completed', 'failed')`,
        [id],
      );
      return rows.length > 0;
    });
  }

  /** Success and every failure in which a secret could be repeated. */
  async function useEveryWay(): Promise<void> {
    const { faults } = emulator;
    const provider = newId();
    const settings = { base_url: emulator.url, requests_per_second: 0 };
    const spec = { name: 'Hostwinds', kind: 'hostwinds', settings, credentials: { api_key: apiKey }, sync_interval: 0 };
    await send(Provider, 'create', provider, spec);
    await sync(provider);
    await send(Provider, 'update', provider, { credentials: { api_key: apiKey } });
    const trouble = [
      () => faults.malformNext(9),
      () => faults.cutOffNext(9),
      () => faults.refuseAction.set('get_instances', `The key ${apiKey} may not; try ${secretMarker.length} others.`),
      () => (faults.refuseKey = 403),
    ];
    for (const cause of trouble) {
      cause();
      await sync(provider);
      await nc.request('ask.inventory.test-connection', JSON.stringify({ provider_id: provider }), { timeout: 10_000 });
      faults.clear();
    }
    await send(Provider, 'delete', provider);
  }

  it('were really there: the one in every request, the other in every answer', async () => {
    expect(emulator.requests['get_instances']).toBeGreaterThan(4);
    const form = new URLSearchParams({ action: 'get_instances', API: apiKey });
    expect(await (await fetch(emulator.url, { method: 'POST', body: form })).text()).toContain(secretMarker);
    expect(printed).toContain('a sync failed');
  });

  it('stand in no message of any stream of NATS', async () => {
    const jsm = await jetstreamManager(nc);
    let messages = 0;
    for await (const { config, state } of jsm.streams.list()) {
      for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
        const stored = await jsm.streams.getMessage(config.name, { seq }).catch(() => null);
        if (stored === null) continue;
        messages++;
        const text = `${stored.subject}\n${JSON.stringify([...stored.header])}\n${new TextDecoder().decode(stored.data)}`;
        for (const secret of SECRETS) expect(text).not.toContain(secret);
      }
    }
    expect(messages).toBeGreaterThan(20);
  });

  it('stand in no row of any table of PostgreSQL', async () => {
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.map(({ name }) => name)).toContain('inventory_sync.resource');
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      for (const { text } of rows) for (const secret of SECRETS) expect(text).not.toContain(secret);
    }
  });

  it('stand in nothing that the service prints', () => {
    for (const secret of SECRETS) expect(printed).not.toContain(secret);
  });
});
