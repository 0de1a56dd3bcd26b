import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Door } from './gate.js';
import type { Identity } from './identity.js';
import type { Issuer } from './issuers.js';

/** Signatures alone: a public key must never pass for a shared secret, and nothing unsigned for a token. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
/** Clocks of issuers may differ from ours by so much. */
const SKEW_SECONDS = 60;
/** A role that was taken away, a user who was disabled, is out within this time on every replica. */
const CACHED_MS = 5_000;
const CACHED_TOKENS = 10_000;
/** Access tokens of RFC 9068, and what Keycloak makes. */
const TYPES = ['at+jwt', 'application/at+jwt', 'jwt'];
/** It becomes part of a header of events. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/;

interface Cached {
  readonly identity: Identity;
  readonly until: number;
}

/** Who an access token of a trusted issuer stands for. */
export class Tokens implements Door {
  private readonly cache = new Map<string, Cached>();
  private readonly issuers: ReadonlyMap<string, Issuer>;

  constructor(
    issuers: readonly Issuer[],
    private readonly now: () => number = Date.now,
  ) {
    this.issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
  }

  /**
   * From `Authorization: Bearer`; undefined where that is no JWT.
   * @throws Rejected `request.unauthenticated` for a JWT that does not hold, `request.unavailable` while an issuer's keys cannot be had
   */
  identify({ headers }: { readonly headers: IncomingHttpHeaders }): Identity | undefined | Promise<Identity> {
    const token = jwtIn(headers);
    if (token === undefined) return undefined;
    const digest = hash('sha256', token, 'base64url');
    const now = this.now();
    const known = this.cache.get(digest);
    return known !== undefined && known.until > now ? known.identity : this.lookedUp(token, digest, now);
  }

  private async lookedUp(token: string, digest: string, now: number): Promise<Identity> {
    this.cache.delete(digest);
    const { issuer, claims } = await this.verified(token, now);
    const identity = await issuer.identity(claims);
    if (identity === undefined) throw refusal('is of somebody who may not come in, or not any more');
    if (this.cache.size >= CACHED_TOKENS) this.cache.clear();
    // Counted from before the look, so that what is taken away during it counts too.
    this.cache.set(digest, { identity, until: Math.min(now + CACHED_MS, (claims.exp + SKEW_SECONDS) * 1000) });
    return identity;
  }

  private async verified(token: string, now: number): Promise<{ issuer: Issuer; claims: Claims }> {
    const issuer = this.issuers.get(issuerIn(token));
    if (issuer === undefined) throw refusal('is not of an issuer that this platform trusts');
    try {
      const { payload, protectedHeader } = await jwtVerify(token, issuer.keys.keyFor, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(now),
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      if (!TYPES.includes((protectedHeader.typ ?? '').toLowerCase())) throw refusal('is no access token');
      return { issuer, claims: checked(payload) };
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refusal(whyNot(error));
      throw error;
    }
  }
}

/** Claims of a token that holds. */
export interface Claims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
  readonly iat: number;
}

function checked(claims: JWTPayload): Claims {
  const { sub, exp, iat } = claims;
  // jwtVerify has seen that they are there, and that times are numbers.
  if (sub === undefined || exp === undefined || iat === undefined || !SUBJECT.test(sub)) throw refusal('names nobody');
  // Keycloak tells ID and refresh tokens from access tokens so.
  const { typ } = claims;
  if (typeof typ === 'string' && typ !== 'Bearer') throw refusal('is no access token');
  return { ...claims, sub, exp, iat };
}

function issuerIn(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw refusal('is no JSON Web Token');
  }
}

/** In our words: a library's may quote what was sent. */
function whyNot(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud' ? 'is meant for somebody else' : `does not hold: ${error.claim}`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'is signed in a way that this platform does not take';
  return 'is not signed by a key of its issuer';
}

function refusal(why: string): Rejected {
  return new Rejected('request.unauthenticated', `the access token ${why}`);
}

/** A bearer with two dots is meant as a JWT; keys have none. */
function jwtIn({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +([\w-]+\.[\w-]+\.[\w-]*) *$/i.exec(authorization)?.[1];
}
