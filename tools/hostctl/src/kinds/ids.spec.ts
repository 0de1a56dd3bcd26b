import { naturalId } from '@freehold/contracts/ids';
import { kindNamed } from '@freehold/contracts/kinds';
import { describe, expect, it } from '@jest/globals';
import { idFrom, isNamed, withRefs } from './ids.js';

const ACME = naturalId('zone', 'acme.example');

describe('an id', () => {
  it('may be the name that it follows from, however that is spelled', () => {
    expect(idFrom(kindNamed('zone'), 'acme.example')).toBe(ACME);
    expect(idFrom(kindNamed('zone'), 'ACME.example.')).toBe(ACME);
    expect(idFrom(kindNamed('zone'), ACME)).toBe(ACME);
    expect(idFrom(kindNamed('fqdn'), 'WWW.acme.example.')).toBe(naturalId('fqdn', 'www.acme.example'));
  });

  it('stays as it is where it does not follow from the name alone', () => {
    for (const name of ['vps', 'ip', 'provider', 'tenant', 'brand', 'record']) {
      expect(idFrom(kindNamed(name), 'some-id')).toBe('some-id');
    }
    expect(isNamed(kindNamed('vps'))).toBe(false);
  });

  it('of another resource in a body may be a name too', () => {
    const record = withRefs(kindNamed('record'), { zone_id: 'acme.example', name: 'acme.example', ttl: 60 });
    expect(record).toEqual({ zone_id: ACME, name: 'acme.example', ttl: 60 });
  });
});
