import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Daemon } from '../daemons/daemon.js';
import { fastCgiGet } from './fastcgi.js';
import { type Layout, PRIVATE, SOCKETS } from './layout.js';
import { fpmSettings, OWN_SOCKET, PING } from './pool-template.js';

export interface PhpMasterOptions {
  readonly layout: Layout;
  readonly version: string;
  /** Of the masters of a version that are there. */
  readonly number: number;
  readonly program: string;
  /** Relative to the root. */
  readonly config: string;
  readonly logFile: string;
}

/** States of a connection in proc_net_unix(5). */
const WAITING = '02';
const ACCEPTED = '03';
const FINISH_MS = 2_000;
const PATIENCE_MS = 10_000;

/**
 * One master process of PHP-FPM, with a directory of its own for the sockets of its pools. It reads its configuration once: what
 * comes later is its successor's.
 *
 * It runs as root, alone of all that a node runs: it has to start each pool's processes as the tenant's user. It reads nothing but
 * files that only root can change, and the sockets where it listens are read by those processes, not by itself.
 */
export class PhpMaster {
  readonly directory: string;
  private readonly daemon: Daemon;

  constructor(private readonly options: PhpMasterOptions) {
    const { layout, version, number, program, config, logFile } = options;
    const name = `${version}-${number}`;
    this.directory = `${SOCKETS}/${name}`;
    this.daemon = new Daemon({
      name: `php-fpm-${name}`,
      program,
      args: ['-F', '-p', layout.absolute(this.directory), '-y', layout.absolute(config), ...fpmSettings(layout)],
      root: layout.root,
      pidFile: `${this.directory}/master.pid`,
      logFile,
      ready: () => this.answers(),
      readyWithinMs: 30_000,
    });
  }

  get number(): number {
    return this.options.number;
  }

  /** @throws Error with the end of its log when it does not start; nothing is left of it then */
  async start(fingerprint: string): Promise<void> {
    const { root, directoryReadByWeb } = this.options.layout;
    await root.directory(this.directory, directoryReadByWeb);
    try {
      await this.daemon.ensure();
      await root.write(this.fingerprintFile(), fingerprint, PRIVATE);
    } catch (error) {
      await this.end(1_000);
      throw error;
    }
  }

  /** Of the configuration that it runs on; undefined where that is not known. */
  async fingerprint(): Promise<string | undefined> {
    const file = await this.options.layout.root.read(this.fingerprintFile());
    return file && String(file.content);
  }

  running(): Promise<boolean> {
    return this.daemon.running();
  }

  processes() {
    return this.daemon.processes();
  }

  /** Whether one of its processes answers in time (milliseconds). @throws Error that says why none does */
  async answers(withinMs = 2_000): Promise<boolean> {
    const socket = this.options.layout.absolute(`${this.directory}/${OWN_SOCKET}`);
    return (await fastCgiGet(socket, PING, withinMs)).includes('pong');
  }

  /** Whether it is there and answers, although slowly: on a machine that is too busy, nobody is ended for that. */
  async isAlive(): Promise<boolean> {
    return (await this.running()) && (await this.answers(PATIENCE_MS).catch(() => false));
  }

  /** Requests that wait to be taken, and all that are not answered yet. */
  connections(): { readonly waiting: number; readonly all: number } {
    const below = `${this.options.layout.absolute(this.directory)}/`;
    const states = readFileSync('/proc/net/unix', 'latin1')
      .split('\n')
      .filter((line) => line.includes(below))
      .map((line) => line.trim().split(/ +/)[5]);
    const waiting = states.filter((state) => state === WAITING).length;
    return { waiting, all: waiting + states.filter((state) => state === ACCEPTED).length };
  }

  /** Lets it end once the requests that it has taken are answered; nobody may be led to it any more. */
  async finish(): Promise<void> {
    const deadline = Date.now() + FINISH_MS;
    while (this.connections().waiting > 0 && Date.now() < deadline) await pause(10);
    await this.daemon.signal('SIGQUIT');
  }

  /** No new requests; those that run are given the time (milliseconds). Then nothing is left of it. */
  async end(withinMs: number): Promise<void> {
    const { layout, version, number } = this.options;
    await this.daemon.stop('SIGQUIT', withinMs);
    await layout.root.remove(this.directory);
    await layout.root.remove(`run/daemons/php-fpm-${version}-${number}`);
  }

  private fingerprintFile(): string {
    return `${this.directory}/configuration`;
  }
}
