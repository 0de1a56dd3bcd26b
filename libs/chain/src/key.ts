import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';

/** A public key of ed25519: its 32 bytes in base64url, as a JWK's `x` (RFC 8037). */
export const PublicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'the 32 bytes of an ed25519 key in base64url');

/** A key that signs checkpoints, as everybody may know it. All but the first are vouched for by the one before. */
export const ChainKey = z.strictObject({
  /** Follows from the key: {@link keyId}. */
  id: z.string(),
  public_key: PublicKey,
  created_at: z.string(),
  /** Id of the key that vouches for it, and that one's signature of {@link endorsementText}. */
  endorsed_by: z.string().nullable(),
  endorsement: z.string().nullable(),
});
export type ChainKey = z.output<typeof ChainKey>;

/** A key with which something can be signed. */
export interface Signer {
  readonly key: ChainKey;
  /** @returns an ed25519 signature in base64url */
  sign(text: string): string;
}

/** The private key of a signer, to be sealed: its 32 bytes in base64url, as a JWK's `d`. */
export type PrivateKey = string;

/** The first 16 hexadecimal digits of the SHA-256 of the key's bytes. */
export function keyId(public_key: string): string {
  return createHash('sha256').update(Buffer.from(public_key, 'base64url')).digest('hex').slice(0, 16);
}

/** Makes a key. @param by the key in use so far, which vouches for the new one */
export function newKey(created_at: string, by?: Signer): { readonly key: ChainKey; readonly private_key: PrivateKey } {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const plain = { id: keyId(x), public_key: x, created_at };
  const endorsement = by?.sign(endorsementText(plain)) ?? null;
  return { key: { ...plain, endorsed_by: by?.key.id ?? null, endorsement }, private_key: d };
}

export function signerOf(key: ChainKey, private_key: PrivateKey): Signer {
  const secret = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.public_key, d: private_key },
    format: 'jwk',
  });
  return { key, sign: (text) => sign(null, Buffer.from(text), secret).toString('base64url') };
}

export function isSignedBy(public_key: string, text: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKey(public_key), Buffer.from(signature, 'base64url'));
  } catch {
    return false; // not a point of the curve
  }
}

/** What a key signs of its successor. */
export function endorsementText({
  id,
  public_key,
  created_at,
}: Pick<ChainKey, 'id' | 'public_key' | 'created_at'>): string {
  return `freehold ledger key 1\nid ${id}\npublic_key ${public_key}\ncreated_at ${created_at}\n`;
}

/**
 * Whose signatures count: the keys that are trusted, and those that trusted keys vouch for, in any number of steps.
 * @param trusted public keys, from a place that the exporter cannot write to
 * @returns by key id, the public key
 */
export function trustedKeys(trusted: readonly string[], keys: readonly ChainKey[]): Map<string, string> {
  const known = new Map(trusted.map((key) => [keyId(key), key]));
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const key of keys) if (isVouchedFor(key, known)) known.set(key.id, key.public_key);
  }
  return known;
}

function isVouchedFor(key: ChainKey, known: ReadonlyMap<string, string>): boolean {
  const by = key.endorsed_by === null ? undefined : known.get(key.endorsed_by);
  return (
    by !== undefined &&
    key.endorsement !== null &&
    keyId(key.public_key) === key.id &&
    isSignedBy(by, endorsementText(key), key.endorsement)
  );
}

function publicKey(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
