import 'reflect-metadata';
import { createPrivateKey, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { identityUri } from './identity.js';

/** ECDSA on P-256: short signatures, and every TLS stack has it. */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A new private key, PKCS #8 PEM. */
export function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A signing request of a node, PKCS #10 PEM, that asks for its identity. */
export async function signingRequest(key_pem: string, node_id: string): Promise<string> {
  const request = await Pkcs10CertificateRequestGenerator.create(
    { name: `CN=${node_id}`, keys: await keysOf(key_pem), signingAlgorithm: ECDSA, extensions: [nameOf(node_id)] },
    webcrypto,
  );
  return `${request.toString('pem')}\n`;
}

/** What an agent serves with before it has been enrolled: a certificate that nobody vouches for, good for a day. */
export async function selfSigned(key_pem: string, node_id: string): Promise<string> {
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${node_id}`,
      keys: await keysOf(key_pem),
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 86_400_000),
      signingAlgorithm: ECDSA,
      extensions: [nameOf(node_id), new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])],
    },
    webcrypto,
  );
  return `${certificate.toString('pem')}\n`;
}

function nameOf(node_id: string): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension([{ type: 'url', value: identityUri({ is: 'node', id: node_id }) }]);
}

async function keysOf(key_pem: string): Promise<webcrypto.CryptoKeyPair> {
  const pkcs8 = createPrivateKey(key_pem).export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key_pem).export({ type: 'spki', format: 'der' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, ECDSA, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, ECDSA, true, ['verify']),
  };
}
