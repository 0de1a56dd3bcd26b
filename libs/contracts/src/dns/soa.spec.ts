import { describe, expect, it } from '@jest/globals';
import { mailboxName } from './soa.js';

describe('the mailbox of a SOA', () => {
  it.each([
    ['hostmaster@acme.example', 'hostmaster.acme.example'],
    ['dns.admin@Acme.example', 'dns\\.admin.acme.example'],
    ['hostmaster.acme.example.', 'hostmaster.acme.example'],
  ])('%s is written %s', (mailbox, name) => {
    expect(mailboxName(mailbox)).toBe(name);
  });

  it.each(['@acme.example', 'a b@acme.example', 'hostmaster@', 'hostmaster@a_b.example'])(
    '%s is refused',
    (mailbox) => {
      expect(() => mailboxName(mailbox)).toThrow(RangeError);
    },
  );
});
