/** A key that was destroyed: which one it was, where that is known, and when. */
export interface Destroyed {
  /** Id of the data key; null when its owner had none, or its destruction is older than this note. */
  readonly key_id: string | null;
  /** RFC 3339, UTC. */
  readonly destroyed_at: string;
}

/** What a key store answers about an owner: the key wrapped by the master key, or that it was destroyed, or that there never was one. */
export type StoredKey = { readonly wrapped: string } | { readonly destroyed: Destroyed } | undefined;

/**
 * Keeps one wrapped data key an owner, durably. The contract:
 *
 * - `create` never replaces: the first writer wins, every writer is told what is stored now.
 * - `replace` writes only over what its caller has seen, so that neither a destruction nor another's key is lost. Once it has resolved,
 *   nobody can read the replaced text again, not even from the store's own history.
 * - Once `destroy` has resolved, nobody can read the key again, not even from the store's own history, and none can be
 *   created in its place: what is sealed for the owner stays unreadable for ever.
 * - What `create` or `replace` answered is found by every `get` that starts later, in any process.
 */
export interface KeyStore {
  get(owner: string): Promise<StoredKey>;
  create(owner: string, wrapped: string): Promise<Exclude<StoredKey, undefined>>;
  /** Every owner that has or had a key, in no order; those that come meanwhile may be among them. */
  owners(): AsyncIterable<string>;
  /** False, and nothing is changed, when something else than `seen` is stored. */
  replace(owner: string, seen: string, wrapped: string): Promise<boolean>;
  /** Finishes a `replace` that was cut short between its two steps. */
  settle(owner: string): Promise<void>;
  /**
   * Also of an owner that has no key yet. Doing it twice is as doing it once.
   * @returns what the first destruction noted
   */
  destroy(owner: string): Promise<Destroyed>;
}
