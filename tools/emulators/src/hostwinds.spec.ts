import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HostwindsEmulator, startHostwindsEmulator } from './hostwinds.js';
import { HostwindsAccount } from './hostwinds-account.js';

const apiKey = 'the-key';

describe('the Hostwinds emulator', () => {
  let emulator: HostwindsEmulator;

  beforeEach(async () => {
    emulator = await startHostwindsEmulator({ servers: 60, ipsPerServer: 4, apiKey, secretMarker: 'secret' });
  });
  afterEach(() => emulator.stop());

  async function call(action: string, fields: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(emulator.url, {
      method: 'POST',
      body: new URLSearchParams({ action, API: apiKey, ...fields }),
      redirect: 'manual',
    });
    return { status: response.status, text: await response.text() };
  }
  const read = async (action: string, fields?: Record<string, string>) => JSON.parse((await call(action, fields)).text);

  it('generates the same account from the same seed, and another one from another', () => {
    const account = (seed: number) => new HostwindsAccount({ servers: 50, ipsPerServer: 3, seed }).list();
    expect(account(7)).toEqual(account(7));
    expect(account(7)).not.toEqual(account(8));
  });

  it('gives every server its number of addresses, each of them once, and a password', async () => {
    const { success } = await read('get_instances');
    expect(success).toHaveLength(60);
    const addresses = success.flatMap((one: { ips: { ip: string }[]; ip_v6: string }) => [
      ...one.ips.map((entry) => entry.ip),
      one.ip_v6,
    ]);
    expect(new Set(addresses).size).toBe(240);
    for (const one of success)
      expect(one).toMatchObject({ password: expect.stringContaining('secret'), main_ip: one.ips[0].ip });
  });

  it('serves 10,000 servers and 40,000 addresses many times in a second or two', async () => {
    const big = await startHostwindsEmulator({ servers: 10_000, ipsPerServer: 4, apiKey });
    try {
      for (let time = 0; time < 3; time += 1) {
        const response = await fetch(big.url, {
          method: 'POST',
          body: new URLSearchParams({ action: 'get_instances', API: apiKey }),
        });
        expect((await response.text()).length).toBeGreaterThan(5_000_000);
      }
    } finally {
      await big.stop();
    }
  }, 10_000);

  it('grows used bandwidth with each call and changes nothing else', async () => {
    const [first, second] = [(await read('get_instances')).success[0], (await read('get_instances')).success[0]];
    expect(second).toEqual({ ...first, bandwidth_used: first.bandwidth_used + 1 });
  });

  it('answers one server, its addresses and its id as documented', async () => {
    const serviceid = String(emulator.account.serviceIds()[0]);
    expect(await read('get_instance', { serviceid })).toMatchObject({ success: { serviceid: Number(serviceid) } });
    expect((await read('get_instance_ips', { serviceid })).success['IP Addresses']).toHaveLength(3);
    expect(await read('check_serviceid', { serviceid })).toEqual({ success: true });
    expect(await read('check_serviceid', { serviceid: '1' })).toEqual([
      { result: 'error', action: 'Check Serviceid', message: 'A valid serviceid is required.' },
    ]);
  });

  it('lists ids by page, by search and by location', async () => {
    const ids = async (fields: Record<string, string>) =>
      (await read('get_instance_ids', fields)).success.map((entry: { id: number }) => entry.id);
    expect([...(await ids({ page: '1', limit: '40' })), ...(await ids({ page: '2', limit: '40' }))]).toEqual(
      emulator.account.serviceIds(),
    );
    const [one] = emulator.account.list();
    expect(await ids({ search: one?.hostname ?? '' })).toEqual([one?.serviceid]);
    expect(await ids({ location_id: '3', limit: '100' })).toEqual(
      emulator.account
        .list()
        .filter((server) => server.location_id === 3)
        .map((server) => server.serviceid),
    );
  });

  it('refuses an unknown action and a wrong key inside HTTP 200, as the vendor does', async () => {
    expect(await read('get_everything')).toMatchObject([{ result: 'error', message: 'Invalid Action.' }]);
    expect(await read('get_instances', { API: 'wrong' })).toMatchObject([
      { result: 'error', action: 'Authorization', message: 'Not Authorized!' },
    ]);
    expect(await read('constructor')).toMatchObject([{ result: 'error', message: 'Invalid Action.' }]);
  });

  it('lets a server vanish and return as it was', async () => {
    const before = (await read('get_instances')).success;
    emulator.account.remove(before[0].serviceid);
    expect((await read('get_instances')).success).toHaveLength(59);
    emulator.account.restore(before[0].serviceid);
    expect((await read('get_instances')).success[0]).toMatchObject({
      server_uuid: before[0].server_uuid,
      ips: before[0].ips,
    });
  });

  it('shows a rename, a power-off and a moved address in the next answer', async () => {
    const [one, two] = emulator.account.list();
    if (!one || !two) throw new Error('The account is too small.');
    const moving = one.ips?.[1]?.ip ?? '';
    emulator.account.rename(one.serviceid, 'renamed');
    emulator.account.powerOff(one.serviceid);
    emulator.account.moveIp(moving, one.serviceid, two.serviceid);
    const { success } = await read('get_instances');
    expect(success[0]).toMatchObject({ srvrname: 'renamed', power_state: 4, status: 'SHUTOFF' });
    expect(success[0].ips.map((entry: { ip: string }) => entry.ip)).not.toContain(moving);
    expect(success[1].ips.map((entry: { ip: string }) => entry.ip)).toContain(moving);
  });

  it('fails on demand: a burst, broken JSON, a bare list, refused keys, a redirect; and is well again when cleared', async () => {
    const { faults } = emulator;
    faults.failNext(2, 502);
    expect([
      (await call('get_instances')).status,
      (await call('get_instances')).status,
      (await call('get_instances')).status,
    ]).toEqual([502, 502, 200]);
    faults.malformNext(1);
    const broken = await call('get_instances');
    expect(() => JSON.parse(broken.text)).toThrow(SyntaxError);
    faults.shape = 'bare';
    expect(Array.isArray(await read('get_instances'))).toBe(true);
    faults.refuseKey = 403;
    expect((await call('get_instances')).status).toBe(403);
    faults.redirectTo = 'http://127.0.0.1:1/';
    expect((await call('get_instances')).status).toBe(302);
    faults.clear();
    expect((await read('get_instances')).success).toHaveLength(60);
    expect(emulator.requests).toEqual({ get_instances: 8 });
  });
});
