import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { testAuthority } from './certificates-under-test.js';
import { type Identity, identityOf, identityUri, normalSerial, parseIdentityUri } from './identity.js';
import { newKey, signingRequest } from './signing-request.js';

const authority = await testAuthority();

describe('an identity', () => {
  it.each<Identity>([
    { is: 'service', name: 'tenant' },
    { is: 'node', id: '0198c7c5-54ab-7d01-8f24-6c9a7b3f2e10' },
  ])('survives its way through a certificate: %j', async (identity) => {
    const { chain_pem } = await authority.issue({ uri: identityUri(identity) });
    expect(identityOf(new X509Certificate(chain_pem))).toEqual(identity);
  });

  it.each([
    'freehold://service/',
    'freehold://service/a/b',
    'freehold://node/n1?x',
    'freehold://person/n1',
    'freehold://service/tenant, URI:freehold://service/fleet',
    'FREEHOLD://service/fleet',
  ])('is not read out of %j', async (uri) => {
    expect(parseIdentityUri(uri)).toBeUndefined();
    const { chain_pem } = await authority.issue({ uri });
    expect(identityOf(new X509Certificate(chain_pem))).toBeUndefined();
  });

  it('is not made of a name that would not be read again', () => {
    expect(() => identityUri({ is: 'node', id: 'a/b' })).toThrow('No identity');
  });

  it('knows a serial number in every spelling', () => {
    expect(normalSerial('00AB')).toBe(normalSerial('ab'));
    expect(normalSerial('00')).toBe('0');
  });
});

describe('a signing request', () => {
  it('asks for the node, signed by its own key, and gets a certificate for it', async () => {
    const request = await signingRequest(newKey(), 'n1');
    const { chain_pem } = await authority.sign(request, { uri: 'freehold://node/n1' });
    expect(identityOf(new X509Certificate(chain_pem))).toEqual({ is: 'node', id: 'n1' });
  });
});
