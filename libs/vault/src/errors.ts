/** The owner's key was destroyed: everything sealed for it is gone for good, and nothing can be sealed for it again. */
export class Shredded extends Error {
  override readonly name = 'Shredded';

  constructor(readonly owner: string) {
    super(`the key of ${owner} was destroyed`);
  }
}

/**
 * Why a sealed text does not open.
 * - `malformed`: not a sealed text at all.
 * - `moved`: sealed for another owner or purpose.
 * - `unknown_key`: sealed under a key that the store does not hold, such as that of another platform.
 * - `tampered`: not what was sealed.
 */
export type UnreadableReason = 'malformed' | 'moved' | 'unknown_key' | 'tampered';

/** A sealed text that does not open. It tells the place, never a text or a key; so it has no cause either. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly reason: UnreadableReason,
    readonly owner: string,
    readonly purpose: string,
  ) {
    super(`the sealed text does not open as ${purpose} of ${owner}: ${reason}`);
  }
}

/** The master key is missing, badly formed, open to others, or not the one that the platform's keys are wrapped with. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/** What keeps the master key does not answer. Nothing is wrong with a key: trying again helps once it is back. */
export class MasterKeyAway extends Error {
  override readonly name = 'MasterKeyAway';
  /** Work that fails for it is tried again, and never parks. */
  readonly transient = true;
}

/** A key that lies under a master key which is not known here. */
export function wrappedElsewhere(owner: string, master: string, known: readonly string[]): MasterKeyError {
  return new MasterKeyError(
    `The key of ${owner} is wrapped with the master key ${master}, and known here is ${known.join(', ')}: set FREEHOLD_MASTER_KEY, or the file, to that of this platform, or name it in FREEHOLD_KNOWN_MASTER_KEYS_FILE.`,
  );
}

/** A wrapped key that is not what was stored for this owner. */
export function tamperedKey(owner: string): MasterKeyError {
  return new MasterKeyError(`The stored key of ${owner} was tampered with: restore the bucket KEYS from a backup.`);
}
