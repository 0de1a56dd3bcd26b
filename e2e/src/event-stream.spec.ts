import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { EventListener } from './event-listener.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('the stream of events', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
  });

  afterAll(async () => ledger.close());

  const contiguous = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('sends what happens from now on, each event once, in order, as its history has it', async () => {
    const listener = new EventListener();
    await listener.listen(api);
    const from = await ledger.last();
    const made = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => api.post('/brands', { ...BRAND, name: `live ${index}` })),
    );
    const to = await ledger.last();
    await until(() => listener.received.length >= 20);
    expect(listener.positions).toEqual(contiguous(from + 1, to));
    expect(listener.received.map(({ event }) => event.resource_id).toSorted()).toEqual(
      made.map(({ body }) => body.id).toSorted(),
    );
    expect(listener.received[0]?.event).toEqual((await api.get(`/events?after=${from}&limit=1`)).body.items[0]);
    await listener.close();
  });

  it('sends only what was asked for', async () => {
    const zone = (await api.post('/zones', { name: 'asked.example' })).body;
    const ofKind = new EventListener('?kind=zone');
    const ofOne = new EventListener(`?kind=zone&id=${zone.id}`);
    const from = await ledger.last();
    await Promise.all([ofKind.listen(api, from), ofOne.listen(api, from)]);
    await api.post('/zones', { name: 'other.example' });
    await api.post('/brands', { ...BRAND, name: 'unasked' });
    await api.post(`/zones/${zone.id}/retry`);
    await until(() => ofOne.received.length >= 2 && ofKind.received.length >= 4);
    expect(new Set(ofKind.received.map(({ event }) => event.kind))).toEqual(new Set(['zone']));
    expect(ofOne.received.map(({ event }) => event.type)).toEqual(['ZoneRetried', 'ZoneConverged']);
    await Promise.all([ofKind.close(), ofOne.close()]);
  });

  it('begins with the first event of all for whoever asks for it', async () => {
    const listener = new EventListener('?after=0');
    await listener.listen(api);
    const last = await ledger.last();
    await until(() => listener.positions.at(-1) === last);
    expect(listener.positions).toEqual(contiguous(1, last));
    await listener.close();
  });

  it.each(['stop', 'kill'] as const)(
    'resumes after a %s of the platform without loss and without repeat',
    async (how) => {
      const listener = new EventListener();
      const from = await ledger.last();
      await listener.listen(api, from);
      const enough = new AbortController();
      const writer = (async () => {
        for (let n = 0; !enough.signal.aborted; n++)
          await until(async () => api.post('/brands', { ...BRAND, name: `${how} ${n}` }));
      })();
      await until(() => listener.received.length >= 10);
      await platform[how]();
      await listener.ended();
      const atEnd = listener.received.length;
      await platform.start();
      await listener.listen(platform.api);
      await until(() => listener.received.length >= atEnd + 10);
      enough.abort();
      await writer;
      const to = await ledger.last();
      await until(() => listener.positions.at(-1) === to);
      expect(listener.positions).toEqual(contiguous(from + 1, to));
      await listener.close();
    },
  );

  it('is not held up by clients that do not read, and those miss nothing when they read on', async () => {
    const from = await ledger.last();
    const brisk = new EventListener();
    await brisk.listen(api, from);
    const sleepers = await Promise.all(Array.from({ length: 5 }, async () => sleeper(from)));
    const slowest = await writeMegabytes(5);
    const to = await ledger.last();
    await until(() => brisk.positions.at(-1) === to);
    expect(brisk.positions).toEqual(contiguous(from + 1, to));
    expect(slowest).toBeLessThan(3_000);
    for (const response of sleepers) expect(await positionsIn(response, to)).toEqual(contiguous(from + 1, to));
    await brisk.close();
  });

  /** Opens the stream and does not read it. */
  async function sleeper(after: number): Promise<IncomingMessage> {
    const request = get(api.at('/events/stream'), { headers: { ...api.credentials, 'last-event-id': String(after) } });
    const [response] = (await once(request, 'response')) as [IncomingMessage]; // as the event is declared
    return response.pause();
  }

  /** More than the kernel buffers for a client that does not read. @returns milliseconds of the slowest answer */
  async function writeMegabytes(count: number): Promise<number> {
    const EVENT_BYTES = 9_000;
    let [left, slowest] = [(count * 1_000_000) / EVENT_BYTES, 0];
    const change = async (id: string) => {
      await api.post('/brands', { ...HEAVY('0'), id });
      for (let round = 1; left > 0; round++, left--) {
        const from = performance.now();
        expect((await api.put(`/brands/${id}`, HEAVY(String(round % 2)))).status).toBe(200);
        slowest = Math.max(slowest, performance.now() - from);
      }
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(change));
    return slowest;
  }

  /** Reads a stream up to a position. */
  async function positionsIn(response: IncomingMessage, to: number): Promise<number[]> {
    const parts: string[] = [];
    for await (const chunk of response) {
      parts.push(String(chunk));
      // Its line may be cut in two, and its event is long: but not over three chunks.
      const end = parts.slice(-3).join('');
      if (end.includes(`id: ${to}\n`) && end.endsWith('\n\n')) break;
    }
    response.destroy();
    return [...parts.join('').matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  }
});

/** Of a change of a brand there is one event and no more: nothing has to follow it. */
const BRAND = {
  name: 'Heavy',
  base_hostname: 'heavy.example',
  primary_ns: 'ns1.heavy.example',
  secondary_ns: 'ns2.heavy.example',
  hostmaster_email: 'dns@heavy.example',
};

/** A brand whose every change makes a large event: what it is now and what it was. */
const HEAVY = (mark: string) => ({
  ...BRAND,
  dkim_public_key: mark.repeat(2_000),
  spf_includes: Array.from({ length: 10 }, (_, index) => `${`${'s'.repeat(60)}.`.repeat(3)}${mark}${index}.example`),
});
