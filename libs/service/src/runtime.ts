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
import { wantsReconciling } from '@freehold/ledger/reconciler';
import type { Answering } from '@freehold/ledger/requests';
import { resourceRows } from '@freehold/ledger/resource-rows';
import type { Pool } from 'pg';
import { serveAsks, standardAsks } from './asks.js';
import { type Environment, readConfig, ServiceConfig } from './config.js';
import type { Parts, ServiceDefinition, Wiring } from './definition.js';
import { Erasures1700000000003 } from './erasure.js';
import { Erasures } from './erasures.js';
import { createLog } from './log.js';
import { commandSeconds, watch } from './metrics.js';
import { connectNats } from './nats.js';
import { openDatabase } from './postgres.js';
import { opened, sealed } from './sealed.js';
import { ServiceWork } from './service-work.js';
import { openShredder, openVault } from './vault.js';

/** A server that hangs must not make those hang who ask whether it is there. */
const READY_WITHIN_MS = 3_000;

/** A stop waits no longer for the answers to what was asked before it. */
const ANSWERED_WITHIN_MS = 5_000;

const here = new Set<ServiceRuntime>();

/** Every service of this process, from its opening to its stop. */
export function runtimesHere(): ReadonlySet<ServiceRuntime> {
  return here;
}

/** One running service. */
export class ServiceRuntime {
  private followers: Followers | undefined;
  private readonly work: ServiceWork;
  private answering: Answering[] = [];
  private ready = false;
  private unwatch: () => void = () => {};

  private constructor(
    readonly definition: ServiceDefinition,
    readonly parts: Parts<Record<string, unknown>>,
    private readonly wiring: Wiring,
    private readonly handler: CommandHandler | undefined,
    private readonly following: Pool,
    private readonly reading: Pool | undefined,
    private readonly erasures: Erasures | undefined,
  ) {
    this.work = new ServiceWork(definition.name, parts, wiring);
  }

  /** Reads the configuration and opens the connections. @throws ConfigError, or whatever keeps a connection from opening */
  static async open(definition: ServiceDefinition, environment: Environment): Promise<ServiceRuntime> {
    const { name, context } = definition;
    const config = {
      ...readConfig(name, ServiceConfig, environment),
      ...readConfig(name, definition.config, environment),
    };
    const log = createLog(name, config.log_level);
    const nc = await connectNats(name, config);
    const { pool, dataSource, following, reading } = await openDatabase({
      url: config.postgres_url,
      schema: schemaOf(name),
      connections: config.postgres_connections,
      migrations: [...definition.migrations, ...(definition.vault || definition.shreds ? [Erasures1700000000003] : [])],
      ...(definition.entities && { entities: definition.entities }),
      ...(definition.reader && { reader: definition.reader }),
      onError: (error) => log.warn({ err: error }, 'a connection to PostgreSQL broke'),
    });
    const ledger = await Ledger.open(nc);
    const positions = new Positions();
    const view = new LocalView(pool, positions, ROWS);
    const vault = definition.vault ? await openVault(config, nc) : undefined;
    const shredder = vault ?? (definition.shreds ? await openShredder(config, nc) : undefined);
    const send = async (to: string, command: CommandEnvelope) =>
      to === context && handler ? await handler.handle(command) : await sendCommand(nc, to, command);
    const command = async (wish: Wish) => await send(wish.kind.context, envelope(wish, `service:${name}`));
    const parts: Parts<Record<string, unknown>> = {
      config,
      log,
      nc,
      pool,
      get reading() {
        if (reading === undefined) throw new Error(`the service ${name} has no reader: its definition must name one`);
        return reading;
      },
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
      async shred(owner) {
        if (shredder === undefined) throw new Error(`the service ${name} destroys keys: its definition must say so`);
        return await shredder.destroy(owner);
      },
    };
    const wired = definition.wire(parts);
    const { wiring, erasures } = shredder ? Erasures.of(wired, parts) : { wiring: wired };
    const handler = wiring.owned?.length
      ? new CommandHandler({
          context,
          ledger,
          aggregates: new Aggregates(ledger),
          view,
          owned: wiring.owned,
          seal: (field) => sealed(parts.vault, field),
          open: (field) => opened(parts.vault, field),
          now: () => new Date(),
          format: config.ledger_format,
          report: (error, { kind, verb, id, correlation_id }) =>
            log.error({ err: error, kind, verb, command_id: id, correlation_id }, 'a command could not be decided'),
          onReply: ({ kind, verb }, { outcome }, seconds) =>
            commandSeconds.observe({ service: name, kind, verb, outcome }, seconds),
        })
      : undefined;
    const runtime = new ServiceRuntime(definition, parts, wiring, handler, following, reading, erasures);
    here.add(runtime);
    return runtime;
  }

