import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Credentials } from './credentials.js';
import { identityUri } from './identity.js';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface IssueOptions {
  /** `freehold://service/tenant`, `freehold://node/<id>`, or anything that must be refused. */
  readonly uri: string;
  /** = in an hour */
  readonly notAfter?: Date;
}

/** An authority for specs: what the platform's own is to nodes and services, without its rules. */
export interface TestAuthority {
  readonly authority_pem: string;
  /** A new key and its certificate. */
  issue(options: IssueOptions): Promise<Credentials & { readonly serial: string }>;
  /** A certificate for a node's signing request (PEM): what fleet does. */
  sign(signing_request_pem: string, options: IssueOptions): Promise<{ chain_pem: string; serial: string }>;
  /** Of a service: `tenant`. */
  service(name: string): Promise<Credentials>;
}

export async function testAuthority(): Promise<TestAuthority> {
  const keys = await newKeys();
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Freehold test authority',
      keys,
      notBefore: new Date(Date.now() - 86_400_000 * 2),
      notAfter: new Date(Date.now() + 86_400_000),
      signingAlgorithm: ECDSA,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const authority_pem = `${root.toString('pem')}\n`;

  async function certify(publicKey: webcrypto.CryptoKey, { uri, notAfter }: IssueOptions) {
    const end = notAfter ?? new Date(Date.now() + 3_600_000);
    const certificate = await X509CertificateGenerator.create(
      {
        subject: 'CN=Freehold under test',
        issuer: root.subject,
        notBefore: new Date(Math.min(Date.now(), end.getTime()) - 86_400_000),
        notAfter: end,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ECDSA,
        extensions: [
          new SubjectAlternativeNameExtension([{ type: 'url', value: uri }]),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        ],
      },
      webcrypto,
    );
    return { chain_pem: `${certificate.toString('pem')}\n`, serial: certificate.serialNumber };
  }

  const authority: TestAuthority = {
    authority_pem,
    async issue(options) {
      const own = await newKeys();
      return { ...(await certify(own.publicKey, options)), key_pem: await pemOf(own.privateKey), authority_pem };
    },
    async sign(signing_request_pem, options) {
      const request = new Pkcs10CertificateRequest(signing_request_pem);
      if (!(await request.verify(webcrypto))) throw new Error('The signing request is not signed by its own key.');
      return certify(await request.publicKey.export(ECDSA, ['verify'], webcrypto), options);
    },
    service: (name) => authority.issue({ uri: identityUri({ is: 'service', name }) }),
  };
  return authority;
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
