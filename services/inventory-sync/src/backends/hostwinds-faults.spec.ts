import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { inspect } from 'node:util';
import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { BackendError } from '@freehold/ledger/backend-error';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostwindsBackend, type HostwindsSettings } from './hostwinds.js';
import type { HostwindsTiming } from './hostwinds-client.js';
import { untrustedCertificate } from './untrusted-certificate.js';

const api_key = 'MARKED-API-KEY-97ab';
const secretMarker = 'MARKED-PASSWORD-5f1c';
const signal = new AbortController().signal;
const quick = { retry_delay_ms: { first: 1, longest: 4 } };

describe('HostwindsBackend', () => {
  let emulator: HostwindsEmulator;
  let backends: HostwindsBackend[];

  function connect(settings: Partial<HostwindsSettings> = {}, timing: Partial<HostwindsTiming> = quick): HostwindsBackend {
    const backend = new HostwindsBackend({ base_url: emulator.url, api_key, requests_per_second: 0, ...settings }, timing);
    backends.push(backend);
    return backend;
  }
  const firstId = () => emulator.account.serviceIds()[0] ?? 0;

  beforeEach(async () => {
    backends = [];
    emulator = await startHostwindsEmulator({ servers: 6, ipsPerServer: 4, apiKey: api_key, secretMarker });
  });
  afterEach(async () => {
    await Promise.all(backends.map((backend) => backend.close()));
    await emulator.stop();
  });

  it('reads both shapes of a success alike', async () => {
    const backend = connect();
    const enveloped = await backend.observe(signal);
    emulator.faults.shape = 'bare';
    const bare = await backend.observe(signal);
    expect(bare.ips).toEqual(enveloped.ips);
    expect(bare.vps.map((vps) => vps.name)).toEqual(enveloped.vps.map((vps) => vps.name));
    await expect(backend.testConnection(signal)).resolves.toBeUndefined();
  });

  it('maps the fields of an instance to the shared ones', async () => {
    const serviceid = firstId();
    emulator.account.change(serviceid, { srvrname: 'mail-1', created_at: '2024-02-29 23:59:58', product_id: 1002, location_id: 3, bandwidth: 2000 });
    const { vps } = await connect().observe(signal);
    expect(vps[0]).toMatchObject({
      external_id: String(serviceid), name: 'mail-1', created_at: '2024-02-29T23:59:58Z', approximate_cost: '9.99', region: '3',
      bandwidth_gb: 2000, status: 'active', power_state: 'running', main_ip: '198.18.0.0', private_ip: '10.0.0.1', ipv6: '2001:db8::1',
    });
  });

  it('observes two calls for a whole account, and one more for each server whose addresses are not listed', async () => {
    emulator.faults.hideIps = new Set(emulator.account.serviceIds().slice(0, 2));
    const { ips, failures } = await connect().observe(signal);
    expect(ips).toHaveLength(24);
    expect(failures).toEqual([]);
    expect(emulator.requests).toEqual({ get_instances: 1, get_price_list: 1, get_instance_ips: 2 });
  });

  it('asks by the page when many servers do not list their addresses', async () => {
    const big = await startHostwindsEmulator({ servers: 1200, ipsPerServer: 3, apiKey: api_key });
    try {
      big.faults.hideIps = 'all';
      const { ips } = await connect({ base_url: big.url }).observe(signal);
      expect(ips).toHaveLength(3600);
      expect(big.requests).toEqual({ get_instances: 1, get_price_list: 1, get_instance_ids: 3 });
    } finally {
      await big.stop();
    }
  });

  it('observes one location when told to', async () => {
    const { vps } = await connect({ location_id: '2' }).observe(signal);
    expect(new Set(vps.map((one) => one.region))).toEqual(new Set(['2']));
    expect(vps).toHaveLength(emulator.account.list().filter((instance) => instance.location_id === 2).length);
  });

  it.each([
    ['HTTP 401', 401 as const, 'array' as const], ['HTTP 403', 403 as const, 'array' as const],
    ['HTTP 200 and an error in an array', 'body' as const, 'array' as const], ['HTTP 200 and an error object', 'body' as const, 'object' as const],
  ])('says unauthorized at once when a wrong key is refused by %s', async (_, refuseKey, errorShape) => {
    Object.assign(emulator.faults, { refuseKey, errorShape });
    await expect(connect().observe(signal)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(emulator.requests).toEqual({ get_instances: 1 });
  });

  it('says unauthorized, and stops asking, when the key is revoked while it asks for addresses', async () => {
    emulator.faults.hideIps = 'all';
    emulator.faults.refuseAction.set('get_instance_ips', 'Not Authorized!');
    await expect(connect().observe(signal)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(emulator.requests.get_instance_ips).toBeLessThanOrEqual(4);
  });

  it('outlives a burst of 5xx that is shorter than its tries', async () => {
    emulator.faults.failNext(2, 502);
    await expect(connect().observe(signal)).resolves.toMatchObject({ failures: [] });
    expect(emulator.requests.get_instances).toBe(3);
  });

  it('outlives a connection that breaks in the middle of an answer', async () => {
    emulator.faults.cutOffNext(1);
    await expect(connect().observe(signal)).resolves.toMatchObject({ failures: [] });
  });

  it.each([[500, 'unavailable'], [503, 'unavailable'], [429, 'unavailable'], [404, 'not_found'], [400, 'refused'], [204, 'malformed']])(
    'says of HTTP %i after all its tries: %s', async (status, code) => {
      emulator.faults.failNext(Number.POSITIVE_INFINITY, status);
      await expect(connect().observe(signal)).rejects.toMatchObject({ name: 'BackendError', code });
    },
  );

  it('says outcome_unknown when no answer comes in time, and unavailable when nobody listens', async () => {
    emulator.faults.hangAction.add('get_instances');
    await expect(connect({}, { ...quick, list_timeout_ms: 30 }).observe(signal)).rejects.toMatchObject({ code: 'outcome_unknown' });
    await expect(connect({ base_url: 'http://127.0.0.1:9/api' }).observe(signal)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([['Location Id is invalid.', 'refused'], ['A valid serviceid is required.', 'not_found'], ['Please try again in a minute.', 'unavailable']])(
    'takes the refusal "%s" inside HTTP 200 for %s', async (message, code) => {
      emulator.faults.refuseAction.set('get_instances', message);
      await expect(connect().observe(signal)).rejects.toMatchObject({ code, detail: expect.stringContaining(message) });
    },
  );

  it('keeps the servers when the price list cannot be had, and says so', async () => {
    emulator.faults.refuseAction.set('get_price_list', 'Price list is disabled.');
    const { vps, failures } = await connect().observe(signal);
    expect(vps).toHaveLength(6);
    expect(failures).toEqual([{ what: 'costs', external_id: null, code: 'refused', reason: expect.stringContaining('Price list is disabled.') }]);
  });

  it('names a server whose entry cannot be read, and observes the others', async () => {
    emulator.account.change(firstId(), { main_ip: 'not an address' });
    const { vps, failures } = await connect().observe(signal);
    expect(vps).toHaveLength(5);
    expect(failures).toEqual([{ what: 'vps', external_id: String(firstId()), code: 'malformed', reason: expect.stringContaining('main_ip') }]);
  });

  it.each([
    ['an entry without an id', '[{"password":"MARKED-PASSWORD-5f1c"}]'], ['an empty object', '{"success":{}}'], ['null', '{"success":null}'],
    ['a text', '"MARKED-PASSWORD-5f1c"'], ['HTML', '<html>MARKED-PASSWORD-5f1c</html>'],
  ])('says malformed, and shows nothing of it, when the list of servers is %s', async (_, body) => {
    const server = createServer((_request, response) => response.end(body));
    try {
      const port = await listen(server);
      const error: unknown = await connect({ base_url: `http://127.0.0.1:${port}/` }).observe(signal).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'BackendError', code: 'malformed' });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secretMarker);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('shows nothing of an answer that breaks off, which may be inside a password', async () => {
    emulator.faults.malformNext(3);
    const error: unknown = await connect().observe(signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'malformed' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/MARKED/);
  });

  it('takes its own key out of what the provider tells', async () => {
    emulator.faults.refuseAction.set('get_instances', `Unknown key ${api_key}.`);
    const error: unknown = await connect().observe(signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'refused', detail: expect.stringContaining('Unknown key ***') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(api_key);
  });

  it('reads no more than 64 MiB of an answer', async () => {
    emulator.faults.padToBytes = 65 * 1024 * 1024;
    await expect(connect().observe(signal)).rejects.toMatchObject({ code: 'malformed', detail: expect.stringContaining('64 MiB') });
  });

  it('sends nothing to a server whose certificate it cannot verify', async () => {
    let asked = 0;
    const server = createTlsServer(untrustedCertificate, (_request, response) => {
      asked += 1;
      response.end('[]');
    });
    try {
      const port = await listen(server);
      await expect(connect({ base_url: `https://127.0.0.1:${port}/` }).observe(signal)).rejects.toMatchObject({
        code: 'unavailable', detail: expect.stringContaining('certificate'),
      });
      expect(asked).toBe(0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await startHostwindsEmulator({ servers: 1, ipsPerServer: 1, apiKey: api_key });
    try {
      emulator.faults.redirectTo = elsewhere.url;
      await expect(connect().observe(signal)).rejects.toMatchObject({ code: 'refused', detail: expect.stringContaining('redirects are not followed') });
      expect(elsewhere.requests).toEqual({});
    } finally {
      await elsewhere.stop();
    }
  });

  it('stops asking after six failures in a row, and asks again when the break is over', async () => {
    const backend = connect({}, { ...quick, break_ms: 40 });
    emulator.faults.failNext(Number.POSITIVE_INFINITY);
    for (const _ of [1, 2]) await expect(backend.observe(signal)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(backend.observe(signal)).rejects.toMatchObject({ code: 'unavailable', detail: expect.stringContaining('6 times in a row') });
    expect(emulator.requests.get_instances).toBe(6);
    emulator.faults.clear();
    await until(() => backend.observe(signal));
  });

  it('keeps to its rate over all calls', async () => {
    const waits: number[] = [];
    const clock = { now: () => 0, sleep: async (milliseconds: number) => void waits.push(milliseconds) };
    emulator.faults.hideIps = new Set(emulator.account.serviceIds().slice(0, 2));
    await connect({ requests_per_second: 2 }, { clock }).observe(signal);
    expect(waits).toEqual([500, 1000, 1500]);
  });

  it('lets go of a wait for the next try when it is aborted or closed', async () => {
    emulator.faults.failNext(Number.POSITIVE_INFINITY);
    const slow = { retry_delay_ms: { first: 600_000, longest: 600_000 } };
    const stop = new AbortController();
    const aborted = connect({}, slow).observe(stop.signal);
    const closing = connect({}, slow);
    const closed = closing.observe(signal);
    closed.catch(() => {}); // observed below; it may reject before
    await untilTrue(() => emulator.requests.get_instances === 2);
    stop.abort(new Error('the service stops'));
    await expect(aborted).rejects.toThrow('the service stops');
    await closing.close();
    await expect(closed).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends a connection test within its time, without a second try', async () => {
    const backend = connect({}, { ...quick, test_timeout_ms: 50 });
    emulator.faults.hangAction.add('get_instance_ids');
    await expect(backend.testConnection(signal)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(emulator.requests).toEqual({ get_instance_ids: 1 });
  });

  it.each([
    ['http://example.com/api', /https/], ['ftp://127.0.0.1/', /https/], ['file:///etc/passwd', /https/], ['no address', /https/],
    ['https://user:pass@example.com/', /user name/], ['http://169.254.169.254/latest', /https/],
  ])('refuses the base_url %s', (base_url, reason) => {
    expect(() => connect({ base_url })).toThrow(BackendError);
    expect(() => connect({ base_url })).toThrow(reason);
  });

  it('takes https anywhere, and http on this machine', () => {
    for (const base_url of ['https://clients.hostwinds.com/cloud/api.php', 'http://localhost:1/', 'http://[::1]:1/', 'http://127.0.0.2:1/']) {
      expect(() => connect({ base_url })).not.toThrow();
    }
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no TCP port.');
  return address.port;
}

/** Tries until it succeeds; the test's own time limit bounds it. */
async function until(attempt: () => Promise<unknown>): Promise<void> {
  for (;;) {
    if (await attempt().then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function untilTrue(condition: () => boolean): Promise<void> {
  return until(async () => {
    if (!condition()) throw new Error('not yet');
  });
}
