import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { MasterKeyAway, MasterKeyError, tamperedKey, wrappedElsewhere } from './errors.js';
import { type DataKey, headerOf, type KeyWrapper } from './key-wrapper.js';

export interface TransitKey {
  /** Of the secrets engine: `https://vault.example:8200/v1/transit`. */
  readonly url: string;
  /** Name of the key in it; a key of type `aes256-gcm96`. */
  readonly key: string;
  /** A file that holds the token. It is read for every request, so an agent may renew it in place. */
  readonly token_file: string;
}

const ANSWER_WITHIN_MS = 5_000;
const TRIES = 3;
const AGAIN_AFTER_MS = 200;

/**
 * Wraps under a key that never leaves HashiCorp Vault or OpenBao: its transit secrets engine encrypts, decrypts and rewraps
 * (`POST encrypt/:name`, `decrypt/:name`, `rewrap/:name`), and has versions of the key of its own. What it is given to encrypt names
 * the owner and the key too, for `rewrap` takes no associated data that could bind them.
 */
export class TransitKeyWrapper implements KeyWrapper {
  readonly id: string;

  constructor(private readonly transit: TransitKey) {
    this.id = `transit/${transit.key}`;
  }

  async wrap(owner: string, { id, bytes }: DataKey): Promise<string> {
    const bound = JSON.stringify({ owner, kid: id, key: Buffer.from(bytes).toString('base64') });
    const ciphertext = await this.asked('encrypt', 'ciphertext', { plaintext: Buffer.from(bound).toString('base64') });
    if (ciphertext === undefined) throw new MasterKeyError(`Vault has no key ${this.transit.key} that encrypts.`);
    return joined({ owner, kid: id, master: this.id }, ciphertext);
  }

  async unwrap(owner: string, wrapped: string): Promise<DataKey> {
    const { header, ciphertext } = this.parted(owner, wrapped);
    const plaintext = await this.asked('decrypt', 'plaintext', { ciphertext });
    const bound = plaintext && parsed(Buffer.from(plaintext, 'base64').toString());
    if (!bound || bound['owner'] !== owner || bound['kid'] !== header.kid) throw tamperedKey(owner);
    return { id: header.kid, bytes: Buffer.from(String(bound['key']), 'base64') };
  }

  async rewrap(owner: string, wrapped: string): Promise<string | undefined> {
    const { header, ciphertext } = this.parted(owner, wrapped);
    const newest = await this.asked('rewrap', 'ciphertext', { ciphertext });
    if (newest === undefined) throw tamperedKey(owner);
    return versionOf(newest) === versionOf(ciphertext) ? undefined : joined(header, newest);
  }

  private parted(owner: string, wrapped: string) {
    const header = headerOf(wrapped);
    if (header && header.master !== this.id) throw wrappedElsewhere(owner, header.master, [this.id]);
    const [, ciphertext] = wrapped.split('.');
    if (header?.owner !== owner || !ciphertext) throw tamperedKey(owner);
    return { header, ciphertext };
  }

  /** One field of what the engine answers; undefined when it cannot do that with what it was given. */
  private async asked(deed: string, field: string, body: Record<string, string>): Promise<string | undefined> {
    for (let attempt = 1; ; attempt++) {
      const { status, answer } = await this.request(deed, body).catch((error: unknown) => ({
        status: 0,
        answer: error instanceof Error ? error.message : String(error),
      }));
      if (status === 200) {
        const value = (parsed(answer)?.['data'] as Record<string, unknown> | undefined)?.[field]; // told by the engine’s API
        if (typeof value === 'string') return value;
        throw new MasterKeyAway(`Vault at ${this.transit.url} answers ${deed} without ${field}`);
      }
      if (status === 400) return undefined;
      if (status === 403)
        throw new MasterKeyError(
          `Vault refuses ${deed} with the key ${this.transit.key}: put a token into ${this.transit.token_file} whose policy allows it.`,
        );
      if (status === 404) throw new MasterKeyError(`There is no transit engine at ${this.transit.url}.`);
      if (attempt === TRIES)
        throw new MasterKeyAway(`Vault at ${this.transit.url} does not ${deed}: ${status === 0 ? answer : status}`);
      await pause(AGAIN_AFTER_MS * attempt);
    }
  }

  private async request(deed: string, body: Record<string, string>): Promise<{ status: number; answer: string }> {
    const { url, key, token_file } = this.transit;
    const response = await fetch(`${url.replace(/\/$/, '')}/${deed}/${encodeURIComponent(key)}`, {
      method: 'POST',
      headers: { 'X-Vault-Token': await tokenIn(token_file), 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, answer: await response.text() };
  }
}

async function tokenIn(file: string): Promise<string> {
  const token = await readFile(file, 'utf8').catch(() => undefined);
  if (token?.trim()) return token.trim();
  throw new Error(`there is no token in ${file}`);
}

function joined(header: { owner: string; kid: string; master: string }, ciphertext: string): string {
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${ciphertext}`;
}

/** `vault:v3:…` → `vault:v3`. */
function versionOf(ciphertext: string): string {
  return ciphertext.split(':', 2).join(':');
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
