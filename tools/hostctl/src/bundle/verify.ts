import { createHash } from 'node:crypto';
import type { BundleHead } from '@freehold/chain/bundle';
import { isTrusted } from '@freehold/chain/signature';
import { EXIT, Failure } from '../failure.js';
import { broken, bundleLines } from './lines.js';

export interface Verified {
  readonly head: BundleHead;
  /** Id of the key that signed it. */
  readonly key_id: string;
}

/**
 * Proves a bundle by itself, before anything of it is used: it is whole, no line was changed, added, taken away or moved, and the
 * platform's key signed it.
 *
 * @param public_key of the platform that it is of, from where its exporter cannot write; without it only that the bundle is as
 *   whoever made it has made it is known, not who that was
 * @throws Failure that says what is wrong
 */
export async function verifiedBundle(path: string, public_key?: string): Promise<Verified> {
  const hash = createHash('sha256');
  let head: BundleHead | undefined;
  let lines = 0;
  let verified: Verified | undefined;
  for await (const { text, line } of bundleLines(path)) {
    if (verified !== undefined) throw broken('something stands behind its trailer');
    if (lines === 0 && 'bundle' in line) head = line.bundle;
    else if (lines === 0 || 'bundle' in line) throw broken('its head is not its first line');
    if ('trailer' in line && head !== undefined) {
      const { lines: count, sha256, signed } = line.trailer;
      if (count !== lines || sha256 !== hash.digest('hex'))
        throw broken('its lines do not give the hash in its trailer');
      const trusted = [public_key ?? signed.key.public_key];
      if (!isTrusted(signed, { purpose: 'tenant-bundle', sha256, trusted, keys: head.keys }))
        throw public_key === undefined ? broken('its signature does not hold') : foreign(public_key);
      verified = { head, key_id: signed.key.id };
      continue;
    }
    hash.update(`${text}\n`);
    lines += 1;
  }
  if (verified === undefined) throw broken('its trailer is missing: the export was broken off');
  return verified;
}

function foreign(public_key: string): Failure {
  const why = `neither ${public_key} nor a key that it vouches for has signed the bundle`;
  return new Failure(why, EXIT.error, 'hostctl.bundle_foreign');
}
