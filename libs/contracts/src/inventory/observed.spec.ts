import { describe, expect, it } from '@jest/globals';
import { addressFamily, canonicalAddress, ObservedIp } from './observed.js';

describe('canonicalAddress', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:192.0.2.10', '192.0.2.10'],
  ])('spells %s as %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it.each([
    '10.1',
    '010.0.0.1',
    '192.0.2.256',
    '1.2.3.4.',
    '1.2.3.4.5',
    ' 1.2.3.4',
    '1.2.3.04',
    'fe80::1%eth0',
    '2001:db8::/64',
    '',
    'host',
  ])('refuses %p', (text) => {
    expect(canonicalAddress(text)).toBeNull();
  });

  it('tells the family of what it spelled', () => {
    expect(addressFamily('192.0.2.10')).toBe(4);
    expect(addressFamily('2001:db8::1')).toBe(6);
  });
});

describe('ObservedIp', () => {
  it('refuses a second spelling of an address, so that one address is never two facts', () => {
    const ip = { address: '2001:DB8::1', family: 6, vps_external_id: null, reverse_name: null };
    expect(ObservedIp.safeParse(ip).success).toBe(false);
    expect(ObservedIp.safeParse({ ...ip, address: '2001:db8::1' }).success).toBe(true);
  });
});
