import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { run } from '../daemons/run.js';
import type { Check } from '../role.js';
import { ConfigFolder } from './config-folder.js';
import { type Layout, PRIVATE, PRIVATE_DIRECTORY, socketsOf } from './layout.js';
import { PhpMaster } from './php-master.js';
import { fpmConfig, LONGEST_REQUEST_SECONDS, poolsOf } from './pool-template.js';

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
 * one rename of a link leads nginx to it. The old one ends when nobody is connected to it any more. A configuration with which FPM
 * does not start changes nothing.
 */
export class PhpFpm {
  readonly pools: ConfigFolder;
  /** What this PHP can be told. */
  directives: ReadonlySet<string> = new Set();
  private readonly retiring = new Map<number, Promise<void>>();
  private isStopping = false;
  /** The running one is to be succeeded, whatever the files say. */
  private isSuspect = false;

  constructor(private readonly options: PhpFpmOptions) {
    const { layout, version, program } = options;
    this.pools = new ConfigFolder({
      root: layout.root,
      live: poolsOf(version),
      trial: this.path('trial'),
      file: PRIVATE,
      directory: PRIVATE_DIRECTORY,
      test: async () => {
        const args = ['-t', '-p', layout.absolute('run/fpm'), '-y', layout.absolute(this.path('trial.conf'))];
        const { code, stderr } = await run(program, args, { timeoutMs: 60_000 });
        return code === 0 ? undefined : withoutTimes(stderr);
      },
    });
  }

  /** Makes its files. @returns the webroots that have a pool */
  async open(): Promise<readonly string[]> {
    const { root, directoryReadByWeb } = this.options.layout;
    await root.directory('etc/php', PRIVATE_DIRECTORY);
    await root.directory(this.path(), PRIVATE_DIRECTORY);
    await root.directory('run/fpm', directoryReadByWeb);
    for (const [path, content] of this.files()) await root.write(path, content, PRIVATE);
    this.directives = await this.knownDirectives();
    this.isStopping = false;
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
    const before = await this.serving();
    const fingerprint = this.fingerprint();
    if (!this.isSuspect && before && (await before.running()) && (await before.fingerprint()) === fingerprint) {
      await this.retireAllBut(before);
      return false;
    }
    const next = this.master(Math.max(0, ...(await this.numbers())) + 1);
    await next.start(fingerprint);
    this.pointTo(next);
    this.isSuspect = false;
    await this.retireAllBut(next);
    return true;
  }

  /** The one that nginx is led to, whether it runs or not. */
  async serving(): Promise<PhpMaster | undefined> {
    const number = this.linked();
    return number !== undefined && (await this.numbers()).includes(number) ? this.master(number) : undefined;
  }

  /** The webroots to whose pools the one that serves listens; undefined when none does. */
  async sockets(): Promise<ReadonlySet<string> | undefined> {
    const master = await this.serving();
    if (!master || !(await master.running())) return undefined;
    const names = await this.options.layout.root.list(master.directory);
    return new Set(names.filter((name) => name.endsWith('.sock')).map((name) => name.slice(0, -'.sock'.length)));
  }

  /** Whether a master of this version answers. */
  async check(): Promise<Check> {
    const name = `php-fpm ${this.options.version}`;
    try {
      const master = await this.serving();
      const ok = master !== undefined && (await master.answers());
      return { name, ok, detail: ok ? `${this.pools.count()} pools` : 'it does not run' };
    } catch (error) {
      return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Starts a successor of a master that has died, or does not answer. */
  async revive(): Promise<boolean> {
    if (!(await this.check()).ok) this.isSuspect = true;
    return this.serve();
  }

  /**
   * Ends what masters that serve no more have left of pools that are gone. Others' requests run to their end: a master that is told
   * to finish starts nothing anew.
   */
  async endPools(ids: ReadonlySet<string>): Promise<void> {
    const serving = this.linked();
    for (const number of await this.numbers()) {
      if (number === serving) continue;
      const master = this.master(number);
      await master.finish();
      for (const { pid } of await master.processes()) {
        const pool = poolOf(pid);
        if (pool !== undefined && ids.has(pool)) kill(pid);
      }
    }
  }

  /** Those that retire are given no more time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.retiring.values());
    for (const number of await this.numbers()) await this.master(number).end(5_000);
    await this.options.layout.root.remove(socketsOf(this.options.version));
  }

  private async retireAllBut({ number: kept }: PhpMaster): Promise<void> {
    for (const number of await this.numbers()) {
      if (number === kept || this.retiring.has(number)) continue;
      this.retiring.set(
        number,
        this.retire(this.master(number))
          .catch((error: unknown) => this.options.log.warn({ err: error, number }, 'A master of PHP-FPM has not ended'))
          .finally(() => this.retiring.delete(number)),
      );
    }
  }

  private async retire(master: PhpMaster): Promise<void> {
    const deadline = Date.now() + LONGEST_REQUEST_SECONDS * 1_000;
    for (
      let wait = 20;
      master.connections().all > 0 && Date.now() < deadline && !this.isStopping;
      wait = Math.min(wait * 2, 1_000)
    )
      await pause(wait, undefined, { ref: false });
    await master.end(this.isStopping ? 5_000 : 30_000);
  }

  private master(number: number): PhpMaster {
    const { layout, version, program } = this.options;
    const config = this.path('php-fpm.conf');
    return new PhpMaster({ layout, version, number, program, config, logFile: this.logFile() });
  }

  /** Of all masters that are there, the oldest first. */
  private async numbers(): Promise<readonly number[]> {
    const prefix = `${this.options.version}-`;
    const names = await this.options.layout.root.list('run/fpm');
    return names
      .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
      .map((name) => Number(name.slice(prefix.length)))
      .sort((a, b) => a - b);
  }

  private linked(): number | undefined {
    try {
      const [, number] = /-(\d+)$/.exec(readlinkSync(this.link())) ?? [];
      return number === undefined ? undefined : Number(number);
    } catch {
      return undefined;
    }
  }

  /** nginx finds the way at each connection, so it is led to the successor from one to the next. */
  private pointTo({ number }: PhpMaster): void {
    const draft = `${this.link()}.${randomBytes(4).toString('hex')}`;
    symlinkSync(`${this.options.version}-${number}`, draft);
    renameSync(draft, this.link());
  }

  private link(): string {
    return this.options.layout.absolute(socketsOf(this.options.version));
  }

  private fingerprint(): string {
    const hash = createHash('sha256').update(this.pools.fingerprint());
    for (const [, content] of this.files()) hash.update(content);
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

/** Which pool a process of FPM serves: it says so in its title. */
function poolOf(pid: number): string | undefined {
  try {
    return /^php-fpm: pool ([\w.-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
