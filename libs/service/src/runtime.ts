import { setTimeout as pause } from 'node:timers/promises';
import type { CommandEnvelope } from '@freehold/contracts/command';
import { neighboursOf } from '@freehold/contracts/kinds';
import { Aggregates } from '@freehold/ledger/aggregates';
import { CommandHandler } from '@freehold/ledger/command-handler';
import { envelope, sendCommand, type Wish } from '@freehold/ledger/commander';
import type { Projection } from '@freehold/ledger/follower';
import { Followers } from '@freehold/ledger/followers';
import { ensureLedger, Ledger } from '@freehold/ledger/ledger';
import { LocalView } from '@freehold/ledger/local-view';
import { Positions } from '@freehold/ledger/positions';
import { reconcile, reportFault, wantsReconciling } from '@freehold/ledger/reconciler';
import { resourceRows } from '@freehold/ledger/resource-rows';
import { resyncWork, type WorkItem } from '@freehold/ledger/work';
import { workBacklog } from '@freehold/ledger/work-backlog';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import { type WorkEvent, WorkWorker } from '@freehold/ledger/work-worker';
import type { Subscription } from '@nats-io/transport-node';
import { serveAsks, standardAsks } from './asks.js';
import { type Environment, readConfig, ServiceConfig } from './config.js';
import type { Parts, ServiceDefinition, Wiring } from './definition.js';
import { createLog } from './log.js';
import { commandSeconds, watch, workSettled } from './metrics.js';
import { connectNats } from './nats.js';
import { openDatabase } from './postgres.js';
import { openVault } from './vault.js';

/** A server that hangs must not make those hang who ask whether it is there. */
const READY_WITHIN_MS = 3_000;

const here = new Set<ServiceRuntime>();

/** Every service of this process, from its opening to its stop. */
export function runtimesHere(): ReadonlySet<ServiceRuntime> {
  return here;
}

/** One running service. */
export class ServiceRuntime {
  private followers: Followers | undefined;
  private worker: WorkWorker | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private subscriptions: Subscription[] = [];
  private ready = false;
  private stopping = false;
  private unwatch: () => void = () => {};

  private constructor(
    readonly definition: ServiceDefinition,
    readonly parts: Parts<Record<string, unknown>>,
    private readonly wiring: Wiring,
    private readonly handler: CommandHandler | undefined,
  ) {}

  /** Reads the configuration and opens the connections. @throws ConfigError, or whatever keeps a connection from opening */
  static async open(definition: ServiceDefinition, environment: Environment): Promise<ServiceRuntime> {
    const { name, context } = definition;
    const config = {
      ...readConfig(name, ServiceConfig, environment),
      ...readConfig(name, definition.config, environment),
    };
    const log = createLog(name, config.log_level);
    const nc = await connectNats(name, config);
    const { pool, dataSource } = await openDatabase({
      url: config.postgres_url,
      schema: schemaOf(name),
      connections: config.postgres_connections,
      migrations: definition.migrations,
      ...(definition.entities && { entities: definition.entities }),
      onError: (error) => log.warn({ err: error }, 'a connection to PostgreSQL broke'),
    });
    const ledger = await Ledger.open(nc);
    const positions = new Positions();
    const view = new LocalView(pool, positions, ROWS);
    const vault = definition.vault ? await openVault(config, nc) : undefined;
    const send = async (to: string, command: CommandEnvelope) =>
      to === context && handler ? await handler.handle(command) : await sendCommand(nc, to, command);
    const command = async (wish: Wish) => await send(wish.kind.context, envelope(wish, `service:${name}`));
    const parts: Parts<Record<string, unknown>> = {
      config,
      log,
      nc,
      pool,
      dataSource,
      ledger,
      positions,
      view,
      command,
      send,
      get vault() {
        if (vault === undefined)
          throw new Error(`the service ${name} seals secrets: its definition must say vault: true`);
        return vault;
      },
    };
    const wiring = definition.wire(parts);
    const handler = wiring.owned?.length
      ? new CommandHandler({
          context,
          ledger,
          aggregates: new Aggregates(ledger),
          view,
          owned: wiring.owned,
          seal: ({ owner, purpose, value }) => parts.vault.seal(owner, purpose, JSON.stringify(value)),
          now: () => new Date(),
          report: (error, { kind, verb, id, correlation_id }) =>
            log.error({ err: error, kind, verb, command_id: id, correlation_id }, 'a command could not be decided'),
          onReply: ({ kind, verb }, { outcome }, seconds) =>
            commandSeconds.observe({ service: name, kind, verb, outcome }, seconds),
        })
      : undefined;
    const runtime = new ServiceRuntime(definition, parts, wiring, handler);
    here.add(runtime);
    return runtime;
  }

