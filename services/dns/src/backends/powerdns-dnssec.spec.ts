import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { freshPowerDns } from '@freehold/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import packet from 'dns-packet';
import { wantedZone } from './dns-backend.contract.js';
import { PowerDns } from './powerdns.js';

const signal = new AbortController().signal;
const server = await freshPowerDns();
const dns = new PowerDns({ url: server.apiUrl, api_key: server.apiKey });
afterAll(() => dns.close());

/** Asks as a validating resolver does: with the DNSSEC OK bit (RFC 3225). */
async function ask(name: string, type: packet.RecordType): Promise<packet.DecodedPacket> {
  const socket = createSocket('udp4');
  try {
    const opt: packet.OptAnswer = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 4096,
      flags: packet.DNSSEC_OK,
      extendedRcode: 0,
      ednsVersion: 0,
      flag_do: true,
      options: [],
    };
    socket.send(
      packet.encode({ type: 'query', id: 1, questions: [{ type, name }], additionals: [opt] }),
      server.dnsPort,
      '127.0.0.1',
    );
    const [answer] = await once(socket, 'message', { signal: AbortSignal.timeout(5_000) });
    return packet.decode(answer);
  } finally {
    socket.close();
  }
}

const types = (answers: packet.Answer[] | undefined) => answers?.map(({ type }) => type).toSorted();

/** The DS of a key, as a parent zone computes it (RFC 4034 section 5.1.4, and appendix B for the key tag). */
function dsOf(zone: string, key: packet.DnskeyData): string {
  const rdata = Buffer.concat([Buffer.from([key.flags >> 8, key.flags & 0xff, 3, key.algorithm]), key.key]);
  const sum = rdata.reduce((total, octet, index) => total + (index % 2 === 0 ? octet << 8 : octet), 0);
  const owner = zone.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  const digest = createHash('sha256')
    .update(Buffer.concat([...owner, Buffer.from([0]), rdata]))
    .digest('hex');
  return `${(sum + ((sum >> 16) & 0xffff)) & 0xffff} ${key.algorithm} 2 ${digest}`;
}

describe('PowerDNS: a signed zone', () => {
  const zone = 'signed.example';
  let ds: string[];

  beforeAll(async () => {
    ({ ds } = await dns.createZone(wantedZone(zone, { dnssec: true }), signal));
    const rrset = { name: `www.${zone}`, type: 'A', ttl: 60, rdata: ['192.0.2.1'] };
    await dns.patch(zone, { replace: [rrset], remove: [] }, signal);
  });

  it('answers with signatures', async () => {
    expect(types((await ask(`www.${zone}`, 'A')).answers)).toEqual(['A', 'RRSIG']);
  });

  it('shows the DS of the key that it serves', async () => {
    const keys = (await ask(zone, 'DNSKEY')).answers?.flatMap((answer) =>
      answer.type === 'DNSKEY' ? [answer.data] : [],
    );
    expect(keys).toHaveLength(1);
    expect(ds).toContain(keys?.map((key) => dsOf(zone, key))[0]);
  });

  it('denies what is not there with NSEC3, unsalted and without further iterations, also beside a fresh record', async () => {
    const denied = await ask(`nobody.${zone}`, 'A');
    const proofs = denied.authorities?.flatMap((answer) => (answer.type === 'NSEC3' ? [answer.data] : []));
    expect(proofs?.length).toBeGreaterThan(0);
    for (const proof of proofs ?? [])
      expect(proof).toMatchObject({ algorithm: 1, iterations: 0, salt: Buffer.alloc(0) });
    expect(types((await ask(`www.${zone}`, 'AAAA')).authorities)).toEqual(['NSEC3', 'RRSIG', 'RRSIG', 'SOA']);
  });

  it('is no longer signed once DNSSEC is off', async () => {
    await dns.setDnssec(zone, false, signal);
    expect(types((await ask(`www.${zone}`, 'A')).answers)).toEqual(['A']);
    expect((await ask(zone, 'DNSKEY')).answers).toEqual([]);
  });
});
