import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { type Identity, identityUri } from '@freehold/rpc/identity';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const TEN_YEARS_MS = 3_652 * 86_400_000;
/** Clocks of nodes may be behind ours by so much. */
const BACKDATED_MS = 60_000;

/** An authority as the ledger holds it: its certificate, and its key (PKCS #8, PEM), which is sealed there. */
export interface AuthorityPair {
  readonly certificate_pem: string;
  readonly key_pem: string;
}

export interface SignedCertificate {
  readonly chain_pem: string;
  readonly authority_pem: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** RFC 3339, UTC. */
  readonly expires_at: string;
}

/** A signing request that is not signed. The message says why. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
}

/** Makes an authority: ECDSA on P-256, good for ten years, for nothing but certificates of services and nodes. */
export async function newAuthority(): Promise<AuthorityPair> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: 'CN=Freehold authority',
      keys,
      notBefore: new Date(now - BACKDATED_MS),
      notAfter: new Date(now + TEN_YEARS_MS),
      signingAlgorithm: ECDSA,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { certificate_pem: `${certificate.toString('pem')}\n`, key_pem: pem('PRIVATE KEY', key) };
}

/** Signs what services and nodes show each other. */
export class CertificateAuthority {
  private constructor(
    readonly certificate_pem: string,
    private readonly certificate: X509Certificate,
    private readonly key: webcrypto.CryptoKey,
    private readonly seconds: number,
  ) {}

  /** @param seconds how long the certificates that it signs are good for */
  static async open({ certificate_pem, key_pem }: AuthorityPair, seconds: number): Promise<CertificateAuthority> {
    const der = Buffer.from(key_pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
    const key = await webcrypto.subtle.importKey('pkcs8', der, ECDSA, false, ['sign']);
    return new CertificateAuthority(certificate_pem, new X509Certificate(certificate_pem), key, seconds);
  }

  /**
   * Signs a certificate in the name of `identity`: a service may be a client with it, a node a server, and neither anything else.
   * Of the signing request (PKCS #10, PEM) nothing counts but its key, which it must prove to hold.
   * @throws RequestRefused
   */
  async sign(signing_request_pem: string, identity: Identity): Promise<SignedCertificate> {
    const publicKey = await keyOf(signing_request_pem);
    const serialNumber = newSerial();
    const now = Date.now();
    const notAfter = new Date(now + this.seconds * 1000);
    const usage = identity.is === 'node' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth;
    const certificate = await X509CertificateGenerator.create(
      {
        serialNumber,
        subject: [{ CN: [identity.is === 'node' ? identity.id : identity.name] }],
        issuer: this.certificate.subjectName,
        notBefore: new Date(now - BACKDATED_MS),
        notAfter,
        publicKey,
        signingKey: this.key,
        signingAlgorithm: ECDSA,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([usage], true),
          new SubjectAlternativeNameExtension([{ type: 'url', value: identityUri(identity) }]),
          await AuthorityKeyIdentifierExtension.create(this.certificate, false, webcrypto),
          await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return {
      chain_pem: `${certificate.toString('pem')}\n`,
      authority_pem: this.certificate_pem,
      serial: serialNumber,
      expires_at: notAfter.toISOString(),
    };
  }
}

async function keyOf(signing_request_pem: string): Promise<webcrypto.CryptoKey> {
  try {
    const request = new Pkcs10CertificateRequest(signing_request_pem);
    const key = await request.publicKey.export(ECDSA, ['verify'], webcrypto);
    if (await request.verify(webcrypto)) return key;
  } catch (cause) {
    throw new RequestRefused('the signing request is not PKCS #10 in PEM with an ECDSA key on P-256', { cause });
  }
  throw new RequestRefused('the signing request is not signed with its own key');
}

/** 127 random bits (RFC 5280 wants at least 64, and a positive number). It begins with no zero, so that it has one spelling. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
