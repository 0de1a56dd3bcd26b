import type { Checkpoint } from '@freehold/chain/checkpoint';
import type { ChainKey } from '@freehold/chain/key';

/** What is put elsewhere: a checkpoint, and its key where the checkpoint before had another one. */
export interface Anchored {
  readonly checkpoint: Checkpoint;
  readonly key?: ChainKey;
}

/** A place beside the audit service's own tables, from which it cannot be taken back that a checkpoint was signed. */
export interface Anchor {
  /** Names how far it has come. */
  readonly name: string;
  /**
   * Resolves when the checkpoint is there for good. May be given one twice, which is then there once or twice.
   * @throws when it is not known to be there; it is given again later
   */
  put(anchored: Anchored): Promise<void>;
}
