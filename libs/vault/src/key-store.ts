/** What a key store answers about an owner: the key wrapped by the master key, or that it was destroyed, or that there never was one. */
export type StoredKey = { readonly wrapped: string } | 'destroyed' | undefined;

/**
 * Keeps one wrapped data key an owner, durably. The contract:
 *
 * - `create` never replaces: the first writer wins, every writer is told what is stored now.
 * - Once `destroy` has resolved, nobody can read the key again, not even from the store's own history, and none can be
 *   created in its place: what is sealed for the owner stays unreadable for ever.
 * - What `create` answered is found by every `get` that starts later, in any process.
 */
export interface KeyStore {
  get(owner: string): Promise<StoredKey>;
  create(owner: string, wrapped: string): Promise<Exclude<StoredKey, undefined>>;
  /** Also of an owner that has no key yet. Doing it twice is as doing it once. */
  destroy(owner: string): Promise<void>;
}
