import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signed } from './signature.js';

const BODY = '{"type":"ZoneCreated","data":{"ü":1}}';

describe('a signature', () => {
  it('by HMAC is one that Standard Webhooks verifies, and that another body or secret does not have', () => {
    const [secret, other] = [24, 64].map((bytes) => `whsec_${randomBytes(bytes).toString('base64')}`);
    const headers = { ...signed('m1', new Date(), BODY, [secret ?? '']) };
    expect(new Webhook(secret ?? '').verify(BODY, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(secret ?? '').verify(`${BODY} `, headers)).toThrow('No matching signature');
    expect(() => new Webhook(other ?? '').verify(BODY, headers)).toThrow('No matching signature');
  });

  it('by two secrets is verified by either', () => {
    const secrets = [1, 2].map(() => `whsec_${randomBytes(32).toString('base64')}`);
    const headers = { ...signed('m1', new Date(), BODY, secrets) };
    for (const secret of secrets) expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
  });

  it('by Ed25519 is verified by the public key', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    const headers = signed('m1', new Date(1_700_000_000_000), BODY, [`whsk_${seed.toString('base64')}`]);
    const [version, signature = ''] = headers['webhook-signature'].split(',');
    expect(version).toBe('v1a');
    const raw = publicKey.export({ format: 'der', type: 'spki' });
    const key = createPublicKey({ key: raw, format: 'der', type: 'spki' });
    const content = Buffer.from(`m1.1700000000.${BODY}`);
    expect(verify(null, content, key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify(null, Buffer.from(`m2.1700000000.${BODY}`), key, Buffer.from(signature, 'base64'))).toBe(false);
  });
});
