import { BEGINNING, type Checkpoint } from '@freehold/chain/checkpoint';
import { entryOf } from '@freehold/chain/entry';
import { type ExportLine, renderLine } from '@freehold/chain/export-line';
import { link } from '@freehold/chain/hash';
import type { ChainKey } from '@freehold/chain/key';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Asker } from '../edge/asker.js';
import { ledgerMessages } from './ledger-messages.js';

const PAGE = 500;

/** A range of the ledger as it lies there, between the checkpoints that enclose it: what `hostctl audit verify` proves. */
export class LedgerExport {
  constructor(
    private readonly ledger: Ledger,
    private readonly ask: Asker,
  ) {}

  /**
   * Lines of an export ({@link ExportLine}), without end before the range's own.
   * @throws Rejected when the audit service does not answer, before the first line
   */
  async *lines(from: number, wanted: number | undefined): AsyncGenerator<string> {
    const to = wanted ?? (await this.ledger.state()).last;
    const { before } = await this.around(from);
    const { from: ends } = await this.around(to);
    const begins = before ?? { ...BEGINNING };
    const stop = ends?.position ?? to;
    const place = ({ position, hash }: { position: number; hash: string }) => ({ position, hash });
    const head = { version: 1 as const, from, to, begins: place(begins), ends: ends && place(ends) };
    yield renderLine({ export: head });
    const { items: keys } = await this.ask.answer<{ items: ChainKey[] }>('audit', 'keys');
    for (const key of keys) yield renderLine({ key });
    if (before !== null) yield renderLine({ checkpoint: before });
    for await (const line of this.merged(begins, stop)) yield renderLine(line);
  }

  /** Events and checkpoints in the order of their positions; a checkpoint comes after the event that it ends with, or would. */
  private async *merged(begins: { position: number; hash: string }, stop: number): AsyncGenerator<ExportLine> {
    const checkpoints = this.checkpoints(begins.position, stop);
    let next = await checkpoints.next();
    let { hash } = begins;
    for await (const message of ledgerMessages(this.ledger, begins.position + 1, stop)) {
      const event = entryOf(message);
      for (; !next.done && next.value.position < event.position; next = await checkpoints.next())
        yield { checkpoint: next.value };
      hash = link(hash, event);
      yield { event, hash };
    }
    for (; !next.done; next = await checkpoints.next()) yield { checkpoint: next.value };
  }

  private async *checkpoints(after: number, upTo: number): AsyncGenerator<Checkpoint> {
    for (let from = after; ; ) {
      const { items } = await this.ask.answer<{ items: Checkpoint[] }>('audit', 'checkpoints', {
        after: from,
        limit: PAGE,
      });
      for (const checkpoint of items) {
        if (checkpoint.position > upTo) return;
        yield checkpoint;
        from = checkpoint.position;
      }
      if (items.length < PAGE) return;
    }
  }

  private async around(position: number): Promise<{ before: Checkpoint | null; from: Checkpoint | null }> {
    return await this.ask.answer('audit', 'around', { position });
  }
}
