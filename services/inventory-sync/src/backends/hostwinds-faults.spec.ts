import { startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { describe, expect, it, jest } from '@jest/globals';
import { apiKey, HostwindsUnderTest, quick } from './hostwinds-under-test.js';

const signal = new AbortController().signal;

describe('HostwindsBackend', () => {
  const hostwinds = new HostwindsUnderTest();
  const firstId = () => hostwinds.emulator.account.serviceIds()[0] ?? 0;

  it('reads both shapes of a success alike', async () => {
    const backend = hostwinds.connect();
    const enveloped = await backend.observe(signal);
    hostwinds.emulator.faults.shape = 'bare';
    const bare = await backend.observe(signal);
    expect(bare.ips).toEqual(enveloped.ips);
    expect(bare.vps.map((vps) => vps.name)).toEqual(enveloped.vps.map((vps) => vps.name));
    await expect(backend.testConnection(signal)).resolves.toBeUndefined();
  });

  it('maps the fields of an instance to the shared ones', async () => {
    const serviceid = firstId();
    hostwinds.emulator.account.change(serviceid, {
      srvrname: 'mail-1',
      created_at: '2024-02-29 23:59:58',
      product_id: 1002,
      location_id: 3,
      bandwidth: 2000,
    });
    const { vps } = await hostwinds.connect().observe(signal);
    expect(vps[0]).toMatchObject({
      external_id: String(serviceid),
      name: 'mail-1',
      created_at: '2024-02-29T23:59:58Z',
      approximate_cost: '9.99',
      region: '3',
      bandwidth_gb: 2000,
      status: 'active',
      power_state: 'running',
      main_ip: '198.18.0.0',
      private_ip: '10.0.0.1',
      ipv6: '2001:db8::1',
    });
  });

  it('observes two calls for a whole account, and one more for each server whose addresses are not listed', async () => {
    hostwinds.emulator.faults.hideIps = new Set(hostwinds.emulator.account.serviceIds().slice(0, 2));
    const { ips, failures } = await hostwinds.connect().observe(signal);
    expect(ips).toHaveLength(24);
    expect(failures).toEqual([]);
    expect(hostwinds.emulator.requests).toEqual({ get_instances: 1, get_price_list: 1, get_instance_ips: 2 });
  });

  it('asks by the page when many servers do not list their addresses', async () => {
    const big = await startHostwindsEmulator({ servers: 1200, ipsPerServer: 3, apiKey });
    try {
      big.faults.hideIps = 'all';
      const { ips } = await hostwinds.connect({ base_url: big.url }).observe(signal);
      expect(ips).toHaveLength(3600);
      expect(big.requests).toEqual({ get_instances: 1, get_price_list: 1, get_instance_ids: 3 });
    } finally {
      await big.stop();
    }
  });

  it('takes an id that names no address for one that does not say, and asks for it', async () => {
    const big = await startHostwindsEmulator({ servers: 30, ipsPerServer: 3, apiKey });
    try {
      big.faults.hideIps = 'all';
      big.account.change(big.account.serviceIds()[4] ?? 0, { main_ip: '', ips: [] });
      await hostwinds.connect({ base_url: big.url }).observe(signal);
      expect(big.requests).toMatchObject({ get_instance_ids: 1, get_instance_ips: 1 });
    } finally {
      await big.stop();
    }
  });

  it('observes one location when told to', async () => {
    const { vps } = await hostwinds.connect({ location_id: '2' }).observe(signal);
    expect(new Set(vps.map((one) => one.region))).toEqual(new Set(['2']));
    expect(vps).toHaveLength(hostwinds.emulator.account.list().filter((instance) => instance.location_id === 2).length);
  });

  it.each([
    ['HTTP 401', 401 as const, 'array' as const],
    ['HTTP 403', 403 as const, 'array' as const],
    ['HTTP 200 and an error in an array', 'body' as const, 'array' as const],
    ['HTTP 200 and an error object', 'body' as const, 'object' as const],
  ])('says unauthorized at once when a wrong key is refused by %s', async (_, refuseKey, errorShape) => {
    Object.assign(hostwinds.emulator.faults, { refuseKey, errorShape });
    await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(hostwinds.emulator.requests).toEqual({ get_instances: 1 });
  });

  it('says unauthorized, and stops asking, when the key is revoked while it asks for addresses', async () => {
    hostwinds.emulator.faults.hideIps = 'all';
    hostwinds.emulator.faults.refuseAction.set('get_instance_ips', 'Not Authorized!');
    await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(hostwinds.emulator.requests.get_instance_ips).toBeLessThanOrEqual(4);
  });

  it('outlives a burst of 5xx that is shorter than its tries', async () => {
    hostwinds.emulator.faults.failNext(2, 502);
    await expect(hostwinds.connect().observe(signal)).resolves.toMatchObject({ failures: [] });
    expect(hostwinds.emulator.requests.get_instances).toBe(3);
  });

  it('outlives a connection that breaks in the middle of an answer', async () => {
    hostwinds.emulator.faults.cutOffNext(1);
    await expect(hostwinds.connect().observe(signal)).resolves.toMatchObject({ failures: [] });
  });

  it.each([
    [500, 'unavailable'],
    [503, 'unavailable'],
    [429, 'unavailable'],
    [404, 'not_found'],
    [400, 'refused'],
    [204, 'malformed'],
  ])('says of HTTP %i after all its tries: %s', async (status, code) => {
    hostwinds.emulator.faults.failNext(Number.POSITIVE_INFINITY, status);
    await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({ name: 'BackendError', code });
  });

  it('says outcome_unknown when no answer comes in time, and unavailable when nobody listens', async () => {
    hostwinds.emulator.faults.hangAction.add('get_instances');
    await expect(hostwinds.connect({}, { ...quick, list_timeout_ms: 30 }).observe(signal)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    await expect(hostwinds.connect({ base_url: 'http://127.0.0.1:9/api' }).observe(signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it.each([
    ['Location Id is invalid.', 'refused'],
    ['A valid serviceid is required.', 'not_found'],
    ['Please try again in a minute.', 'unavailable'],
  ])('takes the refusal "%s" inside HTTP 200 for %s', async (message, code) => {
    hostwinds.emulator.faults.refuseAction.set('get_instances', message);
    await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({
      code,
      detail: expect.stringContaining(message),
    });
  });

  it('keeps the servers when the price list cannot be had, and says so', async () => {
    hostwinds.emulator.faults.refuseAction.set('get_price_list', 'Price list is disabled.');
    const { vps, failures } = await hostwinds.connect().observe(signal);
    expect(vps).toHaveLength(6);
    expect(failures).toEqual([
      { what: 'costs', external_id: null, code: 'refused', reason: expect.stringContaining('Price list is disabled.') },
    ]);
  });

  it('names a server whose entry cannot be read, and observes the others', async () => {
    hostwinds.emulator.account.change(firstId(), { main_ip: 'not an address' });
    const { vps, failures } = await hostwinds.connect().observe(signal);
    expect(vps).toHaveLength(5);
    expect(failures).toEqual([
      { what: 'vps', external_id: String(firstId()), code: 'malformed', reason: expect.stringContaining('main_ip') },
    ]);
  });

  it('stops asking after six failures in a row, and asks again when the break is over', async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now); // the circuit breaker's clock
    try {
      const backend = hostwinds.connect();
      hostwinds.emulator.faults.failNext(6);
      await expect(backend.observe(signal)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(backend.observe(signal)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(backend.observe(signal)).rejects.toMatchObject({
        code: 'unavailable',
        detail: expect.stringContaining('6 times in a row'),
      });
      expect(hostwinds.emulator.requests.get_instances).toBe(6);
      clock.mockReturnValue(now + 30_000);
      await expect(backend.observe(signal)).resolves.toMatchObject({ failures: [] });
    } finally {
      clock.mockRestore();
    }
  });

  it('keeps to its rate over all calls', async () => {
    const waits: number[] = [];
    const clock = { now: () => 0, sleep: async (milliseconds: number) => void waits.push(milliseconds) };
    hostwinds.emulator.faults.hideIps = new Set(hostwinds.emulator.account.serviceIds().slice(0, 2));
    await hostwinds.connect({ requests_per_second: 2 }, { clock }).observe(signal);
    expect(waits).toEqual([500, 1000, 1500]);
  });

  it('lets go of a wait for the next try when it is aborted or closed', async () => {
    hostwinds.emulator.faults.failNext(Number.POSITIVE_INFINITY);
    const slow = { retry_delay_ms: { first: 600_000, longest: 600_000 } };
    const stop = new AbortController();
    const aborted = hostwinds.connect({}, slow).observe(stop.signal);
    const closing = hostwinds.connect({}, slow);
    const closed = closing.observe(signal);
    closed.catch(() => {}); // observed below; it may reject before
    await until(() => hostwinds.emulator.requests.get_instances === 2);
    stop.abort(new Error('the service stops'));
    await expect(aborted).rejects.toThrow('the service stops');
    await closing.close();
    await expect(closed).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends a connection test within its time, without a second try', async () => {
    const backend = hostwinds.connect({}, { ...quick, test_timeout_ms: 1_000 });
    hostwinds.emulator.faults.hangAction.add('get_instance_ids');
    await expect(backend.testConnection(signal)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(hostwinds.emulator.requests).toEqual({ get_instance_ids: 1 });
  });
});

/** Looks again until it is so; the test's own time limit bounds it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
