interface Entry<Key> {
  readonly key: Promise<Key | undefined>;
  readonly until: number;
}

/** Keys in the clear, for a while: at most `size`, each for at most `ms`; the one used longest ago makes room. */
export class KeyCache<Key> {
  private readonly entries = new Map<string, Entry<Key>>();

  constructor(
    private readonly size: number,
    private readonly ms: number,
    private readonly now: () => number,
  ) {}

  /** The key of an owner, loaded once by however many ask at the same time. That there is none, or a failure, is not kept. */
  get(owner: string, load: () => Promise<Key | undefined>): Promise<Key | undefined> {
    const known = this.entries.get(owner);
    this.entries.delete(owner);
    const entry = known && known.until > this.now() ? known : { key: load(), until: this.now() + this.ms };
    this.entries.set(owner, entry);
    const drop = () => {
      if (this.entries.get(owner) === entry) this.entries.delete(owner);
    };
    entry.key.then((key) => key ?? drop(), drop);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.size) break;
      this.entries.delete(oldest);
    }
    return entry.key;
  }

  forget(owner: string): void {
    this.entries.delete(owner);
  }
}
