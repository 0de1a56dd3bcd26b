import { wrappedElsewhere } from './errors.js';
import { type DataKey, headerOf, type KeyWrapper } from './key-wrapper.js';

/**
 * Several master keys, of which the newest wraps and all unwrap: so that a master key can be replaced while services run. Each wrapped
 * key says under which it lies.
 */
export class KeyRing implements KeyWrapper {
  private readonly known: ReadonlyMap<string, KeyWrapper>;

  constructor(
    private readonly newest: KeyWrapper,
    others: readonly KeyWrapper[],
  ) {
    this.known = new Map([...others, newest].map((wrapper) => [wrapper.id, wrapper]));
  }

  get id(): string {
    return this.newest.id;
  }

  async wrap(owner: string, key: DataKey): Promise<string> {
    return await this.newest.wrap(owner, key);
  }

  async unwrap(owner: string, wrapped: string): Promise<DataKey> {
    return await this.of(owner, wrapped).unwrap(owner, wrapped);
  }

  async rewrap(owner: string, wrapped: string): Promise<string | undefined> {
    const wrapper = this.of(owner, wrapped);
    if (wrapper === this.newest) return await wrapper.rewrap(owner, wrapped);
    return await this.newest.wrap(owner, await wrapper.unwrap(owner, wrapped));
  }

  private of(owner: string, wrapped: string): KeyWrapper {
    const master = headerOf(wrapped)?.master;
    // What says nothing of itself is told apart by the newest, as tampered with.
    if (master === undefined) return this.newest;
    const wrapper = this.known.get(master);
    if (wrapper === undefined) throw wrappedElsewhere(owner, master, [...this.known.keys()]);
    return wrapper;
  }
}
