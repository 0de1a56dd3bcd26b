import type { Wish } from '@freehold/ledger/commander';
import { reconcile, reportFault } from '@freehold/ledger/reconciler';
import { resyncWork, type WorkItem } from '@freehold/ledger/work';
import { workBacklog } from '@freehold/ledger/work-backlog';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import { type WorkEvent, WorkWorker } from '@freehold/ledger/work-worker';
import type { Parts, Wiring } from './definition.js';
import { workSettled } from './metrics.js';

const CATCH_UP_REPORT_MS = 10_000;

/** The work of one service: its reconcilers, its processes, and what it handles besides. */
export class ServiceWork {
  private readonly worker: WorkWorker | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private stopping = false;

  constructor(
    private readonly service: string,
    private readonly parts: Parts<unknown>,
    private readonly wiring: Wiring,
  ) {
    const handlers = this.handlers();
    if (handlers.size === 0) return;
    this.worker = new WorkWorker({
      pool: parts.pool,
      handlers,
      ...(wiring.concurrency !== undefined && { concurrency: wiring.concurrency }),
      onParked: (item, error) => this.parked(item, error),
      onEvent: (event) => this.logWork(event),
    });
  }

  /** Whether there is anything that could be worked at: a work table in use. */
  get exists(): boolean {
    return this.worker !== undefined;
  }

  /** @param position end of the ledger now */
  start(position: number): void {
    if (this.worker) void this.onceCaughtUp(this.worker, position);
    for (const { kind, resyncEvery } of this.wiring.reconcilers ?? []) {
      if (resyncEvery !== undefined) this.every(resyncEvery, () => this.resync(kind.name));
    }
  }

  /** Lets running work end. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.worker?.stop();
  }

  async backlog() {
    return this.exists ? await workBacklog(this.parts.pool) : [];
  }

  /** Raises every resource of a kind, so that its backend is looked at again. */
  async resync(kind: string): Promise<number> {
    const { pool } = this.parts;
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM resource WHERE kind = $1 ORDER BY id', [kind]);
    await resyncWork(
      pool,
      kind,
      rows.map(({ id }) => id),
    );
    return rows.length;
  }

  private handlers(): Map<string, WorkHandler> {
    const { reconcilers = [], processes = [], handlers = new Map<string, WorkHandler>() } = this.wiring;
    return new Map<string, WorkHandler>([
      ...reconcilers.map((reconciler): [string, WorkHandler] => [
        reconciler.kind.name,
        (item, signal) => reconcile(reconciler, this.caused(item))(item, signal),
      ]),
      ...processes.map((process): [string, WorkHandler] => [
        process.name,
        (item, signal) => process.run(item, this.caused(item), signal),
      ]),
      ...handlers,
    ]);
  }

  /** What work may use: the view, and commands that bear the ids of the event that raised it. */
  private caused({ causation_id, correlation_id }: WorkItem) {
    const { view, command } = this.parts;
    const cause = causation_id && correlation_id ? { causation_id, correlation_id } : {};
    return { view, command: (wish: Wish) => command({ ...cause, ...wish }) };
  }

  /**
   * Starts to work when the rows are as new as the ledger was at the start: on rows made anew from a long ledger, work would
   * bring things into service whose deletion is still to be read.
   */
  private async onceCaughtUp(worker: WorkWorker, position: number): Promise<void> {
    const { log, view } = this.parts;
    while (!(await view.passed(position, CATCH_UP_REPORT_MS)) && !this.stopping) {
      log.warn({ position }, 'work waits until the rows have caught up with the ledger');
    }
    if (!this.stopping) await worker.start();
  }

  /** A reconciler's key parks: its resource says so too, also when the cause was a fault of ours. */
  private async parked(item: WorkItem, error: unknown): Promise<void> {
    const { kind, id } = item;
    const reason = error instanceof Error ? error.message : String(error);
    this.parts.log.error(
      { kind, id, reason, ...idsOf(item) },
      'work is parked: replay or drop it when the cause is mended',
    );
    const reconciler = this.wiring.reconcilers?.find((candidate) => candidate.kind.name === kind);
    if (reconciler) await reportFault(reconciler, id, reason, this.parts);
  }

  private every(ms: number, work: () => Promise<unknown>): void {
    const timer = setInterval(
      () => void work().catch((error: unknown) => this.parts.log.warn({ err: error }, 'a resync was not raised')),
      ms,
    );
    timer.unref();
    this.timers.push(timer);
  }

  private logWork(event: WorkEvent): void {
    const { log } = this.parts;
    if (event.type === 'settled')
      workSettled.inc({ service: this.service, kind: event.item.kind, outcome: event.outcome.type });
    if (event.type === 'database_failed')
      log.warn({ err: event.error, doing: event.doing }, 'work waits for PostgreSQL');
    else if (event.type === 'lease_lost')
      log.warn({ kind: event.item.kind, id: event.item.id }, 'a lease was lost: another worker has the key');
    else if (event.outcome.type === 'failed' || event.outcome.type === 'unavailable') {
      const { kind, id, failures } = event.item;
      log.warn(
        {
          kind,
          id,
          failures: failures + 1,
          retry_in_ms: Math.round(event.outcome.delay_ms),
          reason: event.outcome.error,
          ...idsOf(event.item),
        },
        'work failed and is tried again',
      );
    }
  }
}

/** By which a line of the log is joined with the request and the event that caused it. */
function idsOf({ causation_id, correlation_id }: WorkItem): object {
  return { ...(correlation_id && { correlation_id }), ...(causation_id && { causation_id }) };
}
