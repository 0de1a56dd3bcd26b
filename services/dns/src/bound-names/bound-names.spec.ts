import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DnsUnderTest } from '../dns-under-test.js';

describe('bound names', () => {
  const dns = new DnsUnderTest();
  const FOUR = '192.0.2.10';
  const SIX = '2001:db8::10';

  beforeAll(async () => {
    await dns.tenant('t1');
    await dns.tenant('t2');
    await dns.loadBalancer(FOUR);
    await dns.loadBalancer(SIX);
  });

  it('are answered with the addresses of their cluster’s load balancers, in both families', async () => {
    await dns.zone('bound.example', 't1');
    const www = await dns.bind('www.bound.example', 't1');
    const apex = await dns.bind('bound.example.', 't1');
    await dns.told(www, 'served', `the zone bound.example answers with ${FOUR}, ${SIX}`);
    await dns.told(apex, 'served');
    for (const name of ['www.bound.example', 'bound.example']) {
      expect(await dns.dig(name, 'A')).toEqual([FOUR]);
      expect(await dns.dig(name, 'AAAA')).toEqual([SIX]);
    }
    expect((await dns.automatic(www)).map(({ spec }) => spec)).toMatchObject([
      { name: 'www', ttl: 300, managed_by: 'auto', source_type: 'fqdn', source_fqdn_id: www },
      { name: 'www', ttl: 300, managed_by: 'auto', source_type: 'fqdn', source_fqdn_id: www },
    ]);
  });

  it('have no records any more once they are unbound, or are being deleted', async () => {
    await dns.zone('unbound.example', 't1');
    const [a, b] = [await dns.bind('a.unbound.example', 't1'), await dns.bind('b.unbound.example', 't1')];
    await dns.told(a, 'served');
    await dns.told(b, 'served');
    await dns.fact(Fqdn, a, 'updated', { changes: { webroot_id: null }, previous: { webroot_id: 'w1' } }, 't1');
    await dns.fact(Fqdn, b, 'delete_requested', {}, 't1');
    await dns.told(a, 'skipped', 'bound to no webroot');
    await dns.told(b, 'skipped');
    for (const name of ['a', 'b']) expect(await dns.dig(`${name}.unbound.example`, 'A')).toBe('NXDOMAIN');
    expect(await dns.automatic(a)).toEqual([]);
  });

  it('go to the zone that is nearest, also when it comes later or goes again', async () => {
    const name = await dns.bind('www.late.example', 't1');
    const elsewhere = `no zone of the platform holds www.late.example, so its DNS is not ours: have it pointed to ${FOUR}, ${SIX}`;
    await dns.told(name, 'skipped', elsewhere);
    const outer = await dns.zone('late.example', 't1');
    await dns.told(name, 'served');
    const inner = await dns.zone('www.late.example', 't1');
    await until(async () => {
      const records = await dns.automatic(name);
      return (
        records.length === 2 && records.every(({ spec, status }) => spec['zone_id'] === inner && status === 'active')
      );
    });
    await dns.told(name, 'served');
    expect(await dns.dig('www.late.example', 'A')).toEqual([FOUR]);
    await dns.send(Zone, 'delete', inner);
    await dns.gone(Zone, inner);
    await until(async () => String(await dns.dig('www.late.example', 'AAAA')) === SIX);
    expect((await dns.automatic(name)).map(({ spec }) => spec['zone_id'])).toEqual([outer, outer]);
    await dns.send(Zone, 'delete', outer);
    await dns.told(name, 'skipped');
  });

  it('get no record in a zone of another tenant, nor above it, and lose theirs when the zone changes hands', async () => {
    const outer = await dns.zone('foreign.example', 't2');
    const lent = await dns.bind('www.lent.example', 't1');
    const name = await dns.bind('www.foreign.example', 't1');
    await dns.told(name, 'skipped', 'lies in a zone that is not this tenant’s');
    const zone = await dns.zone('lent.example');
    await dns.told(lent, 'served');
    await dns.send(Zone, 'update', zone, { tenant_id: 't2' });
    await dns.told(lent, 'skipped');
    expect(await dns.dig('www.lent.example', 'A')).toBe('NXDOMAIN');
    await dns.send(Zone, 'update', zone, { tenant_id: 't1' });
    await dns.told(lent, 'served');
    const written = [...(await dns.events(Zone, outer)), ...(await dns.automatic(name))];
    expect(written.filter(({ kind }) => kind === Record.name)).toEqual([]);
  });

  it('follow the load balancers of the cluster, and say so while it has none', async () => {
    await dns.tenant('t3', 'cluster2');
    await dns.zone('moving.example', 't3');
    const name = await dns.bind('www.moving.example', 't3');
    await dns.told(name, 'waiting', 'no load balancer');
    const first = await dns.loadBalancer('192.0.2.20', 'cluster2');
    await dns.told(name, 'served');
    await dns.loadBalancer('192.0.2.21', 'cluster2');
    await until(async () => (await dns.dig('www.moving.example', 'A')).length === 2);
    await dns.fact(LbAddress, first, 'deleted', {});
    await until(async () => String(await dns.dig('www.moving.example', 'A')) === '192.0.2.21');
    await dns.loadBalancer('192.0.2.20', 'cluster2');
    await until(async () => (await dns.dig('www.moving.example', 'A')).length === 2);
    await dns.told(name, 'served');
  });

  it('stay resolvable while they are suspended', async () => {
    await dns.zone('suspended.example', 't1');
    const name = await dns.bind('www.suspended.example', 't1');
    await dns.told(name, 'served');
    await dns.fact(Fqdn, name, 'suspended', { reason: 'unpaid' }, 't1');
    await dns.told(name, 'served');
    expect(await dns.dig('www.suspended.example', 'A')).toEqual([FOUR]);
  });

  it('have records that clients cannot take away', async () => {
    const zone = await dns.zone('managed.example', 't1');
    const name = await dns.bind('www.managed.example', 't1');
    await dns.told(name, 'served');
    const [record] = await dns.automatic(name);
    const id = record?.id ?? '';
    const refused = { outcome: 'rejected', code: 'record.managed' };
    expect(await dns.send(Record, 'delete', id, {}, zone)).toMatchObject(refused);
    expect(await dns.send(Record, 'update', id, { ttl: 60 }, zone)).toMatchObject(refused);
  });

  it('heal when their zone is looked at, whatever was missed', async () => {
    const { pool } = dns.runtime.parts;
    await dns.zone('healed.example', 't1');
    const [gone, come] = [await dns.bind('gone.healed.example', 't1'), await dns.bind('come.healed.example', 't1')];
    await dns.told(gone, 'served');
    await dns.fact(Fqdn, come, 'updated', { changes: { webroot_id: null }, previous: { webroot_id: 'w1' } }, 't1');
    await dns.told(come, 'skipped');
    await until(async () => (await dns.outstanding()) === 0);
    await pool.query(`DELETE FROM resource WHERE kind = 'fqdn' AND id = $1`, [gone]);
    await pool.query(`UPDATE resource SET spec = spec || '{"webroot_id": "w1"}' WHERE kind = 'fqdn' AND id = $1`, [
      come,
    ]);
    await dns.runtime.resync('zone');
    await until(async () => String(await dns.dig('come.healed.example', 'A')) === FOUR);
    await until(async () => (await dns.dig('gone.healed.example', 'A')) === 'NXDOMAIN');
  });

  it('tell that the name server is away, and are served when it is back', async () => {
    await dns.zone('away.example', 't1');
    await dns.powerdns.kill();
    const name = await dns.bind('www.away.example', 't1');
    await dns.told(name, 'waiting', 'has not taken the records');
    await dns.powerdns.restart();
    await dns.told(name, 'served', 'away.example');
  });

  it('are told of once, however often they are looked at', async () => {
    await dns.zone('calm.example', 't1');
    const name = await dns.bind('www.calm.example', 't1');
    await dns.told(name, 'served');
    const before = await dns.events(Fqdn, name);
    expect(before.filter(({ fact }) => fact === 'condition_reported')).toHaveLength(1);
    await dns.loadBalancer('192.0.2.99', 'cluster9');
    await dns.runtime.resync('zone');
    await until(async () => (await dns.outstanding()) === 0);
    expect(await dns.events(Fqdn, name)).toEqual(before);
  });

  it('are all served and none doubled when 200 are bound at once', async () => {
    const zone = await dns.zone('many.example', 't1');
    const hosts = Array.from({ length: 200 }, (_, n) => `h${n}.many.example`);
    const ids = await Promise.all(hosts.map((host) => dns.bind(host, 't1')));
    for (const id of ids) await dns.told(id, 'served', 'many.example');
    const served = await dns.server.readZone('many.example', AbortSignal.timeout(5_000));
    const lines = served?.rrsets.map(({ name, type, rdata }) => [name, type, ...rdata].join(' '));
    const wanted = hosts.flatMap((host) => [`${host} A ${FOUR}`, `${host} AAAA ${SIX}`]);
    expect(lines?.filter((line) => line.startsWith('h'))).toEqual(wanted.toSorted());
    const made = (await dns.events(Zone, zone)).filter(({ kind, fact }) => kind === 'record' && fact === 'created');
    expect(made).toHaveLength(400);
  });
});
