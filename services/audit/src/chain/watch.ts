import { EVENTS } from '@freehold/contracts/event';
import type { Ledger } from '@freehold/ledger/ledger';
import { anchorPosition, chainCheckpoint, chainPosition, chainStopped } from '@freehold/service/metrics';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { Anchoring } from '../anchors/anchoring.js';
import type { ChainKeeper } from './chain-keeper.js';
import { ChainBroken } from './known-places.js';

const EVERY_MS = 5_000;
const NO_MESSAGE = 10037;

/** Looks whether the chain moves as the ledger does: a feed that finds a gap waits for it to close, which it never does. */
export class Watch {
  private timer: NodeJS.Timeout | undefined;
  private seen = -1;

  constructor(
    private readonly parts: {
      readonly ledger: Ledger;
      readonly keeper: ChainKeeper;
      readonly anchoring: Anchoring;
      readonly report: (level: 'warn' | 'error', message: string) => void;
    },
    private readonly every_ms = EVERY_MS,
  ) {}

  start(): void {
    void this.look();
    this.timer = setInterval(() => void this.look(), this.every_ms).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const { keeper, anchoring, report } = this.parts;
    try {
      await this.lookForGap();
      chainPosition.set(keeper.head);
      chainCheckpoint.set(keeper.lastCheckpoint);
      chainStopped.set(keeper.stopped === undefined ? 0 : 1);
      for (const [anchor, position] of await anchoring.reached()) anchorPosition.set({ anchor }, position);
    } catch (error) {
      report('warn', `it is not known how the chain stands: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async lookForGap(): Promise<void> {
    const { ledger, keeper } = this.parts;
    const { position } = keeper;
    const stands = position === this.seen && keeper.stopped === undefined;
    this.seen = position;
    if (!stands || (await ledger.state()).last <= position) return;
    if (!(await this.isThere(position + 1)))
      keeper.halt(new ChainBroken(`the ledger has no event at position ${position + 1}: it was deleted, or lost`));
  }

  private async isThere(seq: number): Promise<boolean> {
    try {
      return (await this.parts.ledger.jsm.streams.getMessage(EVENTS, { seq })) !== null;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return false;
      throw error;
    }
  }
}