  /** Follows, works, and takes commands, in this order. */
  async start(): Promise<void> {
    const { parts, wiring, definition, handler } = this;
    const { pool, ledger, positions, log, nc } = parts;
    await ensureLedger(nc, parts.config.ledger_replicas);
    const report = (level: 'warn' | 'error', message: string) => log[level](message);
    this.followers = new Followers({ pool, ledger, positions, projections: this.projections(), report });
    await this.followers.start();
    const handlers = this.handlers();
    if (handlers.size > 0) {
      this.worker = new WorkWorker({
        pool,
        handlers,
        onParked: (item, error) => this.parked(item, error),
        onEvent: (event) => this.logWork(event),
      });
      void this.workOnceCaughtUp(this.worker, (await ledger.state()).last);
    }
    for (const { kind, resyncEvery } of wiring.reconcilers ?? []) {
      if (resyncEvery !== undefined) this.every(resyncEvery, () => this.resync(kind.name));
    }
    const asks = {
      ...standardAsks({
        pool,
        followers: this.followers,
        worked: handlers.size > 0,
        resync: (kind) => this.resync(kind),
      }),
      ...wiring.asks,
    };
    if (handler) this.subscriptions.push(handler.serve(nc));
    this.subscriptions.push(...serveAsks(nc, definition.context, asks, log));
    for (const seed of wiring.seeds ?? []) await this.seed(seed);
    await wiring.started?.();
    this.unwatch = watch({
      service: definition.name,
      followers: () => this.projectionStates(),
      backlog: async () => (handlers.size > 0 ? await workBacklog(pool) : []),
      ledger: () => ledger.state(),
    });
    this.ready = true;
    log.info('ready');
  }

  /** Takes no more commands, lets running work end, and closes. */
  async stop(): Promise<void> {
    const { pool, nc, dataSource, log } = this.parts;
    this.ready = false;
    this.stopping = true;
    this.unwatch();
    for (const timer of this.timers) clearInterval(timer);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    await this.wiring.stopped?.();
    await this.worker?.stop();
    await this.followers?.close();
    await nc.close();
    await (dataSource.isInitialized ? dataSource.destroy() : pool.end());
    here.delete(this);
    log.info('stopped');
  }

  /** Why the service cannot serve, or nothing. */
  async notReady(): Promise<string | undefined> {
    const late = pause(READY_WITHIN_MS, `NATS or PostgreSQL has not answered within ${READY_WITHIN_MS / 1000} s`, {
      ref: false,
    });
    return await Promise.race([this.reasonNotReady(), late]);
  }

  private async reasonNotReady(): Promise<string | undefined> {
    if (!this.ready) return 'it is starting or stopping';
    if (this.parts.nc.isClosed()) return 'NATS is away';
    try {
      await Promise.all([this.parts.pool.query('SELECT 1'), this.parts.nc.flush()]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const stopped = (await this.projectionStates()).filter(({ status }) => status === 'stopped');
    return stopped.length > 0 ? `stopped: ${stopped.map(({ name }) => name).join(', ')}` : undefined;
  }

  async projectionStates() {
    return (await this.followers?.state()) ?? [];
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

  private projections(): Projection[] {
    const { owned = [], reconcilers = [], processes = [], triggers = [], projections = [] } = this.wiring;
    const own = owned.map(({ decider }) => decider.kind.name);
    const kinds = [...new Set([...own, ...own.flatMap(neighboursOf), ...(this.definition.knows ?? [])])];
    if (kinds.length === 0) return [...projections];
    const raising = [wantsReconciling(reconcilers), ...processes.map(({ trigger }) => trigger), ...triggers];
    return [resourceRows({ name: ROWS, kinds, triggers: raising }), ...projections];
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
  private async workOnceCaughtUp(worker: WorkWorker, position: number): Promise<void> {
    const { log, view } = this.parts;
    while (!(await view.passed(position, CATCH_UP_REPORT_MS)) && !this.stopping) {
      log.warn({ position }, 'work waits until the rows have caught up with the ledger');
    }
    if (!this.stopping) await worker.start();
  }

  /** A reconciler's key parks: its resource says so too, also when the cause was a fault of ours. */
  private async parked({ kind, id }: WorkItem, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    this.parts.log.error({ kind, id, reason }, 'work is parked: replay or drop it when the cause is mended');
    const reconciler = this.wiring.reconcilers?.find((candidate) => candidate.kind.name === kind);
    if (reconciler) await reportFault(reconciler, id, reason, this.parts);
  }

  private async seed(wish: Wish): Promise<void> {
    const reply = await this.parts.command(wish);
    if (reply.outcome === 'accepted' || reply.outcome === 'rejected') return;
    throw new Error(
      `${this.definition.name} could not make its ${wish.kind.name} ${wish.resource_id}: ${reply.outcome}`,
    );
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
      workSettled.inc({ service: this.definition.name, kind: event.item.kind, outcome: event.outcome.type });
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
        },
        'work failed and is tried again',
      );
    }
  }
}

const CATCH_UP_REPORT_MS = 10_000;

/** The follower that keeps a service's own rows. */
export const ROWS = 'rows';

export function schemaOf(service: string): string {
  return service.replaceAll('-', '_');
}
