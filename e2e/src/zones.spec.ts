import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { dig, digStatus } from './dig.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { RECORDS } from './records-of-every-type.js';

describe('a zone and its records', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let dns: string;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
    dns = platform.endpoints.dns;
    await api.put('/platform/config', {
      primary_ns: 'ns1.host.example',
      secondary_ns: 'ns2.host.example',
      hostmaster_email: 'dns.team@host.example',
    });
  });

  /** Makes a zone and awaits that it is served. */
  async function serve(name: string, spec: object = {}): Promise<Body> {
    const { status, body, text } = await api.post('/zones', { name, ...spec });
    expect([status, body.status, text]).toEqual([202, 'active', text]);
    return body;
  }

  it('are served by the name server as soon as Prefer: wait has answered, and the answer says so', async () => {
    const zone = await serve('first.example');
    const { status, body } = await api.post(`/zones/${zone.id}/records`, {
      type: 'A',
      name: 'www',
      content: '192.0.2.1',
    });
    expect([status, body.status]).toEqual([202, 'active']);
    expect(body).toMatchObject({ fqdn: 'www.first.example', rdata: '192.0.2.1', ttl: 3600 });
    expect(await dig(dns, 'www.first.example', 'A')).toEqual(['192.0.2.1']);
    expect((await api.get(`/zones/${zone.id}`)).body).toMatchObject({ status: 'active', serial: expect.any(Number) });
  });

  it('bear the SOA and the name servers of the platform when no brand says otherwise', async () => {
    await serve('plain.example');
    const [soa] = await dig(dns, 'plain.example', 'SOA');
    expect(soa).toMatch(/^ns1\.host\.example\. dns\\\.team\.host\.example\. \d+ 10800 3600 604800 300$/);
    expect(await dig(dns, 'plain.example', 'NS')).toEqual(['ns1.host.example.', 'ns2.host.example.']);
  });

  it('bear those of the brand of the zone’s tenant, and follow the zone to another tenant', async () => {
    const zone = await serve('branded.example', { tenant_id: await tenantOf('reseller') });
    expect(await dig(dns, 'branded.example', 'NS')).toEqual(['a.reseller.example.', 'b.reseller.example.']);
    const [soa] = await dig(dns, 'branded.example', 'SOA');
    expect(soa).toMatch(/^a\.reseller\.example\. hostmaster\.reseller\.example\. /);
    const moved = await api.put(`/zones/${zone.id}/tenant`, { tenant_id: await tenantOf('rival') });
    expect([moved.status, moved.body.status]).toEqual([202, 'active']);
    expect(await dig(dns, 'branded.example', 'NS')).toEqual(['a.rival.example.', 'b.rival.example.']);
  });

  it('take a brand’s new name servers over without being touched themselves', async () => {
    await serve('follows.example', { tenant_id: await tenantOf('changing') });
    await api.put('/brands/changing', { primary_ns: 'new.changing.example' });
    await until(async () => (await dig(dns, 'follows.example', 'NS')).includes('new.changing.example.'));
  });

  describe('of every type', () => {
    let zone: Body;

    beforeAll(async () => {
      zone = await serve('types.example');
    });

    it.each(RECORDS)(
      '$type $name is answered as it was asked for',
      async ({ type, name, content, priority, answer }) => {
        const spec = { type, name, content, ...(priority !== undefined && { priority }) };
        const { status, body, text } = await api.post(`/zones/${zone.id}/records`, spec);
        expect([status, body.status, text]).toEqual([202, 'active', text]);
        expect(body).toMatchObject(spec);
        expect(await dig(dns, name === '@' ? 'types.example' : `${name}.types.example`, type)).toEqual([answer]);
      },
    );

    it('are listed page by page, each exactly once', async () => {
      const listed = await api.all(`/zones/${zone.id}/records?sort=name&order=asc`);
      expect(listed).toHaveLength(RECORDS.length);
      expect(new Set(listed.map(({ type }) => type))).toEqual(new Set(RECORDS.map(({ type }) => type)));
    });
  });

  it('change as a PUT says, and nothing else of them does', async () => {
    const zone = await serve('changes.example');
    const record = (
      await api.post(`/zones/${zone.id}/records`, { type: 'TXT', name: 'note', content: 'one', ttl: 120 })
    ).body;
    const changed = await api.put(`/zone-records/${record.id}`, { content: 'two' });
    expect(changed.body).toMatchObject({ status: 'active', content: 'two', ttl: 120, name: 'note' });
    expect(await dig(dns, 'note.changes.example', 'TXT')).toEqual(['"two"']);
    expect((await api.put(`/zone-records/${record.id}`, { ttl: null })).body).toMatchObject({
      ttl: 3600,
      content: 'two',
    });
    expect((await api.put(`/zone-records/${record.id}`, { type: 'A' })).body.code).toBe('record.immutable');
    expect((await api.put(`/zones/${zone.id}`, { name: 'other.example' })).body.code).toBe('zone.immutable');
  });

  it('are gone from the name server when they are deleted, and from the API', async () => {
    const zone = await serve('brief.example');
    const record = (await api.post(`/zones/${zone.id}/records`, { type: 'A', name: '@', content: '192.0.2.9' })).body;
    const deleted = await api.delete(`/zone-records/${record.id}`);
    expect([deleted.status, deleted.body['operation']]).toEqual([
      202,
      expect.objectContaining({ status: 'succeeded' }),
    ]);
    expect(await dig(dns, 'brief.example', 'A')).toEqual([]);
    expect((await api.get(`/zone-records/${record.id}`)).status).toBe(404);
    const other = (await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'x', content: '192.0.2.9' })).body;
    await api.delete(`/zones/${zone.id}`);
    expect(await digStatus(dns, 'brief.example', 'SOA')).toBe('REFUSED');
    for (const path of [`/zones/${zone.id}`, `/zone-records/${other.id}`])
      expect((await api.get(path)).status).toBe(404);
    expect((await api.delete(`/zones/${zone.id}`)).status).toBe(404);
    await serve('brief.example');
    expect(await dig(dns, 'x.brief.example', 'A')).toEqual([]);
  });

  it('move the serial forward with every change', async () => {
    const zone = await serve('serial.example');
    const serials = [await serial('serial.example')];
    for (const content of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'www', content });
      serials.push(await serial('serial.example'));
    }
    expect(new Set(serials).size).toBe(4);
    expect(serials).toEqual(serials.toSorted((a, b) => a - b));
  });

  it('are signed on request, show the DS for the parent zone, and are unsigned again', async () => {
    const zone = await serve('signed.example', { dnssec: true });
    const ds = zone['ds'] as string[]; // by the kind's observed schema
    expect(ds).toContainEqual(expect.stringMatching(/^\d+ \d+ 2 [0-9a-f]{64}$/));
    expect(await dig(dns, 'signed.example', 'DNSKEY')).not.toEqual([]);
    expect(await dig(dns, 'signed.example', 'NSEC3PARAM')).toEqual(['1 0 0 -']);
    expect((await api.put(`/zones/${zone.id}`, { dnssec: false })).body).toMatchObject({ status: 'active', ds: [] });
    expect(await dig(dns, 'signed.example', 'DNSKEY')).toEqual([]);
  });

  it('exist once: a second zone of that name, and one within a stranger’s, is refused', async () => {
    await serve('taken.example', { tenant_id: await tenantOf('owner') });
    expect((await api.post('/zones', { name: 'TAKEN.example.' })).body.code).toBe('zone.exists');
    const stranger = await tenantOf('stranger');
    const nested = await api.post('/zones', { name: 'sub.taken.example', tenant_id: stranger });
    expect([nested.status, nested.body.code]).toEqual([409, 'zone.nested_foreign']);
  });

  it('go with their tenant', async () => {
    const tenant_id = await tenantOf('leaving');
    const zone = await serve('leaving.example', { tenant_id });
    await api.delete(`/tenants/${tenant_id}`);
    await until(async () => (await api.get(`/zones/${zone.id}`)).status === 404);
    expect(await digStatus(dns, 'leaving.example', 'SOA')).toBe('REFUSED');
  });

  /** A tenant of a brand of that name, made when it is missing. */
  async function tenantOf(brand: string): Promise<string> {
    await api.post('/brands', {
      id: brand,
      name: brand,
      base_hostname: `${brand}.example`,
      primary_ns: `a.${brand}.example`,
      secondary_ns: `b.${brand}.example`,
      hostmaster_email: `hostmaster@${brand}.example`,
    });
    await makePlace(api);
    const { status, body, text } = await api.post('/tenants', placedTenant({ name: brand, brand_id: brand }));
    expect([status, text]).toEqual([202, text]);
    return body.id;
  }

  async function serial(zone: string): Promise<number> {
    return Number((await dig(dns, zone, 'SOA'))[0]?.split(' ')[2]);
  }
});
