import type { Checkpoint } from '@freehold/chain/checkpoint';
import { parseLine, renderLine } from '@freehold/chain/export-line';
import { ChainKey } from '@freehold/chain/key';
import { CHECKPOINTS, CHECKPOINTS_SUBJECT } from '@freehold/contracts/audit/streams';
import type { Ledger } from '@freehold/ledger/ledger';
import { DeliverPolicy, JetStreamApiError, StorageType } from '@nats-io/jetstream';
import { z } from 'zod';
import type { SealedKey } from '../keys/signing-keys.js';
import type { Anchor, Anchored } from './anchor.js';

const STREAM_NOT_FOUND = 10059;

/** A key as it was found again: without a private half it proves what it signed, and signs no more. */
export type RecoveredKey = ChainKey & { readonly sealed?: string };

const SealedLine = z.object({ sealed_key: ChainKey.extend({ sealed: z.string() }) });

/** A stream of the same NATS, from which nothing is deleted: what makes good the loss of the audit service's tables. */
export class StreamAnchor implements Anchor {
  readonly name = 'stream';

  /** @param replicas 1 embedded, 3 in a cluster; used once, when the stream is made */
  constructor(
    private readonly ledger: Ledger,
    private readonly replicas: number,
  ) {}

  /** Makes the stream where it is missing; an existing one is left as it is. */
  async ensure(): Promise<void> {
    const { jsm } = this.ledger;
    try {
      await jsm.streams.info(CHECKPOINTS);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND)) throw error;
      await jsm.streams.add({
        name: CHECKPOINTS,
        description: 'Signed checkpoints of the ledger, and the keys that they are signed with',
        subjects: [CHECKPOINTS_SUBJECT],
        storage: StorageType.File,
        num_replicas: this.replicas,
        deny_delete: true,
        deny_purge: true,
      });
    }
  }

  async put({ checkpoint, key }: Anchored): Promise<void> {
    if (key) await this.publish(renderLine({ key }), `key-${key.id}`);
    await this.publish(renderLine({ checkpoint }), `checkpoint-${checkpoint.position}-${checkpoint.hash}`);
  }

  /** Keeps the key that signs, sealed as it is, so that a lost database does not end its line. */
  async keep(key: SealedKey): Promise<void> {
    await this.publish(JSON.stringify({ sealed_key: key }), `sealed-${key.id}`);
  }

  /** Everything in it, in the order in which it was put there, each once. */
  async read(): Promise<{ keys: RecoveredKey[]; checkpoints: Checkpoint[] }> {
    const keys = new Map<string, RecoveredKey>();
    const checkpoints = new Map<number, Checkpoint>();
    for await (const text of this.texts()) {
      const line = parseLine(text);
      const key = line !== undefined && 'key' in line ? line.key : sealedKeyIn(text);
      if (key !== undefined) keys.set(key.id, { ...keys.get(key.id), ...key });
      if (line !== undefined && 'checkpoint' in line) checkpoints.set(line.checkpoint.position, line.checkpoint);
    }
    return { keys: [...keys.values()], checkpoints: [...checkpoints.values()] };
  }

  private async publish(text: string, msgID: string): Promise<void> {
    await this.ledger.js.publish(CHECKPOINTS_SUBJECT, text, { msgID });
  }

  private async *texts(): AsyncGenerator<string> {
    const { state } = await this.ledger.jsm.streams.info(CHECKPOINTS);
    if (state.messages === 0) return;
    const consumer = await this.ledger.js.consumers.get(CHECKPOINTS, { deliver_policy: DeliverPolicy.All });
    const messages = await consumer.consume({ max_messages: 1_000 });
    try {
      for await (const message of messages) {
        yield message.string();
        if (message.seq >= state.last_seq) return;
      }
    } finally {
      messages.stop();
    }
  }
}

function sealedKeyIn(text: string): SealedKey | undefined {
  try {
    return SealedLine.safeParse(JSON.parse(text)).data?.sealed_key;
  } catch {
    return undefined; // nothing that this service has written
  }
}
