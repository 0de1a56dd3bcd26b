import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { errors, type Provider } from 'oidc-provider';
import { errorPage, loginPage } from '../provider/pages.js';
import type { Account, Accounts } from '../user/accounts.js';
import type { LoginTry } from './login-audit.js';
import type { LoginTries } from './tries.js';

const MAX_FORM_BYTES = 4_096;
/** One sentence for every reason: whether the account exists is nobody’s business. */
const WRONG = 'That name and password do not go together.';

export interface LoginParts {
  readonly provider: Provider;
  readonly accounts: Accounts;
  readonly tries: LoginTries;
  /** Signs the form’s token. */
  readonly secret: string;
  readonly onTry: (tried: LoginTry) => void;
}

/** The page on which people log in: an interaction of the provider’s, which alone knows what comes before and after. */
export async function login(request: IncomingMessage, response: ServerResponse, parts: LoginParts): Promise<void> {
  const { provider, secret } = parts;
  try {
    // Of the browser that holds the interaction’s cookie, and no other.
    const { uid, params } = await provider.interactionDetails(request, response);
    const form = { action: `/oidc/interaction/${uid}`, csrf: tokenOf(uid, secret) };
    allowFormTo(response, params['redirect_uri']);
    if (request.method !== 'POST') return send(response, 200, loginPage(form));
    const fields = await fieldsOf(request);
    if (!isSame(fields.get('csrf') ?? '', form.csrf))
      return send(response, 403, errorPage('the form is not ours, or too old'));
    const result = await judged(fields, request, parts);
    if ('account' in result) {
      const { id } = result.account;
      return await provider.interactionFinished(request, response, { login: { accountId: id, amr: ['pwd'] } });
    }
    send(response, result.status, loginPage({ ...form, name: fields.get('name') ?? '', error: result.error }));
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    send(response, error.statusCode, errorPage('the login has expired, or was begun in another browser'));
  }
}

type Judged = { readonly account: Account } | { readonly status: number; readonly error: string };

async function judged(fields: URLSearchParams, request: IncomingMessage, parts: LoginParts): Promise<Judged> {
  const { accounts, tries, onTry } = parts;
  const name = (fields.get('name') ?? '').slice(0, 254);
  const password = (fields.get('password') ?? '').slice(0, 256);
  const tried = { name, address: addressOf(request), request_id: requestIdOf(request) };
  const wait = await tries.take(name, tried.address);
  if (wait > 0) {
    onTry({ ...tried, outcome: 'held' });
    return { status: 429, error: `There were too many tries. Try again in ${inWords(wait)}.` };
  }
  const account = await accounts.login(name, password);
  if (account === undefined) {
    onTry({ ...tried, outcome: 'failed' });
    return { status: 401, error: WRONG };
  }
  await tries.succeeded(name);
  await past(account.credentials_since);
  onTry({ ...tried, outcome: 'succeeded', account_id: account.id });
  return { account };
}

/** Tokens count whole seconds: one made in the second of a change of password would count as from before it. */
async function past(since: number): Promise<void> {
  const left = Math.ceil(since) * 1000 - Date.now();
  if (left > 0 && left <= 1_000) await pause(left);
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** As the gateway tells it, to which alone this server answers. */
function addressOf(request: IncomingMessage): string {
  const told = request.headers['x-forwarded-for'];
  return typeof told === 'string' ? told : (request.socket.remoteAddress ?? '');
}

/** Likewise: the gateway's own, so that its logs and the audit meet. */
function requestIdOf(request: IncomingMessage): string {
  const told = request.headers['x-request-id'];
  return typeof told === 'string' ? told.slice(0, 128) : randomUUID();
}

/** Browsers hold a form to its policy on every redirect that follows: the last one goes back to the client. */
function allowFormTo(response: ServerResponse, redirectUri: unknown): void {
  const policy = String(response.getHeader('content-security-policy'));
  const client = typeof redirectUri === 'string' ? URL.parse(redirectUri)?.origin : undefined;
  if (client)
    response.setHeader('content-security-policy', policy.replace("form-action 'self'", `form-action 'self' ${client}`));
}

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // without an encoding a request's chunks are buffers
    bytes += chunk.length;
    if (bytes > MAX_FORM_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function tokenOf(uid: string, secret: string): string {
  return createHmac('sha256', secret).update(`login/${uid}`).digest('base64url');
}

function isSame(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given.padEnd(right.length)), Buffer.from(right));
}

function send(response: ServerResponse, status: number, html: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(html);
}
