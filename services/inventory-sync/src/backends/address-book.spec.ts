import { describe, expect, it } from '@jest/globals';
import { AddressBook } from './address-book.js';

describe('AddressBook', () => {
  it('gives an address that two servers claim to the one whose main address it is', () => {
    const book = new AddressBook();
    book.enter('192.0.2.1', 'a', null, false);
    book.enter('192.0.2.1', 'b', null, true);
    book.enter('192.0.2.1', 'c', null, false);
    expect(book.entries().map((ip) => ip.vps_external_id)).toEqual(['b']);
  });

  it('gives an address that no claim has as its main one to the first', () => {
    const book = new AddressBook();
    book.enter('192.0.2.1', 'a', null, false);
    book.enter('192.0.2.1', 'b', null, false);
    expect(book.entries().map((ip) => ip.vps_external_id)).toEqual(['a']);
  });

  it('keeps the reverse name that one of several entries tells', () => {
    const book = new AddressBook();
    book.enter('192.0.2.1', 'a', null, true);
    book.enter('192.0.2.1', 'a', 'a.example', false);
    book.enter('192.0.2.1', 'a', null, false);
    expect(book.entries()).toEqual([
      { address: '192.0.2.1', family: 4, vps_external_id: 'a', reverse_name: 'a.example' },
    ]);
  });

  it.each(['10.1.2.3', '192.168.0.1', '127.0.0.1', 'fd00::1', 'fe80::1'])(
    'leaves out %s, which many machines use at once',
    (address) => {
      const book = new AddressBook();
      book.enter(address, 'a', null, true);
      expect(book.entries()).toEqual([]);
    },
  );
});
