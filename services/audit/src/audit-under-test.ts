/** The audit service on real servers, and a ledger that can be tampered with. */
import { randomBytes } from 'node:crypto';
import { EVENTS } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Ledger } from '@freehold/ledger/ledger';
import type { AskReply } from '@freehold/service/asks';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { StorageType } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { auditService } from './audit.module.js';

export interface AuditUnderTest {
  readonly nats: FreshNats;
  readonly nc: NatsConnection;
  readonly ledger: Ledger;
  /** Reads the service's schema. */
  readonly pool: pg.Pool;
  readonly environment: Readonly<Record<string, string>>;
  /** Appends events to the ledger. */
  append(count: number): Promise<void>;
  start(environment?: Readonly<Record<string, string>>): Promise<ServiceRuntime>;
  ask<T>(verb: string, question?: object): Promise<T>;
  stop(): Promise<void>;
}

const BRAND = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

/** @param checkpoint_events unless a test says otherwise */
export async function auditUnderTest(checkpoint_events = 5): Promise<AuditUnderTest> {
  const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
  const nc = await connect({ servers: nats.url, maxReconnectAttempts: -1 });
  const ledger = await Ledger.open(nc);
  await makeLedger(ledger);
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=audit', max: 2 });
  pool.on('error', () => undefined); // the database goes before the connection does
  const environment = {
    FREEHOLD_NATS_URL: nats.url,
    FREEHOLD_POSTGRES_URL: database.url,
    FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64'),
    FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
    FREEHOLD_AUDIT_CHECKPOINT_EVENTS: String(checkpoint_events),
    FREEHOLD_AUDIT_CHECKPOINT_SECONDS: '3600',
  };
  const running = new Set<ServiceRuntime>();
  return {
    nats,
    nc,
    ledger,
    pool,
    environment,
    async append(count) {
      for (let n = 0; n < count; n++) await append(ledger);
    },
    async start(over = {}) {
      const runtime = await ServiceRuntime.open(auditService, { ...environment, ...over });
      running.add(runtime);
      await runtime.start();
      return runtime;
    },
    async ask<T>(verb: string, question: object = {}) {
      const message = await nc.request(`ask.audit.${verb}`, JSON.stringify(question), { timeout: 5_000 });
      const reply = message.json<AskReply>();
      if (reply.outcome !== 'answered') throw new Error(JSON.stringify(reply));
      return reply.answer as T; // whoever asks says what the service answers
    },
    async stop() {
      for (const runtime of running) if (!runtime.parts.nc.isClosed()) await runtime.stop();
      await pool.end();
      await nc.close();
    },
  };
}

/** The ledger's stream as it is, but that messages can be deleted from it: what nobody may do is what these specs do. */
export async function makeLedger({ jsm }: Ledger): Promise<void> {
  await jsm.streams.add({ name: EVENTS, subjects: ['evt.>'], storage: StorageType.File, allow_direct: true });
}

async function append(ledger: Ledger): Promise<void> {
  const id = newId();
  const common = { id, time: new Date().toISOString(), actor: 'key:spec', correlation_id: id, context: 'tenant' };
  const of = { kind: Brand.name, resource_id: id, aggregate_kind: Brand.name, aggregate_id: id };
  await ledger.append({ ...common, ...of, fact: 'created', data: { spec: BRAND } }, 0);
}