  /** Follows, works, and takes commands, in this order. */
  async start(): Promise<void> {
    const { parts, wiring, definition, handler } = this;
    const { pool, ledger, positions, log, nc } = parts;
    const { following } = this;
    await ensureLedger(nc, parts.config.ledger_replicas);
    const report = (level: 'warn' | 'error', message: string) => log[level](message);
    this.followers = new Followers({ pool: following, ledger, positions, projections: this.projections(), report });
    await this.followers.start();
    const { last } = await ledger.state();
    this.work.start(last);
    void this.erasures?.apply(last);
    const asks = { ...standardAsks({ pool, followers: this.followers, work: this.work }), ...wiring.asks };
    if (handler) this.answering.push(handler.serve(nc));
    this.answering.push(...serveAsks(nc, definition.context, asks, log));
    await nc.flush(); // NATS knows by its answer that there is somebody to ask
    for (const seed of wiring.seeds ?? []) await this.seed(seed);
    await wiring.started?.();
    this.unwatch = watch({
      service: definition.name,
      followers: () => this.projectionStates(),
      backlog: () => this.work.backlog(),
      ledger: () => ledger.state(),
    });
    this.ready = true;
    log.info('ready');
  }

  /** Takes no more commands, answers those that it has taken, lets running work end, and closes. */
  async stop(): Promise<void> {
    const { pool, nc, dataSource, log } = this.parts;
    this.ready = false;
    this.unwatch();
    await this.drained();
    this.erasures?.stop();
    await this.wiring.stopped?.();
    await this.work.stop();
    await this.wiring.idle?.();
    await this.followers?.close();
    await this.following.end();
    await this.reading?.end();
    await nc.close();
    await (dataSource.isInitialized ? dataSource.destroy() : pool.end());
    here.delete(this);
    log.info('stopped');
  }

  /** What is not answered by then has a part that hangs: its sender asks another replica, which knows a repeated command. */
  private async drained(): Promise<void> {
    const late = pause(ANSWERED_WITHIN_MS, true, { ref: false });
    const answered = this.answered().catch(() => undefined); // NATS is away, and with it whoever asked
    if ((await Promise.race([late, answered])) === true)
      this.parts.log.warn(`stopped before all requests were answered, after ${ANSWERED_WITHIN_MS / 1000} s`);
  }

  private async answered(): Promise<void> {
    const { nc } = this.parts;
    await Promise.all(this.answering.map((answering) => answering.drain()));
    if (!nc.isClosed()) await nc.flush(); // the answers have left with it
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
    if (stopped.length > 0) return `stopped: ${stopped.map(({ name }) => name).join(', ')}`;
    return this.wiring.notReady?.();
  }

  async projectionStates() {
    return (await this.followers?.state()) ?? [];
  }

  /** Raises every resource of a kind, so that its backend is looked at again. @returns how many */
  async resync(kind: string): Promise<number> {
    return await this.work.resync(kind);
  }

  private projections(): Projection[] {
    const { owned = [], reconcilers = [], processes = [], triggers = [], projections = [] } = this.wiring;
    const own = owned.map(({ decider }) => decider.kind.name);
    const kinds = [...new Set([...own, ...own.flatMap(neighboursOf), ...(this.definition.knows ?? [])])];
    if (kinds.length === 0) return [...projections];
    const raising = [wantsReconciling(reconcilers), ...processes.map(({ trigger }) => trigger), ...triggers];
    return [resourceRows({ name: ROWS, kinds, triggers: raising }), ...projections];
  }

  private async seed(wish: Wish): Promise<void> {
    const reply = await this.parts.command(wish);
    if (reply.outcome === 'accepted' || reply.outcome === 'rejected') return;
    throw new Error(
      `${this.definition.name} could not make its ${wish.kind.name} ${wish.resource_id}: ${reply.outcome}`,
    );
  }
}

/** The follower that keeps a service's own rows. */
export const ROWS = 'rows';

export function schemaOf(service: string): string {
  return service.replaceAll('-', '_');
}
