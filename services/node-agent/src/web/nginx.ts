import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Daemon } from '../daemons/daemon.js';
import { processInfo } from '../daemons/processes.js';
import { run } from '../daemons/run.js';
import type { Check } from '../role.js';
import { ConfigFolder } from './config-folder.js';
import { type Layout, type WebConfig } from './layout.js';
import { rotateLogs } from './log-rotation.js';
import { mimeTypes } from './mime-types.js';
import {
  ACCESS_LOG,
  ALIVE_PATH,
  ERROR_LOG,
  GENERATION,
  GENERATION_PATH,
  MIME_TYPES,
  nginxConfig,
  OPENED,
  SITES,
} from './nginx-config.js';

const TRIAL = 'etc/nginx/trial';
const TRIAL_CONFIG = 'etc/nginx/trial.conf';
const CONFIG = 'etc/nginx/nginx.conf';
const PID = 'run/nginx/nginx.pid';
const RELOAD_MS = 30_000;
const ASK_MS = 2_000;
/** On a machine that is too busy, a server that is slow is not ended for it. */
const PATIENCE_MS = 10_000;

/**
 * nginx of the node. It has no rights of its own: master and workers are its user, and read what that user may read.
 *
 * Its default server answers a _generation_: a fingerprint of the files that it was started on, and a number used once. So it is
 * known what is served, also by a later agent.
 */
export class Nginx {
  readonly sites: ConfigFolder;
  private readonly daemon: Daemon;
  private generation = '';
  /** It is to read its files again, whatever they say. */
  private isSuspect = false;

  constructor(
    private readonly layout: Layout,
    private readonly config: WebConfig,
  ) {
    const { root, web } = layout;
    this.daemon = new Daemon({
      name: 'nginx',
      program: config.nginx,
      args: this.args(CONFIG),
      root,
      pidFile: 'run/nginx/daemon.pid',
      account: web,
      logFile: 'var/log/nginx.log',
      // Not its health: while it waits for its address, whoever has that might be healthy too.
      ready: () => this.servesItsFiles(),
      readyWithinMs: 30_000,
    });
    this.sites = new ConfigFolder({
      root,
      live: SITES,
      trial: TRIAL,
      file: layout.readByWeb,
      directory: layout.directoryReadByWeb,
      test: async () => {
        const { code, stderr } = await run(config.nginx, ['-t', '-q', ...this.args(TRIAL_CONFIG)], {
          account: web,
          timeoutMs: 60_000,
        });
        return code === 0 ? undefined : stderr;
      },
    });
  }

  /** Makes its files. @returns the webroots that have a site */
  async open(): Promise<readonly string[]> {
    const { root, web, directoryReadByWeb } = this.layout;
    await root.directory('etc/nginx', directoryReadByWeb);
    for (const directory of ['run/nginx', 'var/lib/nginx']) await root.directory(directory, { mode: 0o700, ...web });
    await root.directory('var/log/nginx', { mode: 0o750, ...web });
    for (const [path, content] of this.files()) await root.write(path, content, this.layout.readByWeb);
    if (!(await root.stat(GENERATION))) await this.setGeneration('none');
    return this.sites.open();
  }

  /** Load balancers may send visitors from now on, also after a restart. */
  async admitVisitors(): Promise<void> {
    const { root, readByWeb, directoryReadByWeb } = this.layout;
    await root.directory(OPENED, directoryReadByWeb);
    await root.write(`${OPENED}/yes`, 'ok\n', readByWeb);
  }

  /** Files that are not of one webroot. */
  files(): ReadonlyMap<string, string> {
    return new Map([
      [MIME_TYPES, mimeTypes()],
      [CONFIG, nginxConfig(this.layout, this.config, SITES, PID)],
      [TRIAL_CONFIG, nginxConfig(this.layout, this.config, TRIAL, 'run/nginx/trial.pid')],
      ...(this.generation ? [[GENERATION, generationFile(this.generation)] as const] : []),
    ]);
  }

  /** Lets the next {@link serve} reload. */
  suspect(): void {
    this.isSuspect = true;
  }

