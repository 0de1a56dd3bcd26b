/** The ledger and its runners on real servers, as specs need them. */

import { type CommandEnvelope, type CommandReply } from '@freehold/contracts/command';
import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { EVENTS } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { Provider } from '@freehold/contracts/inventory/provider';
import type { Kind } from '@freehold/contracts/kind';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { Aggregates } from './aggregates.js';
import { CommandHandler, type CommandHandlerOptions } from './command-handler.js';
import type { Draft } from './envelope.js';
import { checkpointTable } from './follower.js';
import { ensureLedger, Ledger } from './ledger.js';
import { LocalView } from './local-view.js';
import { Positions } from './positions.js';
import { resourceTable } from './resource-rows.js';
import { workTable } from './work.js';

const INT8 = 20;
const TIMESTAMPTZ = 1184;

/** Positions as numbers and times as RFC 3339, as every service reads them. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format);
  },
};

/** A pool that outlives its database, for specs that kill one. */
export function poolOf(url: string): pg.Pool {
  // One that breaks while it is lent out emits an error besides, as a service's does: nobody listens to it then.
  const onConnect = (client: pg.ClientBase) => void client.on('error', () => {});
  const pool = new pg.Pool({ connectionString: url, types, max: 20, connectionTimeoutMillis: 2_000, onConnect });
  pool.on('error', () => {});
  return pool;
}

/** Makes what the ledger's runners keep in a service's schema. */
export async function makeTables(pool: pg.Pool): Promise<void> {
  for (const ddl of [checkpointTable, resourceTable, workTable]) await pool.query(ddl);
}

/** A database with the runners' tables. */
export async function freshTables(): Promise<pg.Pool> {
  const pool = poolOf((await freshDatabase()).url);
  afterAll(() => pool.end());
  await makeTables(pool);
  return pool;
}

export interface LedgerUnderTest {
  readonly nats: FreshNats;
  readonly nc: NatsConnection;
  readonly ledger: Ledger;
}

/** A NATS of the spec's own with an empty ledger. */
export async function freshLedger(): Promise<LedgerUnderTest> {
  const nats = await freshNats();
  const nc = await connected(nats.url);
  await ensureLedger(nc, 1);
  return { nats, nc, ledger: await Ledger.open(nc) };
}

const connections: NatsConnection[] = [];
afterAll(async () => {
  await Promise.all(connections.map((nc) => nc.close()));
});

/** A connection to the first server that answers, which comes back as fast as it can. */
export async function connected(...servers: string[]): Promise<NatsConnection> {
  const nc = await connect({
    servers,
    noRandomize: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    timeout: 5_000,
  });
  connections.push(nc);
  return nc;
}

export const aBrand = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

/** A fact about a brand, unless told otherwise, that has still to be appended. */
export function draft(over: Partial<Draft> = {}): Draft {
  const id = over.id ?? newId();
  const resource_id = over.resource_id ?? 'b1';
  return {
    id,
    time: new Date().toISOString(),
    fact: 'created',
    context: 'tenant',
    kind: Brand.name,
    resource_id,
    aggregate_kind: Brand.name,
    aggregate_id: over.aggregate_id ?? resource_id,
    data: over.fact === undefined || over.fact === 'created' ? { spec: aBrand } : {},
    actor: 'key:spec',
    correlation_id: id,
    ...over,
  };
}

/** A change of a brand's name. */
export function renamed(resource_id: string, name: string): Draft {
  return draft({ resource_id, fact: 'updated', data: { changes: { name }, previous: { name: aBrand.name } } });
}

/** A command as the gateway sends it. */
export function wish(
  kind: Kind,
  verb: string,
  resource_id: string,
  data: object = {},
  over: Partial<CommandEnvelope> = {},
): CommandEnvelope {
  const id = newId();
  return {
    id,
    kind: kind.name,
    verb,
    resource_id,
    aggregate_id: resource_id,
    data: { ...data },
    actor: 'key:spec',
    correlation_id: id,
    ...over,
  };
}

/** Deciders of the standard kinds: synchronous ones, asynchronous ones, one within another, one that seals, one that is suspendable. */
export const DECIDERS: readonly Decider[] = [Brand, Tenant, Zone, Record, Provider, Webroot].map((kind) =>
  lifecycle(kind),
);

export interface HandlerUnderTest {
  readonly handler: CommandHandler;
  readonly view: LocalView;
  readonly positions: Positions;
  /** What it reported as bugs or broken parts. */
  readonly reported: unknown[];
  send(envelope: CommandEnvelope): Promise<CommandReply>;
}

export const FOLLOWER = 'rows';

/** A handler as one replica of a service has it: its folds are its own. It owns kinds of every context. */
export function handlerOf(ledger: Ledger, pool: pg.Pool, over: Partial<CommandHandlerOptions> = {}): HandlerUnderTest {
  const positions = new Positions();
  const view = new LocalView(pool, positions, FOLLOWER);
  const reported: unknown[] = [];
  const handler = new CommandHandler({
    context: 'spec',
    ledger,
    aggregates: new Aggregates(ledger),
    view,
    owned: DECIDERS.map((decider) => ({ decider })),
    seal: async ({ value }) => `sealed-${JSON.stringify(value).length}`,
    open: async () => undefined,
    now: () => new Date(),
    report: (error) => reported.push(error),
    ...over,
  });
  return { handler, view, positions, reported, send: (envelope) => handler.handle(envelope) };
}

/** Lets the server forget which ids it has seen, as it does two minutes after each, and waits until it has. */
export async function idsForgotten(ledger: Ledger): Promise<void> {
  const window = (ms: number) => ledger.jsm.streams.update(EVENTS, { duplicate_window: ms * 1_000_000 });
  await window(100);
  const id = newId();
  await ledger.append(draft({ resource_id: newId(), id }), 0);
  await until(() => ledger.append(draft({ resource_id: newId(), id }), 0));
  await window(120_000);
}
