import { JetStreamApiCodes, JetStreamApiError, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { type KV, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { KeyStore, StoredKey } from './key-store.js';

const BUCKET = 'KEYS';
const STREAM = `KV_${BUCKET}`;

/** The value of a key that was destroyed. A wrapped key is never empty. */
const DESTROYED = '';

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
    // Reads go to the leader (`allow_direct`), or the loser of a race could miss the winner's key. Two revisions are kept
    // so that `destroy` writes its mark first and overwrites the key itself afterwards: a crash between them leaves no half.
    const bucket = await new Kvm(nc).create(BUCKET, { history: 2, replicas, allow_direct: false });
    return new NatsKeyStore(bucket, await jetstreamManager(nc));
  }

  async get(owner: string): Promise<StoredKey> {
    const entry = await this.bucket.get(owner);
    if (!entry) return undefined;
    const wrapped = entry.string();
    return wrapped === DESTROYED ? 'destroyed' : { wrapped };
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

  async destroy(owner: string): Promise<void> {
    while (!(await this.markDestroyed(owner)));
    while (!(await this.overwriteOldest(owner)));
  }

  /** False when somebody else wrote first. One mark only: a second would push the key out before it is overwritten. */
  private async markDestroyed(owner: string): Promise<boolean> {
    const entry = await this.bucket.get(owner);
    if (entry?.string() === DESTROYED) return true;
    try {
      await (entry ? this.bucket.update(owner, DESTROYED, entry.revision) : this.bucket.create(owner, DESTROYED));
      return true;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence) return false;
      throw error;
    }
  }

  /** Makes the server overwrite a key that the mark has replaced with random bytes. True when nothing but the mark is left. */
  private async overwriteOldest(owner: string): Promise<boolean> {
    const { streams } = this.manager;
    // STREAM.MSG.GET answers the first message of a subject, though the client's type tells of single sequences only.
    const first = { seq: 1, next_by_subj: `$KV.${BUCKET}.${owner}` };
    const oldest = await streams.getMessage(STREAM, first);
    if (!oldest || oldest.string() === DESTROYED) return true;
    await streams.deleteMessage(STREAM, oldest.seq, true).catch(async (error: unknown) => {
      // Whoever destroys at the same time may have been first.
      if (await streams.getMessage(STREAM, { seq: oldest.seq })) throw error;
    });
    return false;
  }
}
