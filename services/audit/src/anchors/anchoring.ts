import { setTimeout as pause } from 'node:timers/promises';
import { Bell } from '@freehold/ledger/bell';
import type { Pool } from 'pg';
import type { ChainRows } from '../chain/chain-rows.js';
import type { SigningKeys } from '../keys/signing-keys.js';
import type { Anchor } from './anchor.js';

const PAGE = 100;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;

/** Puts every checkpoint at every anchor, in order, however long one is away. Each goes at its own pace. */
export class Anchoring {
  private readonly bells = new Map<string, Bell>();
  private readonly ending = new AbortController();
  private running: Promise<void>[] = [];

  constructor(
    private readonly parts: {
      readonly pool: Pool;
      readonly rows: ChainRows;
      readonly keys: SigningKeys;
      readonly report: (level: 'warn' | 'error', message: string) => void;
    },
    private readonly anchors: readonly Anchor[],
  ) {}

  start(): void {
    this.running = this.anchors.map(async (anchor) => await this.run(anchor, this.bellOf(anchor.name)));
  }

  /** There is a new checkpoint. */
  ring(): void {
    for (const bell of this.bells.values()) bell.ring();
  }

  async close(): Promise<void> {
    this.ending.abort();
    this.ring();
    await Promise.all(this.running);
  }

  /** Position of the last checkpoint that each anchor has. */
  async reached(): Promise<Map<string, number>> {
    const { rows } = await this.parts.pool.query<{ name: string; position: number }>(
      'SELECT name, position FROM chain_anchor',
    );
    const there = new Map(rows.map(({ name, position }) => [name, position]));
    return new Map(this.anchors.map(({ name }) => [name, there.get(name) ?? 0]));
  }

  private bellOf(name: string): Bell {
    const bell = this.bells.get(name) ?? new Bell();
    this.bells.set(name, bell);
    return bell;
  }

  private async run(anchor: Anchor, bell: Bell): Promise<void> {
    const { signal } = this.ending;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const more = await this.putNext(anchor);
        failures = 0;
        if (!more) await bell.wait(LAST_RETRY_MS);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (failures === 0) this.parts.report('warn', `the anchor ${anchor.name} does not take checkpoints: ${why}`);
        const delay = Math.min(FIRST_RETRY_MS * 2 ** failures++, LAST_RETRY_MS);
        await pause(delay, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** @returns whether there may be more */
  private async putNext(anchor: Anchor): Promise<boolean> {
    const { pool, rows, keys } = this.parts;
    const from = (await this.reached()).get(anchor.name) ?? 0;
    const page = await rows.after(from, PAGE);
    let before = (await rows.around(from + 1)).before?.key_id;
    const known = new Map((await keys.list()).map((key) => [key.id, key]));
    for (const checkpoint of page) {
      if (this.ending.signal.aborted) return false;
      const key = checkpoint.key_id === before ? undefined : known.get(checkpoint.key_id);
      await anchor.put({ checkpoint, ...(key && { key }) });
      await pool.query(
        `INSERT INTO chain_anchor AS old (name, position) VALUES ($1, $2)
          ON CONFLICT (name) DO UPDATE SET position = greatest(old.position, excluded.position)`,
        [anchor.name, checkpoint.position],
      );
      before = checkpoint.key_id;
    }
    return page.length === PAGE;
  }
}