  /**
   * Makes what runs be what the files say; resolves once every new request is answered so.
   * @returns whether it had to
   * @throws Error when nginx does not start or does not take its files over; what it served before is served still
   */
  async serve(): Promise<boolean> {
    const fingerprint = this.fingerprint();
    const isRunning = await this.daemon.running();
    const served = isRunning ? await this.servedGeneration() : undefined;
    if (!this.isSuspect && served?.startsWith(`${fingerprint}.`)) {
      await this.setGeneration(served);
      return false;
    }
    await this.setGeneration(`${fingerprint}.${randomBytes(8).toString('hex')}`);
    if (isRunning) await this.reload();
    else await this.daemon.ensure();
    this.isSuspect = false;
    return true;
  }

  /** Whether it serves what its files say, as far as can be told without reading them. */
  async servesItsFiles(): Promise<boolean> {
    return (await this.servedGeneration()) === this.generation;
  }

  running(): Promise<boolean> {
    return this.daemon.running();
  }

  async check(): Promise<Check> {
    if (rotateLogs(this.layout, [ACCESS_LOG, ERROR_LOG])) await this.daemon.signal('SIGUSR1');
    try {
      const ok = (await this.ask(ALIVE_PATH)) === 'ok' && (await this.daemon.running());
      return {
        name: 'nginx',
        ok,
        detail: ok ? `${this.sites.count()} sites` : 'another server answers at its address',
      };
    } catch (error) {
      return { name: 'nginx', ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Starts it when it has died, or does not answer although it is given time. @returns whether it had to */
  async revive(): Promise<boolean> {
    if (await this.daemon.running()) {
      const isAlive = await this.ask(ALIVE_PATH, PATIENCE_MS).catch(() => undefined);
      if (isAlive === undefined) await this.daemon.stop('SIGTERM', 5_000);
    }
    return this.serve();
  }

  /** Requests that run are given a moment. */
  async stop(): Promise<void> {
    await this.daemon.stop('SIGQUIT', 5_000);
  }

  /**
   * A worker that is told to leave accepts nothing more; it is told so only once new workers serve. So when all that were there
   * before are leaving, every new request finds the new files.
   */
  private async reload(): Promise<void> {
    const master = await this.daemon.pid();
    const before = (await this.daemon.processes()).filter(({ pid }) => pid !== master);
    await this.daemon.signal('SIGHUP');
    const deadline = Date.now() + RELOAD_MS;
    while (Date.now() < deadline) {
      const isOld = before.some(({ pid, started }) => processInfo(pid)?.started === started && !isLeaving(pid));
      if (!isOld && (await this.servedGeneration()) === this.generation) return;
      await pause(10);
    }
    throw new Error(`nginx has not taken its files over within ${RELOAD_MS} ms: ${await this.endOfLog()}`);
  }

  private async setGeneration(generation: string): Promise<void> {
    this.generation = generation;
    await this.layout.root.write(GENERATION, generationFile(generation), this.layout.readByWeb);
  }

  private async servedGeneration(): Promise<string | undefined> {
    return this.ask(GENERATION_PATH).catch(() => undefined);
  }

  private fingerprint(): string {
    const hash = createHash('sha256').update(this.sites.fingerprint());
    for (const [path, content] of this.files()) if (path !== GENERATION) hash.update(content);
    return hash.digest('hex').slice(0, 32);
  }

  /** Of the default server: no site may have such a name. */
  private ask(path: string, withinMs = ASK_MS): Promise<string> {
    const { host, port } = addressOf(this.config.http_listen);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const asked = request({ host, port, path, agent: false, headers: { host: '_node' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve(text.trim()));
      answer.on('error', reject);
    });
    asked.setTimeout(withinMs, () => asked.destroy(new Error(`nginx did not answer within ${withinMs} ms.`)));
    asked.on('error', reject);
    asked.end();
    return promise;
  }

  private args(config: string): readonly string[] {
    return ['-p', this.layout.root.root, '-c', this.layout.absolute(config), '-e', 'stderr'];
  }

  private async endOfLog(): Promise<string> {
    const log = await this.layout.root.read('var/log/nginx/error.log');
    return String(log?.content.subarray(-2_048) ?? '');
  }
}

/** Where to ask a server that listens there; one that listens everywhere is asked on loopback. */
export function addressOf(listen: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|(.+)):(\d+)$/.exec(listen) ?? [];
  const host = bracketed ?? plain ?? '';
  const loopback = new Map([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
  ]);
  return { host: loopback.get(host) ?? host, port: Number(port) };
}

function generationFile(generation: string): string {
  return `return 200 "${generation}\\n";\n`;
}

/** nginx tells in its workers' titles. */
function isLeaving(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('shutting down');
  } catch {
    return true;
  }
}
