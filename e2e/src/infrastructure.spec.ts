import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { until } from '@freehold/testing/until';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, ApiClient, type Body } from './api-client.js';
import { PlatformUnderTest } from './platform-under-test.js';

const API_KEY = 'an-emulated-key';

describe('rented infrastructure', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
  }, 90_000);

  it('of the sample account is there within a minute of the first start', async () => {
    await until(async () => (await api.get('/infrastructure/status')).body.status === 'completed', { within: 60_000 });
    expect(await api.all('/infrastructure/vps')).toHaveLength(12);
    expect(await api.all('/infrastructure/ips')).toHaveLength(36);
  }, 65_000);

  it('is shown with everything that is known of it', async () => {
    const first = async () => (await api.get('/infrastructure/vps?limit=1')).body.items[0];
    await until(async () => (await first())?.['bandwidth_used_gb'] !== null);
    const vps = await first();
    expect(vps).toEqual({
      id: expect.any(String),
      provider_id: 'hostwinds',
      external_id: expect.stringMatching(/^\d+$/),
      name: expect.any(String),
      hostname: expect.any(String),
      region: expect.any(String),
      status: 'active',
      power_state: 'running',
      plan: expect.anything(),
      ram_mb: expect.any(Number),
      cpu_count: expect.any(Number),
      disk_gb: expect.any(Number),
      bandwidth_gb: expect.any(Number),
      bandwidth_used_gb: expect.any(Number),
      main_ip: expect.stringMatching(/^[\d.]+$/),
      private_ip: expect.anything(),
      ipv6: expect.anything(),
      approximate_cost: expect.stringMatching(/^\d+\.\d{2}$/),
      tenant_id: null,
      domain: null,
      first_seen_at: expect.stringMatching(/Z$/),
      last_seen_at: expect.stringMatching(/Z$/),
      status_message: null,
      created_at: vps?.['first_seen_at'],
      updated_at: expect.stringMatching(/Z$/),
    });
    const [ip] = (await api.get(`/infrastructure/ips?address=${String(vps?.['main_ip'])}`)).body.items;
    expect(ip).toMatchObject({
      vps_id: vps?.id,
      family: 4,
      status: 'free',
      provider_id: 'hostwinds',
      reverse_name: expect.any(String),
      tenant_id: null,
      domain: null,
    });
  });

  it('tells how fresh the picture is', async () => {
    expect((await api.get('/infrastructure/status')).body).toMatchObject({
      status: 'completed',
      last_run_at: expect.stringMatching(/Z$/),
      last_successful_sync: expect.stringMatching(/Z$/),
      last_error: null,
    });
    const [run] = (await api.get('/infrastructure/sync-runs?provider_id=hostwinds')).body.items;
    expect(run).toMatchObject({
      status: 'completed',
      trigger: 'schedule',
      counts: { vps: 12, ips: 36, vps_discovered: 12, ips_discovered: 36 },
    });
    expect((await api.get(`/infrastructure/sync-runs/${run?.id}`)).body).toEqual(run);
  });

  describe('given to tenants', () => {
    let acme: string;
    let rival: string;
    let vps: Body;
    let ips: readonly Body[];

    beforeAll(async () => {
      await api.post('/brands', {
        id: 'default',
        name: 'Default',
        base_hostname: 'd.example',
        primary_ns: 'a.d.example',
        secondary_ns: 'b.d.example',
        hostmaster_email: 'h@d.example',
      });
      [acme, rival] = [
        (await api.post('/tenants', { name: 'Acme' })).body.id,
        (await api.post('/tenants', { name: 'Rival' })).body.id,
      ];
      vps = (await api.get('/infrastructure/vps?limit=1&sort=name&order=asc')).body.items[0] as Body; // the account has twelve
      ips = (await api.get(`/infrastructure/ips?vps_id=${vps.id}`)).body.items;
    });

    it('is shown as theirs, with the domain that it serves, and found by either', async () => {
      const given = await api.post(`/infrastructure/ips/${ips[0]?.id}/assign`, {
        tenant_id: acme,
        domain: 'Acme.Example',
      });
      expect([given.status, given.body]).toEqual([
        200,
        expect.objectContaining({ tenant_id: acme, domain: 'acme.example', status: 'assigned' }),
      ]);
      expect((await api.post(`/infrastructure/vps/${vps.id}/assign`, { tenant_id: acme })).body).toMatchObject({
        tenant_id: acme,
        domain: null,
      });
      for (const query of [`tenant_id=${acme}`, 'domain=acme.example', 'status=assigned'])
        expect((await api.get(`/infrastructure/ips?${query}`)).body.items.map(({ id }) => id)).toEqual([ips[0]?.id]);
      expect((await api.get(`/infrastructure/vps?tenant_id=${acme}`)).body.items.map(({ id }) => id)).toEqual([vps.id]);
      expect(await api.all('/infrastructure/ips?status=free')).toHaveLength(35);
      expect((await api.get(`/infrastructure/ips?tenant_id=${rival}`)).body.items).toEqual([]);
    });

    it('is refused to another tenant, and taken from nobody else by mistake', async () => {
      const again = await api.post(`/infrastructure/ips/${ips[0]?.id}/assign`, { tenant_id: rival });
      expect([again.status, again.body.code]).toEqual([409, 'ip.held']);
      expect((await api.post(`/infrastructure/vps/${vps.id}/assign`, { tenant_id: rival })).status).toBe(409);
      expect((await api.post(`/infrastructure/ips/${ips[0]?.id}/unassign`, { tenant_id: rival })).status).toBe(409);
      expect((await api.post(`/infrastructure/ips/${ips[1]?.id}/assign`, { tenant_id: 't0000000000' })).status).toBe(
        400,
      );
      expect((await api.post('/infrastructure/ips/nobody/assign', { tenant_id: acme })).status).toBe(404);
    });

    it('is free again when it is taken back, and who had it when is remembered', async () => {
      const back = await api.post(`/infrastructure/ips/${ips[0]?.id}/unassign`);
      expect(back.body).toMatchObject({ tenant_id: null, domain: null, status: 'free' });
      await api.post(`/infrastructure/ips/${ips[0]?.id}/assign`, { tenant_id: rival });
      const { items } = (await api.get(`/infrastructure/assignments?resource_id=${ips[0]?.id}`)).body;
      expect(items).toMatchObject([
        { tenant_id: rival, unassigned_at: null },
        { tenant_id: acme, domain: 'acme.example', unassigned_at: expect.any(String) },
      ]);
      const history = (await api.get(`/resources/ip/${ips[0]?.id}/history`)).body.items;
      expect(history.map(({ type }) => type)).toEqual(['IpDiscovered', 'IpAssigned', 'IpUnassigned', 'IpAssigned']);
      expect(history[1]?.['changes']).toEqual([{ field: 'tenant_id', old: null, new: acme }]);
    });

    it('is free again when its tenant is deleted', async () => {
      await api.delete(`/tenants/${rival}`);
      await until(async () => (await api.get(`/infrastructure/ips/${ips[0]?.id}`)).body.status === 'free', {
        within: 10_000,
      });
    });

    it('can be looked back at', async () => {
      const [, assigned] = (await api.get(`/resources/ip/${ips[0]?.id}/history`)).body.items;
      const then = await api.get(`/infrastructure/ips/${ips[0]?.id}?asOf=${String(assigned?.['position'])}`);
      expect(then.body).toMatchObject({ tenant_id: acme, domain: 'acme.example', status: 'assigned' });
    });
  });

  describe('of a provider', () => {
    let emulator: HostwindsEmulator;
    let provider: string;

    beforeEach(async () => {
      emulator = await startHostwindsEmulator({ apiKey: API_KEY, servers: 20, ipsPerServer: 3 });
      const made = await api.post('/providers', {
        name: 'Rented',
        kind: 'hostwinds',
        settings: { base_url: emulator.url, requests_per_second: 0 },
        credentials: { api_key: API_KEY },
        sync_interval: 0,
      });
      provider = made.body.id;
      expect(await sync()).toMatchObject({ status: 'completed', counts: { vps_discovered: 20, ips_discovered: 60 } });
    });

    afterEach(async () => {
      await api.delete(`/providers/${provider}`);
      await emulator.stop();
    });

    /** Has the account looked at, and awaits the end. @returns the run */
    async function sync(): Promise<Body> {
      const { status, body, text } = await api.post(`/providers/${provider}/sync`, undefined, { prefer: 'wait=20' });
      expect([status, text]).toEqual([202, text]);
      return (await api.get(`/infrastructure/sync-runs/${operationOf(body).resource.id}`)).body;
    }

    /** What the last sync recorded, as `type` with its data. */
    async function recorded(after: number): Promise<(readonly [string, unknown])[]> {
      const events = (await api.get(`/events?after=${after}&limit=200`)).body.items;
      return events
        .filter(({ type }) => !String(type).startsWith('Sync'))
        .map((event) => [String(event['type']), event['data']]);
    }

    const now = async () => Number((await api.get('/events?limit=1')).body.items[0]?.['position']);
    const vps = async (external: number) =>
      (await api.get(`/infrastructure/vps?provider_id=${provider}&external_id=${external}`)).body.items[0];
    const idAt = (index: number) => emulator.account.serviceIds()[index] ?? 0;

    it('is visible as soon as the sync’s operation has ended', async () => {
      expect(await api.all(`/infrastructure/vps?provider_id=${provider}`)).toHaveLength(20);
      expect(await api.all(`/infrastructure/ips?provider_id=${provider}`)).toHaveLength(60);
    });

    it('yields no event about machines and addresses as long as nothing changes, though they use bandwidth', async () => {
      const before = await now();
      const used = (await vps(idAt(0)))?.['bandwidth_used_gb'];
      expect(await sync()).toMatchObject({
        status: 'completed',
        counts: { vps: 20, ips: 60, vps_changed: 0, ips_changed: 0 },
      });
      expect(await recorded(before)).toEqual([]);
      await until(async () => (await vps(idAt(0)))?.['bandwidth_used_gb'] !== used);
    });

    it('yields just the differences, with old and new values', async () => {
      const [renamed, off, from, to] = [idAt(0), idAt(1), idAt(2), idAt(3)];
      const oldName = emulator.account.get(renamed).srvrname;
      const address =
        emulator.account
          .get(from)
          .ips?.map(({ ip }) => ip)
          .find((ip) => ip !== emulator.account.get(from).main_ip && !ip.includes(':')) ?? '';
      emulator.account.rename(renamed, 'renamed');
      emulator.account.powerOff(off);
      emulator.account.moveIp(address, from, to);
      const before = await now();
      expect(await sync()).toMatchObject({ status: 'completed', counts: { vps_changed: 2, ips_moved: 1 } });
      expect(await recorded(before)).toEqual(
        expect.arrayContaining([
          ['VpsChanged', { changes: { name: 'renamed' }, previous: { name: oldName } }],
          [
            'VpsChanged',
            {
              changes: { power_state: 'off', status: 'stopped' },
              previous: { power_state: 'running', status: 'active' },
            },
          ],
          ['IpMoved', { vps_id: (await vps(to))?.id, previous_vps_id: (await vps(from))?.id }],
        ]),
      );
      const [[, released]] = (await recorded(before)).filter(([type]) => type === 'IpChanged') as [
        readonly [string, unknown],
      ];
      expect(released).toEqual({ changes: { reverse_name: null }, previous: { reverse_name: expect.any(String) } });
      expect(await recorded(before)).toHaveLength(4);
    });

    it('vanishes and returns as what it was', async () => {
      const gone = idAt(4);
      emulator.account.remove(gone);
      await sync();
      const vanished = await vps(gone);
      expect(vanished).toMatchObject({ status: 'vanished' });
      expect((await api.get(`/infrastructure/ips?vps_id=${vanished?.id}&status=vanished`)).body.items).toHaveLength(3);
      emulator.account.restore(gone);
      await sync();
      expect(await vps(gone)).toMatchObject({
        id: vanished?.id,
        status: 'active',
        first_seen_at: vanished?.['first_seen_at'],
      });
    });

    it('stays as it is known where the provider does not tell, and the run says so', async () => {
      emulator.faults.hideIps = new Set([idAt(5)]);
      emulator.faults.refuseAction.set('get_instance_ips', 'Something went wrong.');
      const before = await now();
      const run = await sync();
      expect(run).toMatchObject({
        status: 'completed',
        failure_count: 1,
        failures: [{ what: 'ips', external_id: String(idAt(5)) }],
      });
      expect(await recorded(before)).toEqual([]);
      expect((await api.get(`/infrastructure/ips?vps_id=${(await vps(idAt(5)))?.id}`)).body.items).toHaveLength(3);
    });

    it('does not vanish in masses before somebody has confirmed it', async () => {
      for (const id of emulator.account.serviceIds().slice(0, 12)) emulator.account.remove(id);
      const before = await now();
      const { body } = await api.send('POST', `/providers/${provider}/sync`);
      const { id } = operationOf(body).resource;
      const held = await until(async () => {
        const run = (await api.get(`/infrastructure/sync-runs/${id}`)).body;
        return run.status === 'held' && run;
      });
      expect(held).toMatchObject({
        held: { would_vanish_vps: 12, known_vps: 20, would_release_ips: 36 },
        confirmed: false,
      });
      expect(await recorded(before)).toEqual([]);
      expect((await api.get('/infrastructure/status')).body).toMatchObject({ status: 'held' });
      const confirmed = await api.post(`/infrastructure/sync-runs/${id}/confirm`, undefined, { prefer: 'wait=20' });
      expect([confirmed.status, operationOf(confirmed.body).status]).toEqual([202, 'succeeded']);
      expect((await api.get(`/infrastructure/vps?provider_id=${provider}&status=vanished`)).body.items).toHaveLength(
        12,
      );
      expect((await api.post(`/infrastructure/sync-runs/${id}/confirm`)).status).toBe(202);
      const { id: harmless } = await sync();
      expect((await api.post(`/infrastructure/sync-runs/${harmless}/confirm`)).body.code).toBe('sync.wrong_state');
    });

    it('is looked at once for all who ask meanwhile, never twice at a time', async () => {
      emulator.faults.latencyMs = 500;
      const before = emulator.requests['get_instances'] ?? 0;
      const ask = async () => api.post(`/providers/${provider}/sync`, undefined, { prefer: 'wait=20' });
      const asked = await Promise.all(Array.from({ length: 6 }, ask));
      expect(asked.map(({ body }) => operationOf(body).status)).toEqual(asked.map(() => 'succeeded'));
      expect((emulator.requests['get_instances'] ?? 0) - before).toBeLessThanOrEqual(2);
    }, 60_000);

    it('is looked at by itself as often as its provider says', async () => {
      await api.put(`/providers/${provider}`, { sync_interval: 1 });
      await until(
        async () =>
          (await api.get(`/infrastructure/sync-runs?provider_id=${provider}&trigger=schedule&status=completed`)).body
            .items.length >= 2,
        { within: 20_000, every: 100 },
      );
    }, 40_000);

    it('fails to be looked at with a reason, keeps all, and the status says so', async () => {
      emulator.faults.refuseKey = 'body';
      const before = await now();
      expect(await sync()).toMatchObject({ status: 'failed', status_message: expect.stringMatching(/key|authori/i) });
      expect(await recorded(before)).toEqual([]);
      expect((await api.get('/infrastructure/status')).body).toMatchObject({
        status: 'failed',
        last_error: expect.stringMatching(/key|authori/i),
      });
    });

    it('answers questions: whether it can be reached, where it rents and what', async () => {
      const test = async () => (await api.get(`/providers/${provider}/test-connection`)).body;
      expect(await test()).toMatchObject({ ok: true });
      emulator.faults.refuseKey = 401;
      expect(await test()).toMatchObject({ ok: false, code: 'unauthorized', detail: expect.any(String) });
      emulator.faults.clear();
      emulator.faults.hangAction
        .add('get_instances')
        .add('get_instance_ids')
        .add('check_serviceid')
        .add('get_locations');
      const from = performance.now();
      expect(await test()).toMatchObject({ ok: false });
      expect(performance.now() - from).toBeLessThan(5_500);
      emulator.faults.clear();
      expect((await api.get(`/providers/${provider}/regions`)).body.items[0]).toMatchObject({
        external_id: expect.any(String),
        name: expect.any(String),
      });
      expect((await api.get(`/providers/${provider}/services`)).body.items[0]).toMatchObject({
        external_id: expect.any(String),
        name: expect.any(String),
      });
    }, 30_000);

    it('can be changed and removed, and its credentials are in no answer', async () => {
      const answers: Answer[] = [
        await api.get(`/providers/${provider}`),
        await api.get('/providers'),
        await api.put(`/providers/${provider}`, { credentials: { api_key: 'another-secret-key' } }),
        await api.put(`/providers/${provider}?dryRun=true`, { credentials: { api_key: 'another-secret-key' } }),
        await api.get(`/resources/provider/${provider}/history`),
        await api.get(`/events?id=${provider}`),
      ];
      for (const { status, text } of answers) {
        expect(status).toBe(200);
        expect(text).not.toMatch(/another-secret-key|an-emulated-key|eyJ/);
        expect(text).toContain('***');
      }
      expect((await api.put(`/providers/${provider}`, { kind: 'proxmox' })).status).toBe(400);
      expect(
        (await api.put(`/providers/${provider}`, { settings: { base_url: 'http://elsewhere.example/' } })).body.code,
      ).toBe('provider.insecure');
      expect(await sync()).toMatchObject({ status: 'failed' });
      expect((await api.delete(`/providers/${provider}`)).status).toBe(204);
      expect((await api.post(`/providers/${provider}/sync`)).status).toBe(404);
    });

    describe('on a schedule from outside', () => {
      const cron = async (secret: string) =>
        await new ApiClient(api.url, secret).send('POST', '/cron/sync-infra', { withinMs: 40_000 });
      const secret = () => (JSON.parse(platform.file('secrets.json')) as { cron_secret: string }).cron_secret; // its own file

      it('is looked at by whoever knows the schedule’s secret, which opens nothing else', async () => {
        const { status, body } = await cron(secret());
        expect([status, body]).toEqual([200, expect.objectContaining({ syncedVps: 32, syncedIps: 96 })]);
        expect((await cron('nonsense')).status).toBe(401);
        expect((await new ApiClient(api.url, undefined).send('POST', '/cron/sync-infra')).status).toBe(401);
        expect((await new ApiClient(api.url, secret()).get('/providers')).status).toBe(401);
      });

      it('is told where to look when a run waits for somebody', async () => {
        for (const id of emulator.account.serviceIds().slice(0, 12)) emulator.account.remove(id);
        const { status, body } = await cron(secret());
        expect(status).toBe(202);
        expect(operationOf(body)).toMatchObject({ kind: 'sync.sync', status: expect.any(String) });
      });
    });
  });

  afterAll(() => expect(platform.output).not.toContain('a request failed'));
});

interface Operation {
  readonly id: string;
  readonly status: string;
  readonly resource: { readonly id: string };
}

function operationOf(body: Body): Operation {
  return body['operation'] as Operation; // by the REST contract
}
