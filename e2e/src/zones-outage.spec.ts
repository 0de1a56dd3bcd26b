import { until } from '@freehold/testing/until';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { dig } from './dig.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { changeByHand } from './powerdns-by-hand.js';

/** What happens to zones when the world is not as the platform wants it. */
describe('zones in bad weather', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let dns: string;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
    dns = platform.endpoints.dns;
  });

  afterEach(() => platform.signal('powerdns', 'SIGCONT'));

  const zone = async (name: string, wait: number) => await api.post('/zones', { name }, { prefer: `wait=${wait}` });
  const record = async (id: string, name: string) =>
    (await api.post(`/zones/${id}/records`, { type: 'A', name, content: '192.0.2.1' }, { prefer: 'wait=0' })).body;
  const active = async (path: string) =>
    await until(async () => (await api.get(path)).body.status === 'active', { every: 50 });

  it('stay pending while PowerDNS does not answer, and come into service without anybody’s help', async () => {
    platform.signal('powerdns', 'SIGSTOP');
    const { body } = await zone('patient.example', 2);
    const waiting = await record(body.id, 'www');
    expect(body.status).toBe('pending');
    expect((await api.get(`/operations/${String(body['operation_id'])}`)).body.status).toBe('pending');
    platform.signal('powerdns', 'SIGCONT');
    await active(`/zones/${body.id}`);
    await active(`/zone-records/${waiting.id}`);
    expect(await dig(dns, 'www.patient.example', 'A')).toEqual(['192.0.2.1']);
    expect((await api.get(`/operations/${String(body['operation_id'])}/await?timeout=20`)).body.status).toBe(
      'succeeded',
    );
    expect((await api.get('/parked')).body.items).toEqual([]);
  });

  it('are served again, old and new, after PowerDNS was killed', async () => {
    const before = (await zone('before.example', 10)).body;
    await api.post(`/zones/${before.id}/records`, { type: 'A', name: '@', content: '192.0.2.1' });
    platform.signal('powerdns', 'SIGKILL');
    await active(`/zones/${(await zone('during.example', 20)).body.id}`);
    expect(await dig(dns, 'before.example', 'A')).toEqual(['192.0.2.1']);
    expect(await dig(dns, 'during.example', 'NS')).not.toEqual([]);
  });

  it('cancel what a deletion overtakes, and the deletion succeeds', async () => {
    platform.signal('powerdns', 'SIGSTOP');
    const { body } = await zone('overtaken.example', 0);
    const deletion = await api.delete(`/zones/${body.id}`, { prefer: 'wait=0' });
    expect((await api.get(`/zones/${body.id}`)).body.status).toBe('deleting');
    expect((await api.delete(`/zones/${body.id}`, { prefer: 'wait=0' })).body).toEqual(deletion.body);
    platform.signal('powerdns', 'SIGCONT');
    const { id } = deletion.body['operation'] as Body; // by the REST contract
    expect((await api.get(`/operations/${id}/await?timeout=20`)).body.status).toBe('succeeded');
    expect((await api.get(`/operations/${String(body['operation_id'])}`)).body.status).toBe('cancelled');
    expect((await api.get(`/zones/${body.id}`)).status).toBe(404);
  });

  it('let a record that PowerDNS refuses park alone, show it, and serve it once it is replayed', async () => {
    const { body } = await zone('poison.example', 10);
    const name = 'x.poison.example.';
    await changeByHand(platform, 'poison.example', [{ name, type: 'CNAME', contents: ['elsewhere.example.'] }]);
    const poisoned = await record(body.id, 'x');
    const healthy = await record(body.id, 'y');
    await active(`/zone-records/${healthy.id}`);
    const failed = await api.get(`/operations/${String(poisoned['operation_id'])}/await?timeout=10`);
    expect(failed.body).toMatchObject({ status: 'failed', error: expect.stringMatching(/pre-existing RRset/) });
    expect((await api.get(`/zone-records/${poisoned.id}`)).body).toMatchObject({
      status: 'failed',
      status_message: expect.stringMatching(/pre-existing RRset/),
    });
    const parked = await until(async () => (await api.get('/parked')).body.items[0]);
    expect(parked).toMatchObject({
      service: 'dns',
      kind: 'record',
      id: poisoned.id,
      error: expect.stringContaining('RRset'),
    });
    await changeByHand(platform, 'poison.example', [{ name, type: 'CNAME', contents: [] }]);
    expect((await api.post(`/parked/dns/record/${poisoned.id}/replay`)).status).toBe(200);
    await active(`/zone-records/${poisoned.id}`);
    expect(await dig(dns, 'x.poison.example', 'A')).toEqual(['192.0.2.1']);
    expect((await api.get('/parked')).body.items).toEqual([]);
    expect((await api.post(`/parked/dns/record/${poisoned.id}/replay`)).status).toBe(404);
  });

  it('drop parked work on request, and leave its record failed', async () => {
    const { body } = await zone('dropped.example', 10);
    const name = 'x.dropped.example.';
    await changeByHand(platform, 'dropped.example', [{ name, type: 'CNAME', contents: ['elsewhere.example.'] }]);
    const poisoned = await record(body.id, 'x');
    await until(async () => (await api.get('/parked')).body.items.some(({ id }) => id === poisoned.id));
    await api.get(`/operations/${String(poisoned['operation_id'])}/await?timeout=20`);
    expect((await api.post(`/parked/dns/record/${poisoned.id}/drop`)).status).toBe(200);
    expect((await api.get('/parked')).body.items).toEqual([]);
    expect((await api.get(`/zone-records/${poisoned.id}`)).body.status).toBe('failed');
  });
});

describe('a zone that somebody changes on PowerDNS by hand', () => {
  it('is found by the next resync, recorded field by field, and repaired', async () => {
    const platform = await PlatformUnderTest.start({ FREEHOLD_DNS_RESYNC_SECONDS: '1' });
    const { api } = platform;
    const { dns } = platform.endpoints;
    const zone = (await api.post('/zones', { name: 'drift.example' })).body;
    await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'www', content: '192.0.2.1' });
    await changeByHand(platform, 'drift.example', [
      { name: 'www.drift.example.', type: 'A', contents: ['203.0.113.6'] },
      { name: 'evil.drift.example.', type: 'TXT', contents: ['"planted"'] },
    ]);
    await until(async () => (await dig(dns, 'www.drift.example', 'A'))[0] === '192.0.2.1', {
      every: 100,
    });
    expect(await dig(dns, 'evil.drift.example', 'TXT')).toEqual([]);
    const found = await until(
      async () => (await api.get(`/events?type=ZoneDriftDetected&id=${zone.id}`)).body.items[0],
    );
    expect(found['data']).toEqual({
      differences: ['www.drift.example A was 203.0.113.6', 'evil.drift.example TXT was there: "planted"'],
    });
    expect((await api.get(`/zones/${zone.id}`)).body.status).toBe('active');
  });
});
