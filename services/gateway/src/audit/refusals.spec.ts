import { AUDIT } from '@freehold/contracts/audit/streams';
import { Ledger } from '@freehold/ledger/ledger';
import { createLog } from '@freehold/service/log';
import { refusalsDropped } from '@freehold/service/metrics';
import { freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ensureAudit } from './audit-stream.js';
import { Refusals } from './refusals.js';
import type { RefusedRequest } from './refused-request.js';

const nats = await freshNats();
let nc: NatsConnection;
let ledger: Ledger;

beforeAll(async () => {
  nc = await connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  ledger = await Ledger.open(nc);
  await ensureAudit(ledger, { replicas: 1, days: 1, bytes: 10_000_000 });
});

afterAll(async () => {
  await nc?.close();
});

const dropped = async () => (await refusalsDropped.get()).values[0]?.value ?? 0;
const stored = async () => (await ledger.jsm.streams.info(AUDIT)).state.messages;

function refused(over: Partial<RefusedRequest> = {}): RefusedRequest {
  return {
    identity: null,
    method: 'POST',
    url: '/api/v1/zones',
    template: '/api/v1/zones',
    params: {},
    address: '192.0.2.1',
    request_id: 'r1',
    reason: undefined,
    body: undefined,
    problem: { status: 401, code: 'request.unauthenticated', detail: 'no key' },
    ...over,
  };
}

describe('recording refusals', () => {
  it('waits for NATS, and keeps all that came meanwhile in order of nothing lost', async () => {
    const refusals = new Refusals(ledger.js, createLog('spec', 'silent'));
    const before = [await stored(), await dropped()];
    await nats.kill();
    for (let n = 0; n < 100; n++) refusals.record(refused());
    await nats.restart();
    await until(async () => (await stored()) >= (before[0] ?? 0) + 100);
    await refusals.close();
    expect(await dropped()).toBe(before[1]);
  });

  it('drops what finds too many waiting, counts it, and never holds up who records', async () => {
    const refusals = new Refusals(ledger.js, createLog('spec', 'silent'), 10);
    const before = [await stored(), await dropped()];
    for (let n = 0; n < 50; n++) refusals.record(refused());
    await refusals.close();
    expect(await dropped()).toBe((before[1] ?? 0) + 40);
    expect(await stored()).toBe((before[0] ?? 0) + 10);
  });

  it('never throws: what cannot be rendered is counted as dropped', async () => {
    const refusals = new Refusals(ledger.js, createLog('spec', 'silent'));
    const before = await dropped();
    const body = { n: 10n };
    refusals.record(refused({ body }));
    await refusals.close();
    expect(await dropped()).toBe(before + 1);
  });

  it('lets nobody take anything out of the stream', async () => {
    const { config } = await ledger.jsm.streams.info(AUDIT);
    expect(config).toMatchObject({ deny_delete: true, deny_purge: true, storage: 'file', max_bytes: 10_000_000 });
    await expect(ledger.jsm.streams.purge(AUDIT)).rejects.toThrow();
  });
});
