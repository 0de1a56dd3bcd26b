import { JetStreamApiCodes, JetStreamApiError, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { type KV, type KvEntry, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Destroyed, KeyStore, StoredKey } from './key-store.js';
import { headerOf } from './key-wrapper.js';

const BUCKET = 'KEYS';
const STREAM = `KV_${BUCKET}`;

/** What the value of a destroyed key begins with; the id of the key follows. Of old there was nothing at all. A wrapped key begins otherwise. */
const DESTROYED = '-';

/** Keys in the NATS key/value bucket `KEYS`, for every service of a platform. */
export class NatsKeyStore implements KeyStore {
  private constructor(
    private readonly bucket: KV,
    private readonly manager: JetStreamManager,
  ) {}

  /**
   * Opens the bucket, or makes it.
   * @param replicas 1 embedded, 3 in a cluster; used once, when the bucket is made
   */
  static async open(nc: NatsConnection, { replicas = 1 }: { replicas?: number } = {}): Promise<NatsKeyStore> {
    // Reads go to the leader (`allow_direct`), or the loser of a race could miss the winner's key. Two revisions are kept so that
    // the new value is written first and the old one overwritten afterwards: a crash between them leaves no half.
    const bucket = await new Kvm(nc).create(BUCKET, { history: 2, replicas, allow_direct: false });
    return new NatsKeyStore(bucket, await jetstreamManager(nc));
  }

  async get(owner: string): Promise<StoredKey> {
    const entry = await this.bucket.get(owner);
    if (!entry) return undefined;
    const destroyed = destroyedIn(entry);
    return destroyed ? { destroyed } : { wrapped: entry.string() };
  }

  async create(owner: string, wrapped: string): Promise<Exclude<StoredKey, undefined>> {
    try {
      await this.bucket.create(owner, wrapped);
      return { wrapped };
    } catch (error) {
      const winner = await this.get(owner);
      if (!winner) throw error;
      return winner;
    }
  }

  async *owners(): AsyncIterable<string> {
    yield* await this.bucket.keys();
  }

  async replace(owner: string, seen: string, wrapped: string): Promise<boolean> {
    const entry = await this.bucket.get(owner);
    if (entry?.string() !== seen || !(await this.write(owner, wrapped, entry))) return false;
    await this.settle(owner);
    return true;
  }

  /** Has the server overwrite with random bytes whatever the newest value has replaced. */
  async settle(owner: string): Promise<void> {
    while (!(await this.overwriteOldest(owner)));
  }

  async destroy(owner: string): Promise<Destroyed> {
    for (;;) {
      const destroyed = await this.markDestroyed(owner);
      if (!destroyed) continue;
      await this.settle(owner);
      return destroyed;
    }
  }

  /** Undefined when somebody else wrote first. One mark only: a second would push the key out before it is overwritten. */
  private async markDestroyed(owner: string): Promise<Destroyed | undefined> {
    const entry = await this.bucket.get(owner);
    const before = entry && destroyedIn(entry);
    if (before) return before;
    // The mark would push out what an unfinished `replace` has left.
    if (entry) await this.settle(owner);
    const key_id = (entry && headerOf(entry.string())?.kid) ?? '';
    await this.write(owner, `${DESTROYED}${key_id}`, entry);
    // What is stored now says who was first, and when.
    const now = await this.bucket.get(owner);
    return now ? destroyedIn(now) : undefined;
  }

  /** Writes over what the caller has seen; false when that is not what is there any more. */
  private async write(owner: string, value: string, seen: KvEntry | null): Promise<boolean> {
    try {
      await (seen ? this.bucket.update(owner, value, seen.revision) : this.bucket.create(owner, value));
      return true;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence) return false;
      throw error;
    }
  }

  /** True when nothing but the newest value is left. */
  private async overwriteOldest(owner: string): Promise<boolean> {
    const { streams } = this.manager;
    const newest = await this.bucket.get(owner);
    // STREAM.MSG.GET answers the first message of a subject, though the client's type tells of single sequences only.
    const first = { seq: 1, next_by_subj: `$KV.${BUCKET}.${owner}` };
    const oldest = await streams.getMessage(STREAM, first);
    if (!oldest || !newest || oldest.seq >= newest.revision) return true;
    await streams.deleteMessage(STREAM, oldest.seq, true).catch(async (error: unknown) => {
      // Whoever does the same at the same time may have been first.
      if (await streams.getMessage(STREAM, { seq: oldest.seq })) throw error;
    });
    return false;
  }
}

function destroyedIn(entry: KvEntry): Destroyed | undefined {
  const value = entry.string();
  if (value !== '' && !value.startsWith(DESTROYED)) return undefined;
  return { key_id: value.slice(DESTROYED.length) || null, destroyed_at: entry.created.toISOString() };
}
