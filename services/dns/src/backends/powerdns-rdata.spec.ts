import { Resolver } from 'node:dns/promises';
import { toRdata } from '@freehold/contracts/dns/record-data';
import { validRecord } from '@freehold/contracts/dns/record-data.arbitrary';
import { RECORD_TYPES, type RecordType } from '@freehold/contracts/dns/record-type';
import { inOrder, type RRset } from '@freehold/contracts/dns/rrset';
import { freshPowerDns } from '@freehold/testing/servers';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wantedZone } from './dns-backend.contract.js';
import { PowerDns } from './powerdns.js';

const signal = new AbortController().signal;
const server = await freshPowerDns();
const dns = new PowerDns({ url: server.apiUrl, api_key: server.apiKey });
afterAll(() => dns.close());

describe('PowerDNS: rdata', () => {
  /** Rules between records apart: each at a name of its own, except where the type belongs to the apex. */
  const served = (zone: string, type: RecordType, rdata: readonly string[]): RRset[] =>
    type === 'DNSKEY'
      ? [{ name: zone, type, ttl: 300, rdata: [...new Set(rdata)] }]
      : rdata.map((content, index) => ({ name: `h${index}.${zone}`, type, ttl: 300, rdata: [content] }));

  it.each([...RECORD_TYPES])(
    'of %s, whatever a client wrote, is read back as the very string that was written',
    async (type) => {
      const zone = `${type.toLowerCase()}.rdata.example`;
      await dns.createZone(wantedZone(zone), signal);
      const records = fc.sample(validRecord([type]), 200);
      const rrsets = served(
        zone,
        type,
        records.map((record) => toRdata(record, zone)),
      );
      await dns.patch(zone, { replace: rrsets, remove: [] }, signal);
      const there = (await dns.readZone(zone, signal))?.rrsets.filter(
        (rrset) => rrset.type === type && rrset.rdata[0] !== 'ns1.freehold.example.',
      );
      expect(there).toEqual(inOrder(rrsets));
    },
  );

  it('of one sample of each type is answered over DNS', async () => {
    const zone = 'answers.example';
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${server.dnsPort}`]);
    await dns.createZone(wantedZone(zone), signal);
    const at = (name: string, type: RecordType, content: string, priority?: number): RRset => ({
      name: `${name}.${zone}`,
      type,
      ttl: 300,
      rdata: [toRdata({ type, content, priority }, zone)],
    });
    const replace = [
      at('www', 'A', '192.0.2.1'),
      at('www', 'AAAA', '2001:DB8:0::1'),
      at('alias', 'CNAME', 'www'),
      at('mail', 'MX', 'mx', 10),
      at('text', 'TXT', `é "x" \\ ${'y'.repeat(300)}`),
      at('_sip._tcp', 'SRV', '5 5060 sip', 10),
      at('issuer', 'CAA', '0 issue letsencrypt.org'),
      at('number', 'NAPTR', '100 10 u E2U+sip "!^.*$!sip:a@b!" .'),
    ];
    await dns.patch(zone, { replace, remove: [] }, signal);
    expect(await resolver.resolve4(`alias.${zone}`)).toEqual(['192.0.2.1']);
    expect(await resolver.resolve6(`www.${zone}`)).toEqual(['2001:db8::1']);
    expect(await resolver.resolveMx(`mail.${zone}`)).toMatchObject([{ priority: 10, exchange: `mx.${zone}` }]);
    const [strings] = await resolver.resolveTxt(`text.${zone}`);
    expect(strings?.map((part) => Buffer.byteLength(part)).reduce((sum, size) => sum + size)).toBeGreaterThan(300);
    expect(strings?.join('')).toMatch(/"x" \\ y{300}$/);
    expect(await resolver.resolveSrv(`_sip._tcp.${zone}`)).toMatchObject([
      { priority: 10, weight: 5, port: 5060, name: `sip.${zone}` },
    ]);
    expect(await resolver.resolveCaa(`issuer.${zone}`)).toMatchObject([{ critical: 0, issue: 'letsencrypt.org' }]);
    expect(await resolver.resolveNaptr(`number.${zone}`)).toMatchObject([
      { order: 100, preference: 10, flags: 'u', service: 'E2U+sip', regexp: '!^.*$!sip:a@b!' },
    ]);
    expect(await resolver.resolveSoa(zone)).toMatchObject({
      nsname: 'ns1.freehold.example',
      hostmaster: 'hostmaster.freehold.example',
      refresh: 10_800,
      retry: 3_600,
      expire: 604_800,
      minttl: 300,
    });
  });
});
