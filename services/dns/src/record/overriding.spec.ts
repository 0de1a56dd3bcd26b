import { Record } from '@freehold/contracts/dns/record';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DnsUnderTest } from '../dns-under-test.js';

const FOUR = '192.0.2.10';
const SIX = '2001:db8::10';

describe('a custom record', () => {
  const dns = new DnsUnderTest();

  beforeAll(async () => {
    await dns.tenant('t1');
    await dns.loadBalancer(FOUR);
    await dns.loadBalancer(SIX);
  });

  /** Every answer that a name has given about its A while `work` ran, in order, each once in a row. */
  async function answersDuring(name: string, work: () => Promise<void>): Promise<string[]> {
    const over = new AbortController();
    const asking = (async () => {
      const heard: string[] = [];
      while (!over.signal.aborted) {
        const answer = String(await dns.dig(name, 'A'));
        if (answer !== heard.at(-1)) heard.push(answer);
      }
      return heard;
    })();
    await work().finally(() => over.abort());
    return await asking;
  }

  it('of the same type takes the automatic one out of service and gives way to it again, without a moment of NXDOMAIN', async () => {
    const zone = await dns.zone('beaten.example', 't1');
    const name = await dns.bind('www.beaten.example', 't1');
    await dns.told(name, 'served');
    const heard = await answersDuring('www.beaten.example', async () => {
      const custom = await dns.record(zone, { type: 'A', name: 'www', content: '198.51.100.7' });
      await until(async () => (await overriders(name)).includes(custom));
      expect(await dns.dig('www.beaten.example', 'AAAA')).toEqual([SIX]);
      await dns.told(name, 'served', custom);
      await dns.send(Record, 'delete', custom, {}, zone);
      await dns.gone(Record, custom);
    });
    expect(heard).toEqual([FOUR, '198.51.100.7', FOUR]);
    await until(async () => (await overriders(name)).length === 0);
  });

  it('that is a CNAME takes both families out of service, and gives them back when it goes or moves away', async () => {
    const zone = await dns.zone('aliased.example', 't1');
    const name = await dns.bind('www.aliased.example', 't1');
    await dns.told(name, 'served');
    const cname = { type: 'CNAME', name: 'www', content: 'elsewhere.example.' };
    for (const end of ['delete', 'update'] as const) {
      const heard = await answersDuring('www.aliased.example', async () => {
        const custom = await dns.record(zone, cname);
        await dns.told(name, 'skipped', custom);
        expect(await dns.dig('www.aliased.example', 'AAAA')).toEqual(['elsewhere.example']);
        await dns.send(Record, end, custom, end === 'update' ? { name: 'moved' } : {}, zone);
        await dns.told(name, 'served');
        expect(await dns.dig('www.aliased.example', 'AAAA')).toEqual([SIX]);
      });
      expect(heard).toEqual([FOUR, 'elsewhere.example', FOUR]);
    }
  });

  it('that was there first keeps the automatic one out of service', async () => {
    const zone = await dns.zone('first.example', 't1');
    const custom = await dns.record(zone, { type: 'CNAME', name: 'www', content: 'elsewhere.example.' });
    const name = await dns.bind('www.first.example', 't1');
    await dns.told(name, 'skipped', custom);
    expect(await dns.dig('www.first.example', 'A')).toEqual(['elsewhere.example']);
    expect((await dns.automatic(name)).map(({ status, observed }) => [status, observed?.['overridden_by']])).toEqual([
      ['active', custom],
      ['active', custom],
    ]);
  });

  it('that the name server refuses leaves the automatic one in service', async () => {
    const zone = await dns.zone('refused.example', 't1');
    const name = await dns.bind('www.refused.example', 't1');
    await dns.told(name, 'served');
    const foreign = { name: 'www.refused.example', type: 'TXT', ttl: 60, rdata: ['"by hand"'] };
    await dns.server.patch('refused.example', { replace: [foreign], remove: [] }, AbortSignal.timeout(5_000));
    await dns.send(
      Record,
      'create',
      'refused',
      { zone_id: zone, type: 'CNAME', name: 'www', content: 'elsewhere.example.' },
      zone,
    );
    await until(async () => (await dns.row(Record, 'refused'))?.status === 'failed');
    await until(async () => (await dns.outstanding()) === 1);
    expect(await dns.dig('www.refused.example', 'A')).toEqual([FOUR]);
    expect((await dns.automatic(name)).map(({ status }) => status)).toEqual(['active', 'active']);
  });

  async function overriders(fqdnId: string): Promise<unknown[]> {
    const rows = await dns.automatic(fqdnId);
    return rows.flatMap(({ observed }) => observed?.['overridden_by'] ?? []);
  }
});
