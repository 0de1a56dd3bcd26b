import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** The headers of a signed message (Standard Webhooks). */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970: when this try was made, so that a receiver may refuse what is old. */
  readonly 'webhook-timestamp': string;
  /** `v1,…` (HMAC-SHA256) or `v1a,…` (Ed25519), several separated by spaces: any of them that holds is enough. */
  readonly 'webhook-signature': string;
}

/** RFC 8410: what a PKCS #8 of an Ed25519 key holds before its 32 bytes. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs a message with every secret given, each in the way that its prefix says. */
export function signed(id: string, at: Date, body: string, secrets: readonly string[]): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => signatureOf(secret, content)).join(' '),
  };
}

function signatureOf(secret: string, content: string): string {
  if (secret.startsWith('whsk_'))
    return `v1a,${sign(null, Buffer.from(content), privateKey(secret)).toString('base64')}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

function privateKey(secret: string): KeyObject {
  const seed = Buffer.from(secret.slice('whsk_'.length), 'base64');
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}
