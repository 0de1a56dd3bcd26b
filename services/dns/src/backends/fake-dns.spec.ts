import { describe, expect, it } from '@jest/globals';
import { describeDnsBackend, wantedZone } from './dns-backend.contract.js';
import { FakeDns } from './fake-dns.js';

const signal = new AbortController().signal;
const WWW = { name: 'www.acme.example', type: 'A', ttl: 300, rdata: ['192.0.2.1'] };

describeDnsBackend('The fake', () => new FakeDns());

describe('The fake: faults', () => {
  it('make every call unavailable while it is down, and lose nothing', async () => {
    const dns = new FakeDns();
    const created = await dns.createZone(wantedZone('acme.example'), signal);
    dns.down();
    await expect(dns.patch('acme.example', { replace: [WWW], remove: [] }, signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(dns.readZone('acme.example', signal)).rejects.toMatchObject({ code: 'unavailable' });
    dns.up();
    expect(await dns.readZone('acme.example', signal)).toEqual(created);
  });

  it('refuse a name, and it alone, until it is accepted again', async () => {
    const dns = new FakeDns();
    await dns.createZone(wantedZone('acme.example'), signal);
    dns.refuse('www.acme.example', 'not that one');
    await expect(dns.patch('acme.example', { replace: [WWW], remove: [] }, signal)).rejects.toMatchObject({
      code: 'refused',
      detail: 'not that one',
    });
    await dns.patch('acme.example', { replace: [{ ...WWW, name: 'ftp.acme.example' }], remove: [] }, signal);
    dns.accept('www.acme.example');
    await dns.patch('acme.example', { replace: [WWW], remove: [] }, signal);
    expect((await dns.readZone('acme.example', signal))?.rrsets).toHaveLength(3);
  });
});
