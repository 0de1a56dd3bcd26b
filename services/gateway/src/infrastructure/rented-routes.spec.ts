import { newId } from '@freehold/contracts/ids';
import { BANDWIDTH_SUBJECT } from '@freehold/contracts/inventory/bandwidth-samples';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InfrastructureUnderTest } from './infrastructure-under-test.js';

describe('rented infrastructure at the gateway', () => {
  const infrastructure = new InfrastructureUnderTest();
  let machine: string;
  let address: string;

  const differences = async (query: string) =>
    (await infrastructure.gateway.request('GET', `/api/v1/diff?${query}`)).body.items;

  it('is shown with every field of the contract, absent ones as null', async () => {
    machine = await infrastructure.vps('1001');
    address = await infrastructure.ip('198.18.0.1', { vps_id: machine, reverse_name: 'web.example' });
    expect(await infrastructure.get(`/infrastructure/vps/${machine}`)).toEqual({
      id: machine,
      provider_id: 'p1',
      external_id: '1001',
      name: 'web-1001',
      hostname: 'web-1001.example',
      region: 'north',
      status: 'active',
      status_message: null,
      power_state: 'running',
      plan: 'Small',
      ram_mb: 2048,
      cpu_count: 1,
      disk_gb: 50,
      bandwidth_gb: 2000,
      bandwidth_used_gb: null,
      main_ip: '198.18.0.1',
      private_ip: null,
      ipv6: null,
      approximate_cost: '9.90',
      tenant_id: null,
      domain: null,
      first_seen_at: expect.any(String),
      last_seen_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(await infrastructure.get(`/infrastructure/ips/${address}`)).toMatchObject({
      address: '198.18.0.1',
      family: 4,
      vps_id: machine,
      reverse_name: 'web.example',
      status: 'free',
    });
  });

  it('was last seen by the newest complete sync, until it has vanished', async () => {
    await infrastructure.completed('p1');
    const { items } = await infrastructure.get('/infrastructure/sync-runs');
    const seen = items[0].finished_at;
    expect(await infrastructure.get(`/infrastructure/vps/${machine}`)).toMatchObject({ last_seen_at: seen });
    await infrastructure.tell(Vps, 'vanish', machine);
    await infrastructure.completed('p1');
    expect(await infrastructure.get(`/infrastructure/vps/${machine}`)).toMatchObject({
      status: 'vanished',
      last_seen_at: seen,
    });
    const address_seen = (await infrastructure.get(`/infrastructure/ips/${address}`)).last_seen_at;
    expect(Date.parse(address_seen)).toBeGreaterThan(Date.parse(seen));
    await infrastructure.vps('1001');
    expect(await infrastructure.get(`/infrastructure/vps/${machine}`)).toMatchObject({ status: 'active' });
  });

  it('is given to a tenant and taken back: the answer is the thing as it is then, and so is every read after it', async () => {
    const tenant = await infrastructure.gateway.tenant({ name: 'Acme' });
    const given = await infrastructure.post(`/infrastructure/ips/${address}/assign`, {
      tenant_id: tenant.body.id,
      domain: 'acme.example',
    });
    expect(given).toMatchObject({
      status: 200,
      body: { status: 'assigned', tenant_id: tenant.body.id, domain: 'acme.example' },
    });
    expect(given.headers.get('etag')).toBe(
      `"${given.headers.get('freehold-position')}.${given.headers.get('freehold-position')}"`,
    );
    const of = await infrastructure.gateway.request('GET', `/api/v1/infrastructure/ips?tenant_id=${tenant.body.id}`);
    expect(of.body.items).toEqual([given.body]);
    const during = Number(given.headers.get('freehold-position'));
    const taken = await infrastructure.post(`/infrastructure/ips/${address}/unassign`);
    expect(taken).toMatchObject({ status: 200, body: { status: 'free', tenant_id: null, domain: null } });
    expect(await infrastructure.get(`/infrastructure/assignments?resource_id=${address}`)).toMatchObject({
      items: [{ kind: 'ip', tenant_id: tenant.body.id, domain: 'acme.example', unassigned_at: taken.body.updated_at }],
      has_more: false,
    });
    const assignments = `/infrastructure/assignments?resource_id=${address}`;
    expect((await infrastructure.get(`${assignments}&asOf=${during - 1}`)).items).toEqual([]);
    expect((await infrastructure.get(`${assignments}&asOf=${during}`)).items).toMatchObject([{ unassigned_at: null }]);
    const ended = Number(taken.headers.get('freehold-position'));
    expect((await infrastructure.get(`${assignments}&asOf=${ended}`)).items).toMatchObject([
      { unassigned_at: taken.body.updated_at },
    ]);
    const diff = async (from: number, to: number) => await differences(`from=${from}&to=${to}`);
    expect(await diff(during - 1, during)).toMatchObject([
      { kind: 'ip', id: address, change: 'updated', tenant_id: tenant.body.id, position: during },
    ]);
    expect((await diff(during, ended))[0].fields).toContainEqual({ field: 'domain', old: 'acme.example', new: null });
    // Changed and changed back.
    expect(await diff(during - 1, ended)).toEqual([]);
  });

  it('is shown as it was at any position, alone and in lists', async () => {
    const before = await infrastructure.tell(Ip, 'move', address, { vps_id: null, previous_vps_id: machine });
    await infrastructure.tell(Ip, 'release', address);
    expect(await infrastructure.get(`/infrastructure/ips/${address}?asOf=${before}`)).toMatchObject({
      status: 'free',
      vps_id: null,
    });
    expect(await infrastructure.get(`/infrastructure/ips/${address}?asOf=${before - 1}`)).toMatchObject({
      vps_id: machine,
    });
    const then = await infrastructure.get(`/infrastructure/ips?asOf=${before - 1}&vps_id=${machine}`);
    expect(then.items).toHaveLength(1);
    expect((await infrastructure.get(`/infrastructure/ips?vps_id=${machine}`)).items).toEqual([]);
    const early = await infrastructure.gateway.request('GET', `/api/v1/infrastructure/ips/${address}?asOf=1`);
    expect(early).toMatchObject({ status: 404, body: { code: 'ip.not_found' } });
  });

  it('differs from what it was: found, changed, vanished, beside what has no provider', async () => {
    const from =
      (await infrastructure.tell(Vps, 'change', machine, { changes: { name: 'a' }, previous: { name: 'b' } })) - 1;
    const found = await infrastructure.vps('diff');
    const to = await infrastructure.tell(Vps, 'vanish', machine);
    const all = await differences(`from=${from}&to=${to}&kind=vps`);
    const changes = all.map(({ id, change }: Record<string, string>) => [id, change]);
    expect(Object.fromEntries(changes)).toEqual({ [found]: 'created', [machine]: 'updated' });
    const [{ fields }] = await differences(`from=${from}&to=${to}&id=${machine}`);
    expect(fields).toContainEqual({ field: 'status', old: 'active', new: 'vanished' });
    expect(fields).toContainEqual(expect.objectContaining({ field: 'name', new: 'a' }));
    expect(await differences(`from=${from}&to=${to}&kind=vps&limit=1`)).toHaveLength(1);
  });

  it('is paged without a skip or a repeat, in every order, while more is found', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 60 },
        async (_, n) => await infrastructure.ip(`203.0.113.${n}`, { reverse_name: n % 3 ? null : 'x.example' }),
      ),
    );
    for (const sort of ['created_at', 'address', 'reverse_name', 'status']) {
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        for (let cursor = '', page = 0; page === 0 || cursor; page++) {
          const body = await infrastructure.get(
            `/infrastructure/ips?search=203.0.113.&limit=25&sort=${sort}&order=${order}${cursor && `&cursor=${cursor}`}`,
          );
          seen.push(...body.items.map(({ id }: { id: string }) => id));
          cursor = body.next_cursor ?? '';
          if (page === 0) await infrastructure.ip(`192.0.2.${seen.length}`);
        }
        expect(seen.toSorted()).toEqual(ids.toSorted());
      }
    }
    const byAddress = await infrastructure.get('/infrastructure/ips?search=203.0.113.&sort=address&order=asc&limit=12');
    expect(byAddress.items.at(-1).address).toBe('203.0.113.11');
  });

  it('refuses what it does not know: a filter, an order, a cursor of another list', async () => {
    const cursor = (await infrastructure.get('/infrastructure/ips?limit=1')).next_cursor;
    for (const query of ['nonsense=1', 'sort=hash', 'limit=x', `sort=address&cursor=${cursor}`, 'asOf=never']) {
      const got = await infrastructure.gateway.request('GET', `/api/v1/infrastructure/ips?${query}`);
      expect(got).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    }
    expect(await infrastructure.post(`/infrastructure/ips/${address}/assign`, { tenant: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'ip.invalid' },
    });
    const missing = await infrastructure.gateway.request('GET', `/api/v1/infrastructure/vps/${newId()}`);
    expect(missing).toMatchObject({ status: 404, body: { code: 'vps.not_found' } });
  });

  it('shows the newest sample of the used bandwidth, which outlives a rebuild', async () => {
    const { ledger } = infrastructure.gateway.gateway.parts;
    await ledger.jsm.streams.add({ name: 'SAMPLES', subjects: ['smp.>'] });
    const sample = async (observed_at: string, used_gb: number) =>
      await ledger.js.publish(
        BANDWIDTH_SUBJECT,
        JSON.stringify({ provider_id: 'p1', observed_at, samples: [{ vps_id: machine, used_gb }] }),
      );
    const used = async () => (await infrastructure.get(`/infrastructure/vps/${machine}`)).bandwidth_used_gb;
    await sample('2026-01-02T00:00:00.000Z', 12.5);
    await until(async () => (await used()) === 12.5);
    await sample('2026-01-01T00:00:00.000Z', 3);
    await sample('2026-01-03T00:00:00.000Z', 13.5);
    await until(async () => (await used()) === 13.5);
    await infrastructure.rebuild();
    expect(await used()).toBe(13.5);
  });
});
