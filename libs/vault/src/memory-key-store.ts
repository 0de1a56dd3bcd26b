import type { KeyStore, StoredKey } from './key-store.js';

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

  async destroy(owner: string): Promise<void> {
    this.keys.set(owner, 'destroyed');
  }
}
