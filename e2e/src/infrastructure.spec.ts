import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('rented infrastructure', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
  });

  it('of the sample account is there within a minute of the first start', async () => {
    await until(async () => (await api.get('/infrastructure/status')).body.status === 'completed', { within: 60_000 });
    expect(await api.all('/infrastructure/vps')).toHaveLength(12);
    expect(await api.all('/infrastructure/ips')).toHaveLength(36);
  });

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
      await makePlace(api);
      [acme, rival] = [
        (await api.post('/tenants', placedTenant({ name: 'Acme' }))).body.id,
        (await api.post('/tenants', placedTenant({ name: 'Rival' }))).body.id,
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
      await until(async () => (await api.get(`/infrastructure/ips/${ips[0]?.id}`)).body.status === 'free');
    });

    it('can be looked back at', async () => {
      const [, assigned] = (await api.get(`/resources/ip/${ips[0]?.id}/history`)).body.items;
      const then = await api.get(`/infrastructure/ips/${ips[0]?.id}?asOf=${String(assigned?.['position'])}`);
      expect(then.body).toMatchObject({ tenant_id: acme, domain: 'acme.example', status: 'assigned' });
    });
  });
});
