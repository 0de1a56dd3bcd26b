import { Rejected } from '@freehold/contracts/command';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

const FETCH_WITHIN_MS = 5_000;
const MAX_BYTES = 256 * 1024;
/** Keys older than this are fetched anew beside the work that they do. */
const FRESH_MS = 10 * 60_000;
/** Somebody who sends tokens with made-up key ids makes us ask the issuer no oftener. */
const ASK_AGAIN_MS = 10_000;
/** The same while there are no keys at all. */
const ASK_AGAIN_WITHOUT_KEYS_MS = 1_000;
/** So long an issuer may be away before its keys are trusted no more. */
const KEPT_MS = 24 * 3_600_000;

interface Fetched {
  readonly keyFor: JWTVerifyGetKey;
  readonly at: number;
}

/**
 * The public keys of one issuer. A key id that is not known is looked for at the issuer, at most every ten seconds, so a rotation needs no
 * restart; while the issuer is away, the keys that are known go on being good, for at most a day.
 */
export class KeySet {
  private known: Fetched | undefined;
  private asking: Promise<void> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param locate where the JSON Web Key Set is, asked for at each fetch
   * @param now milliseconds on a clock that never goes back
   */
  constructor(
    private readonly locate: () => string | Promise<string>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** For `jwtVerify`. @throws Rejected `request.unavailable` when there are no keys and the issuer does not answer */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const known = this.usable() ?? (await this.fetched());
    if (this.now() - known.at > FRESH_MS) void this.ask(); // ask() keeps a failure to itself
    try {
      return await known.keyFor(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.ask())) throw error;
      return await (await this.fetched()).keyFor(header, token);
    }
  };

  private usable(): Fetched | undefined {
    return this.known !== undefined && this.now() - this.known.at < KEPT_MS ? this.known : undefined;
  }

  private async fetched(): Promise<Fetched> {
    await this.ask();
    const known = this.usable();
    if (known === undefined)
      throw new Rejected('request.unavailable', 'the identity provider’s keys cannot be had; try again');
    return known;
  }

  /** Fetches the keys; whoever asks meanwhile awaits the same. @returns false when it was asked a moment ago */
  private async ask(): Promise<boolean> {
    if (this.asking === undefined) {
      const again = this.usable() === undefined ? ASK_AGAIN_WITHOUT_KEYS_MS : ASK_AGAIN_MS;
      if (this.now() - this.askedAt < again) return false;
      this.askedAt = this.now();
      this.asking = this.fetch().finally(() => {
        this.asking = undefined;
      });
    }
    // What is known stays good when this fails; whoever has nothing is told by fetched().
    await this.asking.catch(() => undefined);
    return true;
  }

  private async fetch(): Promise<void> {
    const keys = await fetchJson(await this.locate());
    if (!isKeySet(keys)) throw new Error('the answer is no JSON Web Key Set');
    this.known = { keyFor: createLocalJWKSet(keys), at: this.now() };
  }
}

/**
 * What an issuer says of itself (OpenID Connect Discovery).
 * @param url where, if not below its own name
 */
export async function discover(
  issuer: string,
  url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
): Promise<Readonly<Record<string, unknown>>> {
  const document = Object(await fetchJson(url)) as Record<string, unknown>; // an object of whatever
  if (document['issuer'] !== issuer) throw new Error(`the discovery document is not that of ${issuer}`);
  return document;
}

/** Where an issuer says that its keys are. */
export async function discoverKeys(issuer: string, url?: string): Promise<string> {
  const { jwks_uri } = await discover(issuer, url);
  if (typeof jwks_uri !== 'string') throw new Error(`${issuer} does not say where its keys are`);
  return jwks_uri;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_WITHIN_MS),
  });
  if (!response.ok || response.body === null) throw new Error(`${url} answers ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`${url} answers more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);
}
