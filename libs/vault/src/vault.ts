import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { CompactEncrypt, type CompactJWEHeaderParameters, compactDecrypt, decodeProtectedHeader } from 'jose';
import { Shredded, Unreadable, type UnreadableReason } from './errors.js';
import { KeyCache } from './key-cache.js';
import type { Destroyed, KeyStore, StoredKey } from './key-store.js';
import type { KeyWrapper } from './key-wrapper.js';

export interface VaultOptions {
  readonly store: KeyStore;
  /** The master key. */
  readonly wrapper: KeyWrapper;
  /** Owners whose keys are kept in memory. Default 1,000. */
  readonly cacheSize?: number;
  /** How long, in ms; so long may another process still open what is sealed for a destroyed owner. Default 60 s. */
  readonly cacheMs?: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/** An owner's key in the clear, ready for use. `id` stands in every text that is sealed under it. */
interface OpenKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Owners become keys of a NATS bucket. A person's has two parts, `user.<id>`: no tenant's id is like it. */
const OWNER = /^[a-z0-9_][a-z0-9_-]{0,127}(\.[A-Za-z0-9_][A-Za-z0-9_-]{0,127})?$/;

/** Owner of the key that digests are made with. It is never destroyed: ids follow from it. */
const DIGESTS = 'platform.digests';

/**
 * Seals texts under a key of their owner (a tenant, a person, or the platform), which the master key wraps. A sealed text is a JWE
 * (RFC 7516, compact; `dir`, A256GCM) whose protected header names the owner, the key and the purpose, the place that the text
 * belongs to (`provider/<id>/credentials`). The header is authenticated: a sealed text that is moved to another place does not open.
 */
export class Vault {
  private readonly keys: KeyCache<OpenKey>;

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
    const header = sealedHeader(sealed);
    if (!header) throw unreadable('malformed');
    if (header['owner'] !== owner || header['ctx'] !== purpose) throw unreadable('moved');
    const known = await this.keyOf(owner);
    if (known?.id !== header.kid) throw unreadable('unknown_key');
    const text = known && (await decrypt(sealed, known.key));
    if (!text) throw unreadable('tampered');
    return text.toString();
  }

  /**
   * A text's digest, 64 hexadecimal digits: the same for the same purpose and text in every process of the platform, also after a
   * rotation of the master key, and beyond guessing for whoever has not that key. For ids made of personal names.
   */
  async digest(purpose: string, text: string): Promise<string> {
    const { key } = (await this.keyOf(DIGESTS)) ?? (await this.createKey(DIGESTS));
    const ofPurpose = createHmac('sha256', key).update(purpose).digest();
    return createHmac('sha256', ofPurpose).update(text).digest('hex');
  }

  /** Destroys the owner's key: everything sealed for it is unreadable at once here, and after `cacheMs` everywhere. */
  async destroy(owner: string): Promise<Destroyed> {
    const destroyed = await this.options.store.destroy(checked(owner));
    this.keys.forget(owner);
    return destroyed;
  }

  private keyOf(owner: string): Promise<OpenKey | undefined> {
    return this.keys.get(checked(owner), async () => {
      const stored = await this.options.store.get(owner);
      return stored && (await this.unwrap(owner, stored));
    });
  }

  private async createKey(owner: string): Promise<OpenKey> {
    const { store, wrapper } = this.options;
    const key = { id: randomBytes(9).toString('base64url'), bytes: randomBytes(32) };
    // What is stored now may be another writer's key, so it is that which is unwrapped.
    return await this.unwrap(owner, await store.create(owner, await wrapper.wrap(owner, key)));
  }

  private async unwrap(owner: string, stored: Exclude<StoredKey, undefined>): Promise<OpenKey> {
    if ('destroyed' in stored) throw new Shredded(owner);
    const { id, bytes } = await this.options.wrapper.unwrap(owner, stored.wrapped);
    return { id, key: createSecretKey(bytes) };
  }
}

function checked(owner: string): string {
  if (!OWNER.test(owner)) throw new TypeError('the owner of a sealed text is a tenant, a person or the platform');
  return owner;
}

async function encrypt(bytes: Uint8Array, key: KeyObject, header: CompactJWEHeaderParameters): Promise<string> {
  return await new CompactEncrypt(bytes).setProtectedHeader(header).encrypt(key);
}

/** Undefined when the text is not what was encrypted under this key: why is nobody's business. */
async function decrypt(jwe: string, key: KeyObject): Promise<Buffer | undefined> {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  return await compactDecrypt(jwe, key, options).then(
    ({ plaintext }) => Buffer.from(plaintext),
    () => undefined,
  );
}

function sealedHeader(jwe: string): CompactJWEHeaderParameters | undefined {
  try {
    // A compact JWE's header has both; whether it is true is decided when the text is opened.
    return decodeProtectedHeader(jwe) as CompactJWEHeaderParameters;
  } catch {
    return undefined;
  }
}
