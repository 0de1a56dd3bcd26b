/** The start of authority of a zone (RFC 1035 section 3.3.13), without its serial, which the name server counts. */
import { normaliseDomainName } from './domain-name.js';

/** Names are in normal form, without the last dot; times in seconds. */
export interface Soa {
  /** the primary name server */
  mname: string;
  /** the hostmaster's mailbox as a name: `mailboxName` makes it */
  rname: string;
  refresh: number;
  retry: number;
  expire: number;
  /** how long "no such name" may be remembered (RFC 2308) */
  minimum: number;
}

/** The times that every zone of the platform has: REST contract, section 4. */
export const SOA_TIMES = { refresh: 10_800, retry: 3_600, expire: 604_800, minimum: 300 } as const;

/**
 * A mailbox as SOA writes it (RFC 1035 section 8): `dns.admin@acme.example` → `dns\.admin.acme.example`. A text without `@` is
 * taken as being in that form already.
 * @throws RangeError when it is neither
 */
export function mailboxName(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  if (at < 0) return normaliseDomainName(mailbox);
  const local = mailbox.slice(0, at);
  if (!/^[A-Za-z0-9_+=-][A-Za-z0-9_.+=-]{0,63}$/.test(local))
    throw new RangeError('The mailbox has characters before the @ that a name server cannot hold');
  return `${local.replaceAll('.', '\\.')}.${normaliseDomainName(mailbox.slice(at + 1), 'host')}`;
}
