import { describe, expect, it } from '@jest/globals';
import { AddressGuard } from './address-guard.js';

const strict = new AddressGuard({ allow_http: false, allow_private: [] });

describe('addresses to send to', () => {
  it('are those of the public Internet', () => {
    for (const address of ['8.8.8.8', '203.1.113.9', '2606:4700::1111', '2a00:1450:4001::1'])
      expect([address, strict.refusedAddress(address)]).toEqual([address, undefined]);
  });

  it('are none that lead to this machine, beside it, or nowhere, in whichever spelling', () => {
    const bad = [
      '0.0.0.0',
      '0.1.2.3',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
      '192.0.0.8',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::127.0.0.1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '::ffff:0:7f00:1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::7f00:1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      '3fff::1',
      '100::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'ff02::1',
      '4000::1',
      'e000::1',
      'nonsense',
    ];
    for (const address of bad) expect([address, strict.refusedAddress(address)]).toEqual([address, expect.any(String)]);
  });

  it('may be others where the operator allows their range, and only there', () => {
    const guard = new AddressGuard({ allow_http: false, allow_private: ['10.20.0.0/16', 'fd00::/8'] });
    for (const address of ['10.20.1.1', '::ffff:10.20.1.1', 'fd12::1'])
      expect([address, guard.refusedAddress(address)]).toEqual([address, undefined]);
    for (const address of ['10.21.1.1', '127.0.0.1', 'fe80::1'])
      expect([address, guard.refusedAddress(address)]).toEqual([address, expect.any(String)]);
  });
});

describe('a URL to send to', () => {
  it('is https, and http only where the operator allows it', () => {
    expect(strict.refusedUrl('https://hooks.example/x?y=1')).toBeUndefined();
    expect(strict.refusedUrl('http://hooks.example/')).toContain('https://');
    const lax = new AddressGuard({ allow_http: true, allow_private: [] });
    expect(lax.refusedUrl('http://hooks.example/')).toBeUndefined();
    for (const url of ['ftp://hooks.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'hooks.example'])
      expect([url, lax.refusedUrl(url)]).toEqual([url, expect.any(String)]);
  });

  it('holds no user, no password, no fragment', () => {
    for (const url of ['https://a@hooks.example/', 'https://:b@hooks.example/', 'https://hooks.example/#c'])
      expect([url, strict.refusedUrl(url)]).toEqual([url, expect.any(String)]);
  });

  it('names no refused address, however it is written, and no name of this machine', () => {
    const bad = [
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://LOCALHOST./',
      'https://a.localhost/',
      'https://metadata.google.internal/',
      'https://printer.local/',
      'https://①②⑦.⓪.⓪.①/',
    ];
    for (const url of bad) expect([url, strict.refusedUrl(url)]).toEqual([url, expect.any(String)]);
  });
});
