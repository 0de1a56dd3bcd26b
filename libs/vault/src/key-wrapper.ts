/** An owner's key in the clear: 32 bytes, and the id that stands in every text that is sealed under it. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * Wraps the keys of owners under a master key that it keeps to itself, wherever that lies. The contract:
 *
 * - What `wrap` answers is a text of ASCII letters that tells nothing of the data key but, by {@link headerOf}, whose it is, its id, and
 *   the `id` of the master key. `unwrap` gives the same data key back, in every process that has the same master key, for ever.
 * - A wrapped key is bound to its owner: given out as another's, or changed in any way, it does not unwrap.
 * - Nothing of a key stands in an error.
 */
export interface KeyWrapper {
  /** Names the master key that wraps, and tells nothing of it. */
  readonly id: string;
  /** @throws MasterKeyAway */
  wrap(owner: string, key: DataKey): Promise<string>;
  /**
   * @throws MasterKeyError when it was wrapped under a key that is not known here, or was tampered with
   * @throws MasterKeyAway
   */
  unwrap(owner: string, wrapped: string): Promise<DataKey>;
  /**
   * The same data key under the newest master key; undefined when it lies under that already.
   * @throws as `unwrap` does
   */
  rewrap(owner: string, wrapped: string): Promise<string | undefined>;
}

/** What a wrapped key says of itself in the clear. It is true once the key has been unwrapped. */
export interface WrappedHeader {
  readonly kid: string;
  readonly owner: string;
  /** Id of the master key that it lies under. */
  readonly master: string;
}

/** The header of a wrapped key: its first part, as in a compact JWE. Undefined for any other text. */
export function headerOf(wrapped: string): WrappedHeader | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(wrapped.split('.', 1)[0] ?? '', 'base64url').toString());
    if (typeof header !== 'object' || header === null) return undefined;
    const { kid, owner, master } = header as Record<string, unknown>; // any object has any field, of unknown type
    return typeof kid === 'string' && typeof owner === 'string' && typeof master === 'string'
      ? { kid, owner, master }
      : undefined;
  } catch {
    return undefined;
  }
}
