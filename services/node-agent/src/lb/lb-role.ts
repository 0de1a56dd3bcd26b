import { Outcome } from '@freehold/rpc/agent';
import type { Change, Check, DesiredState, Difference, Result, Role } from '../role.js';
import { Haproxy, type LbOptions } from './haproxy.js';
import { Running } from './running.js';
import { RuntimeRefused } from './runtime-socket.js';
import { type Delta, refusal, type Serving, sameServers, serversOf, servingOf, takeChanges } from './serving.js';

/** Of backends or names in a sentence. */
const MOST_TOLD = 3;

/**
 * A load balancer: HAProxy, which leads each host name to a web node of the backend that its route names. Names, and servers
 * within a backend, change in the running process; a backend that comes or goes takes a reload, which no visitor notices. The
 * files always say the same, and are written first: whenever HAProxy starts, it serves what is desired.
 *
 * After a reload a visitor's open connection gets one more answer from the former configuration, and is closed with it; one that
 * stays idle ends within ten seconds.
 */
export class LbRole implements Role {
  readonly name = 'lb';
  readonly kinds = ['backend', 'route'] as const;
  private readonly haproxy: Haproxy;
  private readonly running: Running;
  private serving: Serving = { backends: new Map(), routes: new Map() };
  private isReloadDue = false;
  /** A change has failed half way: what HAProxy serves has to be looked at. */
  private isUnsure = false;

  constructor(private readonly options: LbOptions) {
    this.haproxy = new Haproxy(options);
    this.running = new Running(this.haproxy, options.log);
  }

  async start(desired: DesiredState): Promise<void> {
    this.serving = await this.haproxy.onDisk();
    await this.serveAll(desired);
  }

  async apply(changes: readonly Change[], desired: DesiredState): Promise<readonly Result[]> {
    const results = changes.map((change) => resultOf(change, this.serving));
    if (this.isUnsure) await this.serveAll(desired);
    else if (results.some(({ outcome }) => outcome === Outcome.APPLIED) || !(await this.haproxy.running()))
      await this.serveChanged(changes);
    this.tellLost(changes);
    return results;
  }

  async inspect(desired: DesiredState): Promise<readonly Difference[]> {
    const wanted = servingOf(desired.list(), this.serving);
    const files = (await this.haproxy.changedFiles(wanted)).map((file) => ({
      key: undefined,
      what: `the file ${file.path} was changed`,
      safe: true,
      repair: () => this.haproxy.rewrite(file),
    }));
    // A process that has ended is no drift: `check` tells of it, `revive` starts it.
    if (!(await this.haproxy.running())) return files;
    return [...files, ...(await this.running.differences(wanted, () => this.reloadDue()))];
  }

  async settle(desired: DesiredState): Promise<void> {
    this.serving = servingOf(desired.list(), this.serving);
    if (this.isReloadDue) await this.reload(await this.haproxy.write(this.serving));
  }

  async check(): Promise<readonly Check[]> {
    try {
      const version = (await this.haproxy.info()).get('Version') ?? '';
      return [{ name: 'haproxy', ok: true, detail: `HAProxy ${version}, ${this.summary()}` }];
    } catch (error) {
      return [{ name: 'haproxy', ok: false, detail: error instanceof Error ? error.message : String(error) }];
    }
  }

  async revive(desired: DesiredState): Promise<void> {
    if (await this.haproxy.running()) return;
    this.running.forget();
    await this.serveAll(desired);
    this.options.log.warn('HAProxy had ended and was started again');
  }

  async stop(): Promise<void> {
    this.running.forget();
    await this.haproxy.stop();
  }

  private async serveAll(desired: DesiredState): Promise<void> {
    const wanted = servingOf(desired.list(), this.serving);
    await this.haproxy.write(wanted);
    if ((await this.haproxy.ensure()) === 'adopted') {
      for (const { repair } of await this.running.differences(wanted, () => this.reloadDue())) await repair();
      if (this.isReloadDue) await this.reload(this.haproxy.fingerprint(wanted));
    }
    this.serving = wanted;
    this.isUnsure = false;
  }

  private async serveChanged(changes: readonly Change[]): Promise<void> {
    this.isUnsure = true;
    const delta = takeChanges(this.serving, changes);
    if (delta.backends.size > 0) await this.haproxy.write(this.serving);
    else await this.haproxy.writeNames(this.serving);
    if (await this.haproxy.running()) await this.follow(delta);
    else await this.haproxy.ensure();
    this.isUnsure = false;
  }

  private async follow(delta: Delta): Promise<void> {
    const fingerprint = this.haproxy.fingerprint(this.serving);
    if (delta.backends.size > 0 && (await this.haproxy.info()).get('description') !== fingerprint)
      return await this.reload(fingerprint);
    try {
      await this.running.change(delta, this.serving);
    } catch (error) {
      if (!(error instanceof RuntimeRefused)) throw error;
      this.options.log.warn({ err: error }, 'HAProxy did not take a change while it runs, and is reloaded');
      await this.reload(fingerprint);
    }
  }

  private reloadDue(): void {
    this.isReloadDue = true;
  }

  private async reload(fingerprint: string): Promise<void> {
    await this.haproxy.reload(fingerprint);
    this.running.forget();
    this.isReloadDue = false;
  }

  /** A route may come before its backend. It is kept, and its name is answered 503 meanwhile. */
  private tellLost(changes: readonly Change[]): void {
    const lost = changes.filter(
      ({ wanted }) => wanted?.kind === 'route' && !this.serving.backends.has(wanted.spec.backend),
    );
    if (lost.length > 0)
      this.options.log.warn({ count: lost.length, name: lost[0]?.key.id }, 'names lead to a backend that is not here');
  }

  private summary(): string {
    const { backends, routes } = this.serving;
    const lost = [...routes].filter(([, backend]) => !backends.has(backend)).map(([host]) => host);
    const empty = [...backends].filter(([, servers]) => servers.every(({ drained }) => drained)).map(([name]) => name);
    return [
      `${backends.size} backends, ${routes.size} names`,
      ...(lost.length > 0 ? [`${lost.length} lead to a backend that is not here: ${some(lost)}`] : []),
      ...(empty.length > 0 ? [`no server in ${some(empty)}`] : []),
    ].join('; ');
  }
}

function resultOf({ key, wanted }: Change, before: Serving): Result {
  const why = wanted && refusal(wanted);
  if (why !== undefined) return { key, outcome: Outcome.REFUSED, detail: why };
  const isSame =
    key.kind === 'route'
      ? before.routes.get(key.id) === (wanted?.kind === 'route' ? wanted.spec.backend : undefined)
      : sameServers(before.backends.get(key.id), wanted?.kind === 'backend' ? serversOf(wanted) : undefined);
  return { key, outcome: isSame ? Outcome.UNCHANGED : Outcome.APPLIED, detail: '' };
}

function some(names: readonly string[]): string {
  const told = names.slice(0, MOST_TOLD).join(', ');
  return names.length > MOST_TOLD ? `${told} …` : told;
}
