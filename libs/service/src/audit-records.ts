import type { Refusal } from '@freehold/contracts/audit/refusal';
import { Bell } from '@freehold/ledger/bell';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from './log.js';
import { refusalsDropped } from './metrics.js';

const MOST_WAITING = 2_000;
const AT_ONCE = 64;
const RETRY_MS = 1_000;

/**
 * Publishes what is to be in the audit and is no event. Whoever records waits for nothing: it is published behind them, and what finds too
 * many waiting, as NATS is away or somebody floods us, is dropped and counted.
 */
export class AuditRecords {
  private waiting: string[] = [];
  private readonly arrived = new Bell();
  private closing = false;
  private readonly running: Promise<void>;
  private failing = false;

  /** @param subject the service's own of the stream AUDIT */
  constructor(
    private readonly js: Pick<Ledger['js'], 'publish'>,
    private readonly subject: string,
    private readonly log: Logger,
    private readonly most = MOST_WAITING,
  ) {
    this.running = this.run();
  }

  /** Never throws, never waits. @param make tells what is recorded; undefined for what does not belong in the audit */
  record(request_id: string, make: () => Refusal | undefined): void {
    try {
      const refusal = make();
      if (refusal === undefined) return;
      if (this.waiting.length >= this.most || this.closing) return this.drop(1);
      this.waiting.push(JSON.stringify(refusal, storable));
      this.arrived.ring();
    } catch (error) {
      this.drop(1);
      this.log.error({ err: error, request_id }, 'a refusal could not be recorded');
    }
  }

  /** Publishes what is waiting, tries nothing twice any more, and ends. */
  async close(): Promise<void> {
    this.closing = true;
    this.arrived.ring();
    await this.running;
    this.drop(this.waiting.length);
  }

  private async run(): Promise<void> {
    while (!this.closing || this.waiting.length > 0) {
      if (this.waiting.length === 0) {
        await this.arrived.wait(60_000);
        continue;
      }
      const batch = this.waiting.splice(0, AT_ONCE);
      const left = await this.publish(batch);
      if (left.length === 0) continue;
      this.waiting.unshift(...left);
      if (this.closing) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    }
  }

  /** @returns those that the stream has not taken */
  private async publish(batch: readonly string[]): Promise<string[]> {
    const left: string[] = [];
    await Promise.all(
      batch.map(async (text) => {
        try {
          await this.js.publish(this.subject, text);
        } catch (error) {
          left.push(text);
          if (!this.failing) this.log.warn({ err: error }, 'refusals cannot be recorded; they wait');
          this.failing = true;
        }
      }),
    );
    if (left.length === 0) this.failing = false;
    return left;
  }

  private drop(count: number): void {
    if (count > 0) refusalsDropped.inc(count);
  }
}

/** Texts as PostgreSQL can hold them: what was refused may be just what it cannot. */
function storable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;
}
