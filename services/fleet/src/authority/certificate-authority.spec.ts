import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { newKey, signingRequest } from '@freehold/rpc/signing-request';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { type AuthorityPair, CertificateAuthority, newAuthority, RequestRefused } from './certificate-authority.js';

const HOUR = 3_600;
const DAY_MS = 86_400_000;
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

describe('the certificate authority', () => {
  let pair: AuthorityPair;
  let authority: CertificateAuthority;
  let own: X509Certificate;
  beforeAll(async () => {
    pair = await newAuthority();
    authority = await CertificateAuthority.open(pair, HOUR);
    own = new X509Certificate(pair.certificate_pem);
  });

  it('signs itself for ten years, and may sign nothing that signs', () => {
    expect(own.ca).toBe(true);
    expect(own.verify(own.publicKey)).toBe(true);
    expect((own.validToDate.getTime() - Date.now()) / DAY_MS).toBeCloseTo(3_652, 0);
    expect(own.toString()).toBe(pair.certificate_pem);
  });

  it.each([
    [{ is: 'service', name: 'tenant' } as const, 'URI:freehold://service/tenant', CLIENT_AUTH],
    [{ is: 'node', id: 'n1' } as const, 'URI:freehold://node/n1', SERVER_AUTH],
  ])('signs %j for that alone, for as long as it is told', async (identity, name, usage) => {
    const signed = await authority.sign(await signingRequest(newKey(), 'n1'), identity);
    const certificate = new X509Certificate(signed.chain_pem);
    expect(certificate.checkIssued(own) && certificate.verify(own.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.subjectAltName).toBe(name);
    expect(certificate.keyUsage).toEqual([usage]);
    expect(certificate.serialNumber.toLowerCase()).toBe(signed.serial);
    expect(Date.parse(signed.expires_at) - Date.now()).toBeLessThanOrEqual(HOUR * 1000);
    expect(Math.abs(certificate.validToDate.getTime() - Date.parse(signed.expires_at))).toBeLessThan(1_000);
    expect(signed.authority_pem).toBe(pair.certificate_pem);
  });

  it('takes nothing of a request but its key', async () => {
    const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
    const greedy = await Pkcs10CertificateRequestGenerator.create(
      {
        name: 'CN=fleet, O=Somebody',
        keys,
        signingAlgorithm: ECDSA,
        extensions: [
          new BasicConstraintsExtension(true, 9, true),
          new SubjectAlternativeNameExtension([{ type: 'url', value: 'freehold://service/fleet' }]),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        ],
      },
      webcrypto,
    );
    const { chain_pem } = await authority.sign(greedy.toString('pem'), { is: 'node', id: 'n1' });
    const certificate = new X509Certificate(chain_pem);
    expect(certificate.ca).toBe(false);
    expect(certificate.subject).toBe('CN=n1');
    expect(certificate.subjectAltName).toBe('URI:freehold://node/n1');
    expect(certificate.keyUsage).toEqual([SERVER_AUTH]);
  });

  it('gives no serial twice', async () => {
    const request = await signingRequest(newKey(), 'n1');
    const serials = await Promise.all(
      Array.from({ length: 20 }, async () => (await authority.sign(request, { is: 'node', id: 'n1' })).serial),
    );
    expect(new Set(serials).size).toBe(20);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });

  it('refuses what is no request, what is not signed with its own key, and other sorts of keys', async () => {
    const [one, two] = [await signingRequest(newKey(), 'n1'), await signingRequest(newKey(), 'n1')];
    const rsa = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      publicExponent: new Uint8Array([1, 0, 1]),
      modulusLength: 2048,
    };
    const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
    const ofRsa = await Pkcs10CertificateRequestGenerator.create(
      { name: 'CN=n1', keys, signingAlgorithm: rsa },
      webcrypto,
    );
    for (const request of ['', 'none', pair.certificate_pem, swapped(one, two), ofRsa.toString('pem')]) {
      await expect(authority.sign(request, { is: 'node', id: 'n1' })).rejects.toThrow(RequestRefused);
    }
  });
});

/** The first request with the signature of the second. */
function swapped(first: string, second: string): string {
  const [a, b] = [new Pkcs10CertificateRequest(first), new Pkcs10CertificateRequest(second)];
  const whole = Buffer.from(a.rawData);
  const at = whole.indexOf(Buffer.from(a.signature));
  const other = Buffer.from(b.signature).subarray(0, Buffer.from(a.signature).length);
  other.copy(whole, at);
  return `-----BEGIN CERTIFICATE REQUEST-----\n${whole.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}
