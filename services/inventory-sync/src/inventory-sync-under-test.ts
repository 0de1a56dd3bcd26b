import { randomBytes } from 'node:crypto';
import type { CommandReply } from '@freehold/contracts/command';
import { EVENTS, type RecordedEvent } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { Provider } from '@freehold/contracts/inventory/provider';
import { Sync } from '@freehold/contracts/inventory/sync';
import type { Kind } from '@freehold/contracts/kind';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import {
  type HostwindsEmulator,
  type HostwindsEmulatorOptions,
  startHostwindsEmulator,
} from '@freehold/emulators/hostwinds';
import { decode } from '@freehold/ledger/envelope';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { inventorySyncService } from './inventory-sync.module.js';
import type { Run } from './sync/open-runs.js';

export const apiKey = 'MARKED-API-KEY-97ab';
export const secretMarker = 'MARKED-PASSWORD-5f1c';

/** The whole service on a NATS, a PostgreSQL and an emulated account of its own, for the `describe` that makes one. */
export class InventoryUnderTest {
  readonly apiKey = apiKey;
  // beforeAll sets these before any test can read them
  nats!: FreshNats;
  database!: FreshDatabase;
  emulator!: HostwindsEmulator;
  runtime!: ServiceRuntime;
  environment: Record<string, string> = {};

  constructor(account: Partial<HostwindsEmulatorOptions> = {}, { batches = false } = {}) {
    beforeAll(async () => {
      [this.nats, this.database, this.emulator] = await Promise.all([
        freshNats(),
        freshDatabase(),
        startHostwindsEmulator({ servers: 20, ipsPerServer: 4, apiKey, secretMarker, ...account }),
      ]);
      this.environment = {
        FREEHOLD_NATS_URL: this.nats.url,
        FREEHOLD_POSTGRES_URL: this.database.url,
        FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64'),
        FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
      };
      if (batches) await takeBatches(this.nats.url);
      this.runtime = await open(this.environment);
    });
    afterAll(async () => {
      await this.runtime.stop();
      await this.emulator.stop();
    });
  }

  /** Stops the service and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.runtime.stop();
    this.runtime = await open(this.environment);
  }

  async send(kind: Kind, verb: string, id: string, data: object = {}): Promise<CommandReply> {
    const command = newId();
    const reply = await this.runtime.parts.send(kind.context, {
      id: command,
      kind: kind.name,
      verb,
      resource_id: id,
      aggregate_id: id,
      data: { ...data },
      actor: 'key:spec',
      correlation_id: command,
    });
    // What follows a command in a spec sees it, as a client of the gateway does.
    if (reply.outcome === 'accepted') await this.runtime.parts.view.passed(reply.position, 20_000);
    return reply;
  }

  /** A provider that points to the emulator and is synchronised by hand. */
  async provider(spec: Record<string, unknown> = {}): Promise<string> {
    const id = newId();
    const reply = await this.send(Provider, 'create', id, {
      name: 'Hostwinds',
      kind: 'hostwinds',
      settings: { base_url: this.emulator.url, requests_per_second: 0 },
      credentials: { api_key: apiKey },
      sync_interval: 0,
      ...spec,
    });
    if (reply.outcome !== 'accepted') throw new Error(`the provider was not created: ${JSON.stringify(reply)}`);
    return id;
  }

  /** Asks for a sync, and does not wait for its end. */
  async request(provider_id: string): Promise<string> {
    const run_id = newId();
    const reply = await this.send(Sync, 'create', run_id, { provider_id, trigger: 'manual' });
    if (reply.outcome !== 'accepted') throw new Error(`the sync was not requested: ${JSON.stringify(reply)}`);
    return run_id;
  }

  /** Asks for a sync, and waits for its end. */
  async sync(provider_id: string): Promise<Run> {
    return await this.ended(await this.request(provider_id));
  }

  async ended(run_id: string): Promise<Run> {
    const run = await until(async () => {
      const row = await this.runtime.parts.view.get('sync', run_id);
      return row && row.status !== 'pending' && row.status !== 'running' ? row : undefined;
    });
    return run as Run; // rows of the kind sync are runs
  }

  /** How many are there that have not vanished. */
  async living(kind: 'vps' | 'ip'): Promise<number> {
    const rows = await this.runtime.parts.view.list(kind);
    return rows.filter(({ status }) => status !== 'vanished').length;
  }

  /** When the schedule of a provider is due next; `none` when nothing is planned. */
  async schedule(provider_id: string): Promise<string> {
    const { rows } = await this.runtime.parts.pool.query<{ due: string | null }>(
      `SELECT due FROM work WHERE kind = 'schedule' AND id = $1`,
      [provider_id],
    );
    return rows[0]?.due ?? 'none';
  }

  /** A tenant, as the tenant service would have it in the ledger. */
  async tenant(id: string): Promise<string> {
    return await this.tenantFact(id, 'created', { spec: { name: id } }, 0);
  }

  async deleteTenant(id: string): Promise<void> {
    const row = await this.runtime.parts.view.get('tenant', id);
    await this.tenantFact(id, 'deleted', {}, row?.position ?? 0);
  }

  private async tenantFact(id: string, fact: string, data: Record<string, unknown>, expected: number): Promise<string> {
    const { ledger, view } = this.runtime.parts;
    const owner = {
      context: Tenant.context,
      kind: Tenant.name,
      resource_id: id,
      aggregate_kind: Tenant.name,
      aggregate_id: id,
      tenant_id: id,
    };
    const event_id = newId();
    const event = await ledger.append(
      {
        ...owner,
        id: event_id,
        time: new Date().toISOString(),
        fact,
        data,
        actor: 'key:spec',
        correlation_id: event_id,
      },
      expected,
    );
    await view.passed(event.position, 20_000);
    return id;
  }

  /** Every event of the given kinds in the ledger, in order. */
  async events(...kinds: string[]): Promise<RecordedEvent[]> {
    const { ledger } = this.runtime.parts;
    const { last } = await ledger.state();
    const events: RecordedEvent[] = [];
    for (let seq = 1; seq <= last; seq++) {
      const stored = await ledger.jsm.streams.getMessage('EVENTS', { seq });
      if (stored) events.push(decode({ seq, subject: stored.subject, data: stored.data, headers: stored.header }));
    }
    return kinds.length === 0 ? events : events.filter(({ kind }) => kinds.includes(kind));
  }
}

/** Makes the ledger's stream one that takes atomic batches; the service leaves it as it finds it. */
async function takeBatches(servers: string): Promise<void> {
  const nc = await connect({ servers });
  const jsm = await jetstreamManager(nc);
  await jsm.streams.add({ name: EVENTS, subjects: ['evt.>'], allow_direct: true, allow_atomic: true });
  await nc.close();
}

async function open(environment: Record<string, string>): Promise<ServiceRuntime> {
  const runtime = await ServiceRuntime.open(inventorySyncService, environment);
  await runtime.start();
  return runtime;
}
