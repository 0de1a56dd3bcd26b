import { appendFile } from 'node:fs/promises';
import { Outcome } from '@freehold/rpc/agent';
import { Daemon } from './daemons/daemon.js';
import type { Confined } from './files/confined.js';
import type { Change, Check, Desired, DesiredState, Difference, Key, Result, Role } from './role.js';

const OURS = { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const DIRECTORY = 'srv/files';

/**
 * The second implementation of the role's contract: a file for every webroot, and `sleep` for a server. A webroot of the shard
 * `poison` is refused; one of the shard `hold` is never answered, as if the agent were slow, once it has been written. Each batch
 * leaves a line in `var/log/batches`: how many changes it had.
 */
export class FileRole implements Role {
  readonly name = 'web';
  readonly kinds = ['webroot'] as const;
  private readonly daemon: Daemon;
  private readonly refused = new Set<string>();

  constructor(private readonly root: Confined) {
    this.daemon = new Daemon({
      name: 'sleep',
      program: '/bin/sleep',
      args: ['3600'],
      root,
      pidFile: 'run/sleep.pid',
      logFile: 'var/log/sleep.log',
      ready: async () => true,
    });
  }

  async start(desired: DesiredState): Promise<void> {
    for (const wanted of desired.list()) await this.make(wanted);
    for (const orphan of await this.orphans(desired)) await this.root.remove(`${DIRECTORY}/${orphan}`);
    await this.daemon.ensure();
  }

  async apply(changes: readonly Change[]): Promise<readonly Result[]> {
    await this.root.directory('var/log', { ...OURS, mode: 0o755 });
    await appendFile(this.root.absolute('var/log/batches'), `${changes.length}\n`);
    const results: Result[] = [];
    for (const { key, wanted } of changes)
      results.push(wanted ? await this.applyOne(wanted) : await this.removeOne(key));
    return results;
  }

  async inspect(desired: DesiredState): Promise<readonly Difference[]> {
    const differences: Difference[] = [];
    for (const wanted of desired.list()) {
      const { kind, id } = wanted;
      const key = { kind, id };
      if (this.refused.has(id)) differences.push({ key, what: 'refused: poison', safe: false, repair: async () => {} });
      else if ((await this.contentOf(id)) !== contentFor(wanted)) {
        differences.push({
          key,
          what: 'the file differs',
          safe: true,
          repair: async () => void (await this.make(wanted)),
        });
      }
    }
    for (const orphan of await this.orphans(desired)) {
      differences.push({ key: undefined, what: `${orphan} is nobody's`, safe: false, repair: async () => {} });
    }
    return differences;
  }

  async settle(): Promise<void> {}

  async check(): Promise<readonly Check[]> {
    const ok = await this.daemon.running();
    return [{ name: 'sleep', ok, detail: ok ? '' : 'it does not run' }];
  }

  async revive(): Promise<void> {
    await this.daemon.ensure();
  }

  async stop(): Promise<void> {
    await this.daemon.stop('SIGTERM');
  }

  private async applyOne(wanted: Desired): Promise<Result> {
    const { kind, id } = wanted;
    const key = { kind, id };
    const changed = await this.make(wanted);
    if (this.refused.has(id)) return { key, outcome: Outcome.REFUSED, detail: 'poison' };
    if (shardOf(wanted) === 'hold') await new Promise(() => {});
    return { key, outcome: changed ? Outcome.APPLIED : Outcome.UNCHANGED, detail: '' };
  }

  private async removeOne(key: Key): Promise<Result> {
    const was = await this.contentOf(key.id);
    await this.root.remove(`${DIRECTORY}/${key.id}`);
    this.refused.delete(key.id);
    return { key, outcome: was === undefined ? Outcome.UNCHANGED : Outcome.APPLIED, detail: '' };
  }

  private async make(wanted: Desired): Promise<boolean> {
    if (shardOf(wanted) === 'poison') {
      this.refused.add(wanted.id);
      return false;
    }
    this.refused.delete(wanted.id);
    return this.root.write(`${DIRECTORY}/${wanted.id}`, contentFor(wanted), OURS);
  }

  private async contentOf(id: string): Promise<string | undefined> {
    return (await this.root.read(`${DIRECTORY}/${id}`))?.content.toString();
  }

  private async orphans(desired: DesiredState): Promise<string[]> {
    const ids = new Set(desired.list().map(({ id }) => id));
    return (await this.root.list(DIRECTORY)).filter((name) => !ids.has(name));
  }
}

function shardOf(wanted: Desired): string {
  return wanted.kind === 'webroot' ? wanted.spec.shard : '';
}

function contentFor(wanted: Desired): string {
  return `${wanted.generation} ${shardOf(wanted)}\n`;
}
