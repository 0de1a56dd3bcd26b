import type { Destroyed, KeyStore, StoredKey } from './key-store.js';
import { headerOf } from './key-wrapper.js';

/** Keys that live as long as the process: for specs. */
export class MemoryKeyStore implements KeyStore {
  private readonly keys = new Map<string, Exclude<StoredKey, undefined>>();

  async get(owner: string): Promise<StoredKey> {
    return this.keys.get(owner);
  }

  async create(owner: string, wrapped: string): Promise<Exclude<StoredKey, undefined>> {
    const stored = this.keys.get(owner) ?? { wrapped };
    this.keys.set(owner, stored);
    return stored;
  }

  async *owners(): AsyncIterable<string> {
    yield* this.keys.keys();
  }

  async replace(owner: string, seen: string, wrapped: string): Promise<boolean> {
    const stored = this.keys.get(owner);
    if (!stored || !('wrapped' in stored) || stored.wrapped !== seen) return false;
    this.keys.set(owner, { wrapped });
    return true;
  }

  async settle(): Promise<void> {}

  async destroy(owner: string): Promise<Destroyed> {
    const stored = this.keys.get(owner);
    if (stored && 'destroyed' in stored) return stored.destroyed;
    const destroyed = {
      key_id: (stored && headerOf(stored.wrapped)?.kid) ?? null,
      destroyed_at: new Date().toISOString(),
    };
    this.keys.set(owner, { destroyed });
    return destroyed;
  }
}
