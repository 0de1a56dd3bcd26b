import type { Logger } from 'pino';
import type { Difference, Key } from '../role.js';
import type { Haproxy } from './haproxy.js';
import { LeavingServers } from './leaving-servers.js';
import { RuntimeMap } from './runtime-map.js';
import { runningServers, type ServerStep, serverSteps } from './runtime-servers.js';
import { patiently, RuntimeRefused } from './runtime-socket.js';
import type { Delta, Server, Serving } from './serving.js';

/** More names than these that differ are one difference: they are put right in one stroke. */
const MOST_NAMES = 20;
/** A server that is added is looked at every second. */
const ANSWER_MS = 3_000;

type Entries = Awaited<ReturnType<RuntimeMap['entries']>>;

/** What a running HAProxy serves: changed without a reload, and compared with what is wanted. */
export class Running {
  private readonly map: RuntimeMap;
  private readonly leaving: LeavingServers;

  constructor(
    private readonly haproxy: Haproxy,
    private readonly log: Logger,
  ) {
    this.map = new RuntimeMap(haproxy.socket, haproxy.mapPath);
    this.leaving = new LeavingServers(haproxy.socket, log);
  }

  /**
   * Brings what has changed of what it is known to serve; backends that come or go are not among it.
   * @throws RuntimeRefused when it does not take a change: a reload makes it so
   */
  async change(delta: Delta, after: Serving): Promise<void> {
    for (const backend of delta.backends) {
      const running = await runningServers(this.haproxy.socket, backend);
      await this.makeSo(backend, this.steps(backend, after.backends.get(backend) ?? [], running.get(backend) ?? []));
    }
    await this.map.change(delta, after.routes);
  }

  private async makeSo(backend: string, steps: readonly ServerStep[]): Promise<void> {
    const [additions, others] = [steps.filter(({ by }) => by === 'add'), steps.filter(({ by }) => by !== 'add')];
    for (const step of additions) await this.take(step);
    if (additions.length > 0) await this.answered(backend, additions);
    for (const step of others) await this.take(step);
  }

  /** Waits until servers that were added are healthy, so that others may go: for a bounded time, as they may never be. */
  private async answered(backend: string, additions: readonly ServerStep[]): Promise<void> {
    const added = new Set(additions.map(({ server }) => server));
    const look = async () => {
      const servers = (await runningServers(this.haproxy.socket, backend)).get(backend) ?? [];
      if (servers.some(({ name, up }) => added.has(name) && !up)) throw new Error('it has not answered yet');
    };
    await patiently(look, ANSWER_MS).catch(() =>
      this.log.warn({ backend }, 'new servers do not answer their health check'),
    );
  }

  /** How it differs from what is wanted. A repair that takes a reload says so by `reloadDue`, and does nothing. */
  async differences(wanted: Serving, reloadDue: () => void): Promise<readonly Difference[]> {
    const description = (await this.haproxy.info()).get('description');
    if (description !== this.haproxy.fingerprint(wanted)) {
      const what = 'HAProxy runs with another configuration';
      return [{ key: undefined, what, safe: true, repair: async () => reloadDue() }];
    }
    const running = await runningServers(this.haproxy.socket);
    const servers = [...wanted.backends].flatMap(([backend, servers]) =>
      this.steps(backend, servers, running.get(backend) ?? []).map((step) => ({
        key: { kind: 'backend', id: backend } satisfies Key,
        what: step.what,
        safe: true,
        repair: async () => (step.by === 'reload' ? reloadDue() : await this.take(step)),
      })),
    );
    return [...servers, ...(await this.nameDifferences(wanted.routes))];
  }

  /** The process has been replaced or has ended: nothing is on its way out any more. */
  forget(): void {
    this.leaving.stop();
  }

  private steps(backend: string, servers: readonly Server[], running: Parameters<typeof serverSteps>[2]): ServerStep[] {
    return serverSteps(backend, servers, running, this.leaving.of(backend));
  }

  private async take({ backend, server, what, commands, by }: ServerStep): Promise<void> {
    if (by !== 'leave') this.leaving.cancel(backend, server);
    // What takes its place at a reload is in the files.
    if (by === 'reload') throw new RuntimeRefused(what);
    for (const command of commands) await this.haproxy.socket.ask(command);
    if (by === 'leave') this.leaving.add(backend, server);
  }

  private async nameDifferences(wanted: Serving['routes']): Promise<readonly Difference[]> {
    const running = await this.map.entries();
    const wrong = new Map<string, string>();
    for (const [host, backend] of wanted) {
      const values = running.get(host) ?? [];
      if (values.length === 1 && values[0] === backend) continue;
      wrong.set(host, values.length === 0 ? 'is missing' : `leads to ${values.join(' and ')}`);
    }
    for (const host of running.keys()) if (!wanted.has(host)) wrong.set(host, 'is not wanted');
    if (wrong.size > MOST_NAMES) {
      const what = `${wrong.size} names differ in the running HAProxy`;
      return [{ key: undefined, what, safe: true, repair: () => this.map.replace(wanted) }];
    }
    return [...wrong].map(([host, what]) => ({
      key: { kind: 'route', id: host },
      what: `in the running HAProxy the name ${what}`,
      safe: true,
      repair: () => this.mend(host, wanted, running),
    }));
  }

  private async mend(host: string, wanted: Serving['routes'], running: Entries): Promise<void> {
    const backend = wanted.get(host);
    if (backend === undefined) return await this.map.remove(host);
    // Of two entries, one can only be removed with the other: no moment without the name.
    if ((running.get(host)?.length ?? 0) > 1) return await this.map.replace(wanted);
    await this.map.set(host, backend);
  }
}
