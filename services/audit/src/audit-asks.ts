import { Position } from '@freehold/chain/entry';
import { Hash } from '@freehold/chain/hash';
import { Purpose, signed } from '@freehold/chain/signature';
import type { Asks } from '@freehold/service/asks';
import { z } from 'zod';
import type { Anchoring } from './anchors/anchoring.js';
import type { ChainKeeper } from './chain/chain-keeper.js';
import type { ChainRows } from './chain/chain-rows.js';
import type { SigningKeys } from './keys/signing-keys.js';

const PAGE = 1_000;

const Page = z.object({ after: Position.default(0), limit: z.int().min(1).max(PAGE).default(100) });

const ToSign = z.object({ purpose: Purpose, sha256: Hash });

/** What the chain answers. */
export function auditAsks(parts: {
  readonly keeper: ChainKeeper;
  readonly rows: ChainRows;
  readonly keys: SigningKeys;
  readonly anchoring: Anchoring;
  /** Keeps the key that signs now where it outlives the database. */
  readonly keep: () => Promise<void>;
}): Asks {
  const { keeper, rows, keys, anchoring, keep } = parts;
  return {
    head: async () => ({
      position: keeper.head,
      checkpoint: keeper.lastCheckpoint,
      stopped: keeper.stopped ?? null,
      anchors: Object.fromEntries(await anchoring.reached()),
    }),
    keys: async () => ({ items: await keys.list() }),
    /** Behind a position, the oldest first. */
    checkpoints: async (question) => {
      const { after, limit } = Page.parse(question);
      return { items: await rows.after(after, limit) };
    },
    /** The last checkpoint before a position, and the first one from it on; null where there is none. */
    around: async ({ position }) => {
      const { before, from } = await rows.around(Position.parse(position));
      return { before: before ?? null, from: from ?? null };
    },
    rotate: async () => {
      const key = await keys.rotate(new Date());
      await keep();
      return key;
    },
    /** Signs a digest for a purpose: what was signed can pass for nothing else, no checkpoint least of all. */
    sign: async (question) => {
      const { purpose, sha256 } = ToSign.parse(question);
      return signed(await keys.current(), purpose, sha256);
    },
  };
}
