import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { directoryOf, goneWithin, processesWhere } from '../daemons/processes.js';
import { type Layout, SOCKETS, socketsOf } from './layout.js';
import { PhpMaster } from './php-master.js';
import { LONGEST_REQUEST_SECONDS } from './pool-template.js';

export interface PhpMastersOptions {
  readonly layout: Layout;
  readonly version: string;
  readonly program: string;
  /** Relative to the root. */
  readonly config: string;
  readonly logFile: string;
  readonly log: Logger;
}

/** The masters of one version: the one to which a link leads nginx, and those that retire. */
export class PhpMasters {
  private readonly retiring = new Map<number, Promise<void>>();
  private isStopping = false;

  constructor(private readonly options: PhpMastersOptions) {}

  /** Ends masters whose directory is gone, as on a node that was wiped: they are found by where they run. */
  async open(): Promise<void> {
    this.isStopping = false;
    const known = await this.numbers();
    const prefix = `${this.options.layout.absolute('run/daemons')}/php-fpm-${this.options.version}-`;
    for (const { pid } of processesWhere((info) => info.pid === info.session)) {
      const number = numberIn(directoryOf(pid) ?? '', prefix);
      if (number !== undefined && !known.includes(number)) await this.master(number).end(5_000);
    }
  }

  /** The one that nginx is led to, whether it runs or not. */
  async serving(): Promise<PhpMaster | undefined> {
    const number = this.linked();
    return number !== undefined && (await this.numbers()).includes(number) ? this.master(number) : undefined;
  }

  /** Starts one beside those that are there, and leads nginx to it once it answers. @throws Error when it does not start */
  async succeed(fingerprint: string): Promise<PhpMaster> {
    // The lowest that is free: a socket's path may not grow.
    const taken = await this.numbers();
    const next = this.master(taken.findIndex((number, index) => number !== index + 1) + 1 || taken.length + 1);
    await next.start(fingerprint);
    // nginx finds the way at each connection, so a rename leads it from one to the next.
    const draft = `${this.link()}.${randomBytes(4).toString('hex')}`;
    symlinkSync(`${this.options.version}-${next.number}`, draft);
    renameSync(draft, this.link());
    return next;
  }

  /** Lets all others end, each once nobody is connected to it any more. Does not wait for them. */
  async retireAllBut({ number: kept }: PhpMaster): Promise<void> {
    for (const number of await this.numbers()) {
      if (number === kept || this.retiring.has(number)) continue;
      const retired = this.retire(this.master(number))
        .catch((error: unknown) => this.options.log.warn({ err: error, number }, 'a master of PHP-FPM has not ended'))
        .finally(() => this.retiring.delete(number));
      this.retiring.set(number, retired);
    }
  }

  /**
   * Ends what masters that serve no more have left of pools that are gone, and waits for it: their data may go then. Others' requests
   * run to their end: a master that is told to finish starts nothing anew.
   */
  async endPools(ids: ReadonlySet<string>): Promise<void> {
    const serving = this.linked();
    for (const number of await this.numbers()) {
      if (number === serving) continue;
      const master = this.master(number);
      await master.finish();
      const ended = (await master.processes()).filter(({ pid }) => ids.has(poolOf(pid) ?? ''));
      for (const { pid } of ended) send(pid, 'SIGKILL');
      for (const one of ended) await goneWithin(one, 5_000);
    }
  }

  /** Ends all; those that retire are given no more time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.retiring.values());
    await Promise.all((await this.numbers()).map((number) => this.master(number).end(5_000)));
    await this.options.layout.root.remove(socketsOf(this.options.version));
  }

  private async retire(master: PhpMaster): Promise<void> {
    // The processes of one that has died finish what they have begun; who waits for one that hangs waits in vain.
    const hangs = (await master.running()) && !(await master.isAlive());
    const deadline = Date.now() + (hangs ? 0 : LONGEST_REQUEST_SECONDS * 1_000);
    for (let wait = 20; Date.now() < deadline && !this.isStopping; wait = Math.min(wait * 2, 1_000)) {
      if (master.connections().all === 0) break;
      await pause(wait, undefined, { ref: false });
    }
    await master.end(this.isStopping || hangs ? 5_000 : 30_000);
  }

  private master(number: number): PhpMaster {
    return new PhpMaster({ ...this.options, number });
  }

  /** Of all masters that are there, the lowest first. */
  private async numbers(): Promise<readonly number[]> {
    const names = await this.options.layout.root.list(SOCKETS);
    const numbers = names.flatMap((name) => numberIn(name, `${this.options.version}-`) ?? []);
    return [...new Set([...numbers, ...this.retiring.keys()])].sort((a, b) => a - b);
  }

  private linked(): number | undefined {
    try {
      return numberIn(readlinkSync(this.link()), `${this.options.version}-`);
    } catch {
      return undefined; // There is none yet.
    }
  }

  private link(): string {
    return this.options.layout.absolute(socketsOf(this.options.version));
  }
}

/** Lets masters of versions end that the node has no more. */
export async function endOtherVersions({ root }: Layout, versions: ReadonlySet<string>): Promise<void> {
  const prefix = `${root.absolute('run/daemons')}/php-fpm-`;
  for (const { pid } of processesWhere((info) => info.pid === info.session)) {
    const directory = directoryOf(pid) ?? '';
    if (directory.startsWith(prefix) && !versions.has(versionIn(directory.slice(prefix.length)))) send(pid, 'SIGQUIT');
  }
  for (const name of await root.list(SOCKETS)) {
    if (!versions.has(versionIn(name))) await root.remove(`${SOCKETS}/${name}`);
  }
}

function versionIn(name: string): string {
  return name.split('-')[0] ?? '';
}

function numberIn(name: string, prefix: string): number | undefined {
  const number = name.slice(prefix.length);
  return name.startsWith(prefix) && /^\d{1,9}$/.test(number) ? Number(number) : undefined;
}

/** Which pool a process of FPM serves: it says so in its title. */
function poolOf(pid: number): string | undefined {
  try {
    return /^php-fpm: pool ([\w.-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
