import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Entry } from './entry.js';

/** SHA-256, in lower-case hexadecimal. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');

/** What stands before the first event: the hash of a chain of nothing. */
export const GENESIS = createHash('sha256').update('freehold ledger chain 1').digest('hex');

/**
 * The hash of a chain after one more event: SHA-256 over the hash before, and the event's position, subject, headers in the order of their
 * names, and payload. Each part is preceded by its length (4 bytes, big-endian), so that no two events read the same.
 */
export function link(previous: string, entry: Entry): string {
  const hash = createHash('sha256').update(Buffer.from(previous, 'hex'));
  const length = Buffer.alloc(4);
  const part = (bytes: Buffer) => {
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  const text = (value: string) => part(Buffer.from(value, 'utf8'));
  text(String(entry.position));
  text(entry.subject);
  const names = Object.keys(entry.headers).toSorted(byBytes);
  text(String(names.length));
  for (const name of names) {
    const values = entry.headers[name] ?? [];
    text(name);
    text(String(values.length));
    for (const value of values) text(value);
  }
  part(entry.data_base64 === undefined ? Buffer.from(entry.data ?? '') : Buffer.from(entry.data_base64, 'base64'));
  return hash.digest('hex');
}

/** Never by locale, nor by UTF-16: the order must be the same for every reader in every language. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
