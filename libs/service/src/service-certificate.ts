import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Credentials } from '@freehold/rpc/credentials';
import type { NatsConnection } from '@nats-io/transport-node';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { AskReply } from './asks.js';
import { certificateAsk } from './nats-rights.js';

/** What the authority answers to a signing request. */
export interface Issued {
  /** PEM; one's own certificate first. */
  readonly chain_pem: string;
  readonly authority_pem: string;
}

/** Signs a signing request (PKCS #10, PEM). @throws BackendError when nobody does */
export type Issuer = (signing_request_pem: string) => Promise<Issued>;

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const ANSWER_WITHIN_MS = 5_000;
/** A certificate that ends so soon is not begun anything with. */
const LAST_MS = 5_000;

/** The fleet service signs; the question is the asking service's own, so that none gets a certificate in another's name. */
export function askFleet(nc: NatsConnection, service: string): Issuer {
  return async (signing_request_pem) => {
    const subject = `ask.fleet.${certificateAsk(service)}`;
    const reply = await nc
      .request(subject, JSON.stringify({ signing_request_pem }), { timeout: ANSWER_WITHIN_MS })
      .then((message) => message.json<AskReply>())
      .catch((cause: unknown) => {
        throw new BackendError('unavailable', 'the fleet service does not answer, which gives certificates', { cause });
      });
    if (reply.outcome === 'answered') return reply.answer as Issued; // what the fleet service answers to this question
    throw new BackendError(reply.outcome === 'rejected' ? 'refused' : 'unavailable', reply.detail);
  };
}

interface Held {
  readonly credentials: Credentials;
  readonly renew_at: number;
  readonly expires_at: number;
}

/** The certificate by which a service shows itself to node agents. The key is new each time, and never leaves the process's memory. */
export class ServiceCertificate {
  private held: Held | undefined;
  private renewal: Promise<Held> | undefined;

  constructor(
    private readonly service: string,
    private readonly issue: Issuer,
    private readonly now = Date.now,
  ) {}

  /**
   * The credentials of now. From the half of its life on a certificate is renewed by whoever asks for it, and serves meanwhile.
   * @throws BackendError when there is none that is valid, and none is to be had
   */
  async current(): Promise<Credentials> {
    const now = this.now();
    const { held } = this;
    if (held && now < held.renew_at) return held.credentials;
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    if (held === undefined || now > held.expires_at - LAST_MS) return (await this.renewal).credentials;
    this.renewal.catch(() => undefined); // whoever comes next tries again
    return held.credentials;
  }

  private async renew(): Promise<Held> {
    const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
    const request = await Pkcs10CertificateRequestGenerator.create(
      { name: [{ CN: [this.service] }], keys, signingAlgorithm: ECDSA },
      webcrypto,
    );
    const issued = await this.issue(request.toString('pem'));
    const { validFromDate, validToDate } = new X509Certificate(issued.chain_pem);
    const [from, to] = [validFromDate.getTime(), validToDate.getTime()];
    const key_pem = await pemOf(keys.privateKey);
    this.held = { credentials: { ...issued, key_pem }, renew_at: (from + to) / 2, expires_at: to };
    return this.held;
  }
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
