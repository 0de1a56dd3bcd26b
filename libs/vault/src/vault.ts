import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { CompactEncrypt, type CompactJWEHeaderParameters, compactDecrypt, decodeProtectedHeader } from 'jose';
import { MasterKeyError, Shredded, Unreadable, type UnreadableReason } from './errors.js';
import { KeyCache } from './key-cache.js';
import type { KeyStore, StoredKey } from './key-store.js';
import type { MasterKey } from './master-key.js';

export interface VaultOptions {
  readonly store: KeyStore;
  readonly masterKey: MasterKey;
  /** Owners whose keys are kept in memory. Default 1,000. */
  readonly cacheSize?: number;
  /** How long, in ms; so long may another process still open what is sealed for a destroyed owner. Default 60 s. */
  readonly cacheMs?: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/** An owner's key in the clear. `id` stands in every text that is sealed under it. */
interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Owners become keys of a NATS bucket. */
const OWNER = /^[a-z0-9_][a-z0-9_-]{0,62}$/;

/**
 * Seals texts under a key of their owner (a tenant, or the platform), which the master key wraps. A sealed text is a JWE
 * (RFC 7516, compact; `dir`, A256GCM) whose protected header names the owner, the key and the purpose, the place that the text
 * belongs to (`provider/<id>/credentials`). The header is authenticated: a sealed text that is moved to another place does not open.
 */
export class Vault {
  private readonly keys: KeyCache<DataKey>;

  constructor(private readonly options: VaultOptions) {
    const { cacheSize = 1_000, cacheMs = 60_000, now = () => performance.now() } = options;
    this.keys = new KeyCache(cacheSize, cacheMs, now);
  }

  /**
   * Seals a text; the owner's first one makes its key.
   * @throws Shredded when the owner's key was destroyed
   */
  async seal(owner: string, purpose: string, text: string): Promise<string> {
    // UTF-8 has no lone surrogates: sealing one would give another text back.
    if (!text.isWellFormed())
      throw new TypeError(`what is to be sealed as ${purpose} of ${owner} is not well-formed Unicode`);
    const { id, key } = (await this.keyOf(owner)) ?? (await this.createKey(owner));
    return await encrypt(Buffer.from(text), key, { alg: 'dir', enc: 'A256GCM', kid: id, owner, ctx: purpose });
  }

  /**
   * Opens what was sealed for this owner and purpose.
   * @throws Unreadable for anything else
   * @throws Shredded when the owner's key was destroyed
   */
  async open(owner: string, purpose: string, sealed: string): Promise<string> {
    const unreadable = (reason: UnreadableReason) => new Unreadable(reason, owner, purpose);
    const header = headerOf(sealed);
    if (!header) throw unreadable('malformed');
    if (header['owner'] !== owner || header['ctx'] !== purpose) throw unreadable('moved');
    const known = await this.keyOf(owner);
    if (known?.id !== header.kid) throw unreadable('unknown_key');
    const text = known && (await decrypt(sealed, known.key, 'dir'));
    if (!text) throw unreadable('tampered');
    return text.toString();
  }

  /** Destroys the owner's key: everything sealed for it is unreadable at once here, and after `cacheMs` everywhere. */
  async destroy(owner: string): Promise<void> {
    await this.options.store.destroy(checked(owner));
    this.keys.forget(owner);
  }

  private keyOf(owner: string): Promise<DataKey | undefined> {
    return this.keys.get(checked(owner), async () => {
      const stored = await this.options.store.get(owner);
      return stored && (await this.unwrap(owner, stored));
    });
  }

  private async createKey(owner: string): Promise<DataKey> {
    const { store, masterKey } = this.options;
    const kid = randomBytes(9).toString('base64url');
    const header = { alg: 'A256GCMKW', enc: 'A256GCM', kid, owner, master: masterKey.id };
    // What is stored now may be another writer's key, so it is that which is unwrapped.
    return await this.unwrap(owner, await store.create(owner, await encrypt(randomBytes(32), masterKey.key, header)));
  }

  private async unwrap(owner: string, stored: Exclude<StoredKey, undefined>): Promise<DataKey> {
    if (stored === 'destroyed') throw new Shredded(owner);
    const { masterKey } = this.options;
    const { wrapped } = stored;
    const header = headerOf(wrapped);
    if (header && header['master'] !== masterKey.id) {
      throw new MasterKeyError(
        `The key of ${owner} is wrapped with the master key ${String(header['master'])}, and the one given is ${masterKey.id}: set FREEHOLD_MASTER_KEY, or the file, to that of this platform.`,
      );
    }
    const bytes = header?.['owner'] === owner && (await decrypt(wrapped, masterKey.key, 'A256GCMKW'));
    if (!bytes || !header.kid)
      throw new MasterKeyError(`The stored key of ${owner} was tampered with: restore the bucket KEYS from a backup.`);
    return { id: header.kid, key: createSecretKey(bytes) };
  }
}

function checked(owner: string): string {
  if (!OWNER.test(owner)) throw new TypeError('the owner of a sealed text is a tenant id or the platform');
  return owner;
}

async function encrypt(bytes: Uint8Array, key: KeyObject, header: CompactJWEHeaderParameters): Promise<string> {
  return await new CompactEncrypt(bytes).setProtectedHeader(header).encrypt(key);
}

/** Undefined when the text is not what was encrypted under this key: why is nobody's business. */
async function decrypt(jwe: string, key: KeyObject, alg: string): Promise<Buffer | undefined> {
  const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: ['A256GCM'] };
  return await compactDecrypt(jwe, key, options).then(
    ({ plaintext }) => Buffer.from(plaintext),
    () => undefined,
  );
}

function headerOf(jwe: string): CompactJWEHeaderParameters | undefined {
  try {
    // A compact JWE's header has both; whether it is true is decided when the text is opened.
    return decodeProtectedHeader(jwe) as CompactJWEHeaderParameters;
  } catch {
    return undefined;
  }
}
