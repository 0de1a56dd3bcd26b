import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
} from '@nats-io/jetstream';
import { type KV, type KvEntry, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Destroyed, KeyStore, StoredKey } from './key-store.js';
import { headerOf } from './key-wrapper.js';

const BUCKET = 'KEYS';
const STREAM = `KV_${BUCKET}`;
const STREAM_NOT_FOUND = 10059;

/** What the value of a destroyed key begins with; the id of the key follows. A wrapped key begins otherwise. */
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
    const manager = await jetstreamManager(nc);
    await ensureStream(manager, replicas);
    return new NatsKeyStore(await new Kvm(nc).open(BUCKET), manager);
  }

  async get(owner: string): Promise<StoredKey> {
    const entry = await this.newest(owner);
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
    const entry = await this.newest(owner);
    if (entry?.string() !== seen) return false;
    // What an unfinished `replace` has left takes the place of the new value: the stream would refuse it.
    await this.settle(owner);
    if (!(await this.write(owner, wrapped, entry))) return false;
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

  /**
   * The newest value that is one of ours. NATS writes its answers to whatever subject a request names, so anybody who may ask it anything
   * can bring something here: the stream lets it push nothing out, and it is removed when it is met.
   */
  private async newest(owner: string): Promise<KvEntry | null> {
    for (;;) {
      const entry = await this.bucket.get(owner);
      if (!entry || isOurs(entry)) return entry;
      await this.remove(entry.revision, false);
    }
  }

  /** Undefined when somebody else wrote first. One mark only: a second would push the key out before it is overwritten. */
  private async markDestroyed(owner: string): Promise<Destroyed | undefined> {
    const entry = await this.newest(owner);
    const before = entry && destroyedIn(entry);
    if (before) return before;
    // As in `replace`: the mark needs the place.
    if (entry) await this.settle(owner);
    const key_id = (entry && headerOf(entry.string())?.kid) ?? '';
    await this.write(owner, `${DESTROYED}${key_id}`, entry);
    // What is stored now says who was first, and when.
    const now = await this.newest(owner);
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
    const newest = await this.newest(owner);
    // STREAM.MSG.GET answers the first message of a subject, though the client's type tells of single sequences only.
    const first = { seq: 1, next_by_subj: `$KV.${BUCKET}.${owner}` };
    const oldest = await streams.getMessage(STREAM, first);
    if (!oldest || !newest || oldest.seq >= newest.revision) return true;
    await this.remove(oldest.seq, true);
    return false;
  }

  private async remove(seq: number, overwritten: boolean): Promise<void> {
    const { streams } = this.manager;
    await streams.deleteMessage(STREAM, seq, overwritten).catch(async (error: unknown) => {
      // Whoever does the same at the same time may have been first.
      if (await streams.getMessage(STREAM, { seq })) throw error;
    });
  }
}

/**
 * Makes the bucket's stream where it is missing. Reads go to the leader, or the loser of a race could miss the winner's key. Two revisions
 * are kept so that the new value is written first and the old one overwritten afterwards: a crash between them leaves no half. A third is
 * refused, so that nothing pushes a key out.
 */
async function ensureStream({ streams }: JetStreamManager, replicas: number): Promise<void> {
  try {
    await streams.info(STREAM);
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND)) throw error;
    await streams.add({
      name: STREAM,
      subjects: [`$KV.${BUCKET}.>`],
      num_replicas: replicas,
      max_msgs_per_subject: 2,
      discard: DiscardPolicy.New,
      discard_new_per_subject: true,
      allow_rollup_hdrs: true,
      allow_direct: false,
    });
  }
}

/** Whether it is no answer of NATS: those are JSON objects, or have nothing but a status. */
function isOurs(entry: KvEntry): boolean {
  return entry.string() !== '' && !entry.string().startsWith('{');
}

function destroyedIn(entry: KvEntry): Destroyed | undefined {
  const value = entry.string();
  if (!value.startsWith(DESTROYED)) return undefined;
  return { key_id: value.slice(DESTROYED.length) || null, destroyed_at: entry.created.toISOString() };
}
