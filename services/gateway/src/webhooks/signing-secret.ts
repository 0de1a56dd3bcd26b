import { generateKeyPairSync, hash, randomBytes } from 'node:crypto';

/** What a webhook signs with, as its commands bring it. */
export interface SigningKeys {
  /** `whsec_…` or `whsk_…`, as Standard Webhooks writes them. */
  readonly secret: string;
  readonly secret_digest: string;
  /** `whpk_…`; of Ed25519 alone. */
  readonly public_key?: string;
}

/** Keys for a way of signing: those of HMAC may be brought along, those of Ed25519 are made here. */
export function signingKeys(signing: 'hmac' | 'ed25519', given?: string): SigningKeys {
  if (signing === 'hmac') return withDigest(given ?? `whsec_${randomBytes(32).toString('base64')}`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // RFC 8410: both encodings end with the 32 bytes of the key.
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  return { ...withDigest(`whsk_${secret}`), public_key: `whpk_${raw}` };
}

function withDigest(secret: string): SigningKeys {
  return { secret, secret_digest: hash('sha256', secret, 'base64url') };
}
