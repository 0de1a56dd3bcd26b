import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import { z } from 'zod';
import { issuerOf, type NamedContext } from '../contexts/contexts.js';
import { readPrivate, writePrivate } from '../contexts/private-file.js';
import { EXIT, Failure } from '../failure.js';

/** What a token endpoint answers. */
export type Granted = TokenEndpointResponse & TokenEndpointResponseHelpers;

const Tokens = z.strictObject({
  /** Whom they are for and who gave them: where the context names others since, they are not shown to those. */
  server: z.string(),
  issuer: z.string(),
  access_token: z.string().min(1),
  /** Milliseconds since 1970; null when the provider did not say. */
  expires_at: z.number().nullable(),
  refresh_token: z.string().nullable(),
  /** Who logged in, as the provider names them. */
  subject: z.string().nullable(),
});
export type Tokens = z.output<typeof Tokens>;

/** So long before its end an access token counts as run out: a request takes time, and clocks differ. */
const MARGIN_MS = 30_000;

/** Longer than any renewal takes: a lock that is older was left by a process that was killed. */
const STALE_LOCK_MS = 60_000;

/** @param granted what the token endpoint answered; a provider that does not rotate keeps the refresh token there was */
export function tokensFrom(granted: Granted, context: NamedContext, before?: Tokens): Tokens {
  const seconds = granted.expiresIn();
  return {
    server: context.server,
    issuer: issuerOf(context),
    access_token: granted.access_token,
    expires_at: seconds === undefined ? null : Date.now() + seconds * 1_000,
    refresh_token: granted.refresh_token ?? before?.refresh_token ?? null,
    subject: granted.claims()?.sub ?? before?.subject ?? null,
  };
}

/** The tokens of a login, if there was one and the context has not been turned elsewhere since. */
export function readTokens(file: string, context: NamedContext): Tokens | undefined {
  const text = readPrivate(file);
  if (text === undefined) return undefined;
  const { data } = Tokens.safeParse(json(text));
  return data?.server === context.server && data.issuer === issuerOf(context) ? data : undefined;
}

export function writeTokens(file: string, tokens: Tokens): void {
  writePrivate(file, `${JSON.stringify(tokens, null, 2)}\n`);
}

/**
 * An access token that is good for a while; renewed where it is not. Undefined when nobody has logged in.
 * @throws Failure when the login has run out
 */
export async function accessToken(file: string, context: NamedContext): Promise<string | undefined> {
  const tokens = readTokens(file, context);
  if (tokens === undefined || isGood(tokens)) return tokens?.access_token;
  // A refresh token is good once, and showing it twice ends the login: of several hostctl one renews, the others wait.
  return await alone(`${file}.lock`, async () => {
    const now = readTokens(file, context);
    if (now === undefined || isGood(now)) return now?.access_token;
    const next = await renewed(now, context);
    writeTokens(file, next);
    return next.access_token;
  });
}

async function renewed(tokens: Tokens, context: NamedContext): Promise<Tokens> {
  if (tokens.refresh_token === null) throw loginEnded('it came without a way to renew it');
  const { refreshTokenGrant } = await import('openid-client');
  const { discover, expected } = await import('./provider.js');
  const provider = await discover(context);
  const granted = await expected(
    'the login has run out, hostctl login begins another',
    refreshTokenGrant(provider, tokens.refresh_token),
  );
  return tokensFrom(granted, context, tokens);
}

function loginEnded(why: string): Failure {
  return new Failure(`the login has run out, and ${why}: hostctl login`, EXIT.auth, 'hostctl.login_ended');
}

function isGood({ expires_at }: Tokens): boolean {
  return expires_at === null || expires_at - MARGIN_MS > Date.now();
}

/** Does the work while no other process does it. */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!taken(lock)) await sleep(50);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // what fs throws
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > STALE_LOCK_MS) rmSync(lock, { force: true });
    return false;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
