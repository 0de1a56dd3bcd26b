import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { run } from '../daemons/run.js';
import type { Check } from '../role.js';
import { ConfigFolder } from './config-folder.js';
import { type Layout, PRIVATE, PRIVATE_DIRECTORY, PUBLIC_DIRECTORY, SOCKETS } from './layout.js';
import { PhpMasters } from './php-masters.js';
import { fpmConfig, fpmSettings, poolsOf } from './pool-template.js';

export interface PhpFpmOptions {
  readonly layout: Layout;
  readonly version: string;
  readonly program: string;
  readonly log: Logger;
}

/**
 * PHP-FPM of one version.
 *
 * FPM's own reload (SIGUSR2) lets every site wait until the slowest request of any of them has ended, and then ends that. So a
 * master is never reloaded: a successor starts beside it on the new configuration, with sockets of its own, and once it answers,
 * nginx is led to it. The old one ends when nobody is connected to it any more. A configuration with which FPM does not start
 * changes nothing.
 */
export class PhpFpm {
  readonly pools: ConfigFolder;
  /** What this PHP can be told. */
  directives: ReadonlySet<string> = new Set();
  private readonly masters: PhpMasters;
  /** The running one is to be succeeded, whatever the files say. */
  private isSuspect = false;

  constructor(private readonly options: PhpFpmOptions) {
    const { layout, program } = options;
    this.masters = new PhpMasters({ ...options, config: this.path('php-fpm.conf'), logFile: this.logFile() });
    this.pools = new ConfigFolder({
      root: layout.root,
      live: poolsOf(options.version),
      trial: this.path('trial'),
      file: PRIVATE,
      directory: PRIVATE_DIRECTORY,
      test: async () => {
        const args = ['-t', '-p', layout.absolute(SOCKETS), '-y', layout.absolute(this.path('trial.conf'))];
        const { code, stderr } = await run(program, args, { timeoutMs: 60_000 });
        return code === 0 ? undefined : withoutTimes(stderr);
      },
    });
  }

  /** Makes its files. @returns the webroots that have a pool */
  async open(): Promise<readonly string[]> {
    const { root, directoryReadByWeb } = this.options.layout;
    // Where a node has its machine to itself, others' files lie here too.
    await root.directory(this.path(), PUBLIC_DIRECTORY);
    await root.directory(SOCKETS, directoryReadByWeb);
    for (const [path, content] of this.files()) await root.write(path, content, PRIVATE);
    this.directives = await this.knownDirectives();
    await this.masters.open();
    return this.pools.open();
  }

  /** Files that are not of one webroot. */
  files(): ReadonlyMap<string, string> {
    const { layout } = this.options;
    return new Map([
      [this.path('php-fpm.conf'), fpmConfig(layout, this.logFile(), poolsOf(this.options.version))],
      [this.path('trial.conf'), fpmConfig(layout, this.logFile(), this.path('trial'))],
    ]);
  }

  /** Lets the next {@link serve} start a successor. */
  suspect(): void {
    this.isSuspect = true;
  }

  /**
   * Makes what runs be what the files say.
   * @returns whether it had to
   * @throws Error with FPM's words when it does not start; then the old one serves
   */
  async serve(): Promise<boolean> {
    const before = await this.masters.serving();
    const fingerprint = this.fingerprint();
    if (!this.isSuspect && before && (await before.running()) && (await before.fingerprint()) === fingerprint) {
      await this.masters.retireAllBut(before);
      return false;
    }
    await this.masters.retireAllBut(await this.masters.succeed(fingerprint));
    this.isSuspect = false;
    return true;
  }

  /** The webroots to whose pools the one that serves listens; undefined when none does. */
  async sockets(): Promise<ReadonlySet<string> | undefined> {
    const master = await this.masters.serving();
    if (!master || !(await master.running())) return undefined;
    const names = await this.options.layout.root.list(master.directory);
    return new Set(names.filter((name) => name.endsWith('.sock')).map((name) => name.slice(0, -'.sock'.length)));
  }

  /** Whether a master of this version answers. */
  async check(): Promise<Check> {
    const name = `php-fpm ${this.options.version}`;
    try {
      const master = await this.masters.serving();
      // Its processes answer for a while after it has died.
      const ok = master !== undefined && (await master.running()) && (await master.answers());
      return { name, ok, detail: ok ? `${this.pools.count()} pools` : 'it does not run' };
    } catch (error) {
      return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Starts a successor of a master that has died, or does not answer. */
  async revive(): Promise<boolean> {
    if (!(await (await this.masters.serving())?.isAlive())) this.isSuspect = true;
    return this.serve();
  }

  /** Ends what is left of pools that are gone. */
  endPools(ids: ReadonlySet<string>): Promise<void> {
    return this.masters.endPools(ids);
  }

  stop(): Promise<void> {
    return this.masters.stop();
  }

  private fingerprint(): string {
    const { layout, program } = this.options;
    const hash = createHash('sha256').update(this.pools.fingerprint());
    for (const text of [...this.files().values(), program, ...fpmSettings(layout)]) hash.update(text);
    return hash.digest('hex').slice(0, 32);
  }

  private async knownDirectives(): Promise<ReadonlySet<string>> {
    const { stdout } = await run(this.options.program, ['-i'], { timeoutMs: 30_000 });
    return new Set([...stdout.matchAll(/^([\w.-]+) => .* => .*$/gm)].map(([, name = '']) => name));
  }

  private path(name?: string): string {
    const directory = `etc/php/${this.options.version}`;
    return name === undefined ? directory : `${directory}/${name}`;
  }

  private logFile(): string {
    return `var/log/php-fpm-${this.options.version}.log`;
  }
}

/** FPM begins each line with the time. */
function withoutTimes(lines: string): string {
  return lines.replaceAll(/^\[[^\]]*\] /gm, '');
}
