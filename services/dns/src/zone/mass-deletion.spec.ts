import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { DnsUnderTest } from '../dns-under-test.js';

describe('a look at a zone that would remove more than 30 % of its RRsets', () => {
  const dns = new DnsUnderTest();
  const signal = () => AbortSignal.timeout(5_000);
  const served = async (zone: string) =>
    ((await dns.server.readZone(zone, signal()))?.rrsets ?? []).map(({ name, type }) => `${name} ${type}`);

  /** Puts RRsets into a zone past us, as many, and takes `www` out of it. */
  async function meddle(zone: string, rrsets: number): Promise<void> {
    const replace = Array.from({ length: rrsets }, (_, n) => ({
      name: `stray${n}.${zone}`,
      type: 'A',
      ttl: 60,
      rdata: ['203.0.113.6'],
    }));
    await dns.server.patch(zone, { replace, remove: [{ name: `www.${zone}`, type: 'A' }] }, signal());
  }

  it('removes nothing, mends the rest, and fails the zone until somebody confirms by trying it again', async () => {
    const id = await dns.zone('held.example');
    await dns.record(id, { type: 'A', name: 'www', content: '192.0.2.1' });
    await meddle('held.example', 20);
    await dns.runtime.resync('zone');
    await until(async () => (await dns.row(Zone, id))?.status === 'failed');
    expect((await dns.row(Zone, id))?.status_message).toMatch(
      new RegExp(`20 of the 21 RRsets .* none was removed.*POST /api/v1/zones/${id}/retry$`),
    );
    expect(await served('held.example')).toEqual(
      expect.arrayContaining(['www.held.example A', 'stray19.held.example A']),
    );
    const drift = (await dns.events(Zone, id)).filter(({ fact }) => fact === 'drift_detected');
    expect(drift).toHaveLength(1);
    expect(drift[0]?.data['differences']).toContain('stray7.held.example A was there: 203.0.113.6');
    expect(await dns.send(Zone, 'retry', id)).toMatchObject({ outcome: 'accepted' });
    await dns.active(Zone, id);
    expect(await served('held.example')).toEqual(['held.example NS', 'www.held.example A']);
  });

  it('holds again when it happens again: a confirmation is for once', async () => {
    const id = await dns.zone('again.example');
    await dns.send(Zone, 'retry', id);
    await dns.active(Zone, id);
    await until(async () => (await dns.outstanding()) === 0);
    await meddle('again.example', 15);
    await dns.runtime.resync('zone');
    await until(async () => (await dns.row(Zone, id))?.status === 'failed');
    expect(await served('again.example')).toHaveLength(16);
    await dns.send(Zone, 'retry', id);
    await dns.active(Zone, id);
  });

  it('is one of ten removals at least: fewer are repaired at once', async () => {
    await dns.zone('small.example');
    await meddle('small.example', 9);
    await dns.runtime.resync('zone');
    await until(async () => (await served('small.example')).length === 1);
  });

  it('is never what users do themselves: they delete and rename as many records as they like', async () => {
    const id = await dns.zone('users.example');
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) ids.push(await dns.record(id, { type: 'A', name: `h${n}`, content: '192.0.2.1' }));
    await dns.powerdns.kill();
    await Promise.all([
      ...ids.slice(0, 12).map((record) => dns.send(Record, 'delete', record, {}, id)),
      ...ids.slice(12).map((record, n) => dns.send(Record, 'update', record, { name: `new${n}` }, id)),
    ]);
    await dns.powerdns.restart();
    await dns.runtime.resync('zone');
    await until(async () => {
      const names = await served('users.example');
      return names.length === 13 && names.every((name) => !name.startsWith('h'));
    });
    await until(async () => (await dns.outstanding()) === 0);
    expect((await dns.row(Zone, id))?.status).toBe('active');
    expect((await dns.events(Zone, id)).filter(({ fact }) => fact === 'drift_detected')).toEqual([]);
  });
});
