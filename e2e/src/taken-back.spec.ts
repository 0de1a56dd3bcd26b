import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referrersOf } from '@freehold/contracts/kinds';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Body } from './api-client.js';
import { Hostctl } from './hostctl.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { makeWorlds } from './worlds.js';

/** What can be gone back to: rows to their events, an event to what was before, a tenant to another platform; and what is gone. */
describe('a platform', () => {
  const directory = mkdtempSync(join(tmpdir(), 'freehold-taken-back-'));
  const bundle = join(directory, 'tenant.ndjson');
  let platform: PlatformUnderTest;
  let hostctl: Hostctl;
  let tenant: string;
  let zone: string;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    hostctl = new Hostctl(platform);
    const { api } = platform;
    await makePlace(api);
    tenant = (await api.post('/tenants', placedTenant({ name: 'Acme', customer_id: 'c-17' }))).body.id;
    await api.post(`/tenants/${tenant}/subscriptions`, { id: 'gold', name: 'Gold' });
    const body = { name: 'acme.example', tenant_id: tenant, subscription_id: 'gold' };
    zone = (await api.post('/zones', body)).body.id;
    for (const name of ['@', 'www'])
      await api.post(`/zones/${zone}/records`, { type: 'A', name, content: '192.0.2.1' });
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it('finds a row that somebody has edited behind its back, by a replay of the ledger', async () => {
    const replay = async (name: string) => await hostctl.run('replay', '--projection', name, '-o', 'json');
    for (const name of ['gateway/resources', 'gateway/events', 'tenant/rows', 'dns/rows'])
      expect([name, (await replay(name)).code]).toEqual([name, 0]);
    const database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
    await database.query(
      `UPDATE dns.resource SET spec = spec || '{"ttl": 61}' WHERE kind = 'record' AND spec->>'name' = 'www'`,
    );
    const { code, stdout } = await replay('dns/rows');
    expect(code).toBe(3);
    expect(JSON.parse(stdout).tables).toEqual([
      expect.objectContaining({ equal: false, differences: [expect.objectContaining({ found: 'different' })] }),
    ]);
    await hostctl.run('projections', 'rebuild', 'dns', 'rows');
    await until(async () => (await replay('dns/rows')).code === 0);
    await database.close();
  });

  it('takes a change back, with its reason in the history, and a deletion whose id allows it', async () => {
    const changed = await platform.api.put(`/tenants/${tenant}`, { customer_id: 'c-18' });
    const position = String(changed.headers.get('freehold-position'));
    const proposed = await hostctl.json<{ command: Body; events: Body[] }>('undo', position);
    expect([proposed.command['body'], proposed.events.length]).toEqual([{ customer_id: 'c-17' }, 1]);
    expect((await platform.api.get(`/tenants/${tenant}`)).body['customer_id']).toBe('c-18');
    await hostctl.json('undo', position, '--yes', '--wait');
    expect((await platform.api.get(`/tenants/${tenant}`)).body['customer_id']).toBe('c-17');
    const { items } = (await platform.api.get(`/events?kind=tenant&id=${tenant}&type=TenantUpdated&limit=1`)).body;
    expect(items[0]).toMatchObject({ reason: `undo of ${position}` });
    const [record] = (await platform.api.get(`/zones/${zone}/records?name=www`)).body.items;
    await platform.api.delete(`/zone-records/${record?.id}`);
    const [gone] = (await platform.api.get('/events?kind=record&type=RecordDeleteRequested&limit=1')).body.items;
    await until(async () => (await platform.api.get(`/zone-records/${record?.id}`)).status === 404);
    await hostctl.json('undo', String(gone?.['position']), '--yes', '--wait');
    expect((await platform.api.get(`/zones/${zone}/records?name=www`)).body.items).toHaveLength(1);
  });

  it('exports a tenant, signed, and makes it again where it is not, once', async () => {
    const { code, stdout } = await hostctl.run('tenant', 'export', tenant, '--history');
    expect(code).toBe(0);
    writeFileSync(bundle, stdout);
    const { items } = (await platform.api.get('/audit/keys')).body;
    const key = String(items[0]?.['public_key']);
    await platform.api.delete(`/tenants/${tenant}`);
    await until(async () => (await platform.api.get(`/tenants/${tenant}`)).status === 404);
    const imported = async () => await hostctl.run('tenant', 'import', '-f', bundle, '--public-key', key, '-o', 'yaml');
    const made = await imported();
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('zone acme.example: made')]);
    const [again] = (await platform.api.get('/tenants?search=Acme')).body.items;
    expect(again).toMatchObject({ name: 'Acme', customer_id: 'c-17', status: 'active' });
    expect(again?.id).not.toBe(tenant);
    expect((await platform.api.get(`/zones/${zone}`)).body).toMatchObject({
      tenant_id: again?.id,
      subscription_id: 'gold',
    });
    const summary = (await platform.api.get(`/tenants/${again?.id}/resource-summary`)).body.items;
    expect(summary.filter(({ kind }) => ['zone', 'record', 'subscription'].includes(String(kind)))).toEqual([
      expect.objectContaining({ kind: 'subscription', total: 2 }),
      expect.objectContaining({ kind: 'zone', by_status: { active: 1 } }),
      expect.objectContaining({ kind: 'record', by_status: { active: 2 } }),
    ]);
    const position = (await platform.api.get('/events?limit=1')).body.items[0]?.['position'];
    expect((await imported()).code).toBe(0);
    expect((await platform.api.get('/events?limit=1')).body.items[0]?.['position']).toBe(position);
  });

  it('lets everything go with a tenant that names it as its parent, of every kind, and nothing else', async () => {
    const { api } = platform;
    const { ours, sister, account } = await makeWorlds(api);
    await account.emulator.stop();
    const children = referrersOf(Tenant.name).flatMap(({ kind, on_delete }) => (on_delete === 'cascade' ? [kind] : []));
    // A new kind that declares a tenant as its parent is to be made in worlds.ts too.
    for (const { name } of children) expect([name, ours.ids.has(name)]).toEqual([name, true]);
    await api.delete(`/tenants/${ours.tenant}`);
    await until(async () => (await api.get(`/tenants/${ours.tenant}`)).status === 404, { within: 90_000 });
    for (const { name, routes } of children)
      for (const [world, status] of [
        [ours, 404],
        [sister, 200],
      ] as const)
        expect([name, (await api.get(`${routes?.item}/${world.ids.get(name)}`)).status]).toEqual([name, status]);
  });
});
