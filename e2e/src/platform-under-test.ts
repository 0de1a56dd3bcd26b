import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Endpoints } from '@freehold/platform/endpoints';
import { freePort } from '@freehold/stack/ports';
import { until } from '@freehold/testing/until';
import { afterAll } from '@jest/globals';
import { ApiClient } from './api-client.js';
import { agentsOf, isRunning, nodeProcesses, SERVERS, type ServerName, send, serverPid } from './processes.js';

/** The checkout: where a person stands who starts the platform. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const MAIN = join(ROOT, 'tools/platform/dist/main.js');
const UP = 'Freehold is up.';
const UP_WITHIN_MS = 120_000;
const DOWN_WITHIN_MS = 40_000;

const started = new Set<PlatformUnderTest>();

afterAll(async () => {
  for (const platform of started) await platform.dispose();
});

/** How a platform's process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * The whole platform as `make up` starts it: a process of its own in a temporary directory, real servers under it. What a
 * spec file has started ends, and its directory goes, after the file's last test; the kernel ends it when jest is killed.
 */
export class PlatformUnderTest {
  readonly dataDir: string;
  private readonly directory = mkdtempSync(join(tmpdir(), 'freehold-e2e-'));
  private child: ChildProcess | undefined;
  private ended: Promise<Ending> = Promise.resolve({ code: null, signal: null });
  /** Platforms side by side share no user. */
  private readonly uidBase = 1_000_000 * randomInt(10, 900);
  /** Length of the log before the present start. */
  private before = 0;

  private constructor(
    readonly port: number,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.dataDir = join(this.directory, 'data');
    chmodSync(this.directory, 0o711); // Nodes run as users of their own, who walk through it.
    started.add(this);
  }

  /** A platform that is not started yet. */
  static async prepare(environment: Readonly<Record<string, string>> = {}): Promise<PlatformUnderTest> {
    return new PlatformUnderTest(await freePort(), environment);
  }

  /** @param environment further variables of the process */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<PlatformUnderTest> {
    const platform = await PlatformUnderTest.prepare(environment);
    await platform.start();
    return platform;
  }

  /** Starts it on its data, and resolves when it says that it is up. @throws Error with its log when it does not come up */
  async start(): Promise<void> {
    await this.launch();
    await until(() => this.banner.includes(UP) || !this.isRunning, { within: UP_WITHIN_MS, every: 25 });
    if (!this.banner.includes(UP)) throw new Error(`the platform did not come up:\n${this.output}`);
  }

  /** Starts the process and awaits nothing of it. */
  async launch(): Promise<void> {
    if (this.isRunning) throw new Error('the platform runs already');
    this.before = this.log.length;
    const log = openSync(this.logFile, 'a', 0o600);
    // Should the worker of jest be killed, the platform goes too, and its servers with it.
    const child = spawn('setpriv', ['--pdeathsig=KILL', '--', process.execPath, MAIN], {
      cwd: ROOT,
      env: {
        ...process.env,
        HOSTWINDS_API_KEY: '',
        FREEHOLD_LOG_LEVEL: 'info',
        FREEHOLD_DATA: this.dataDir,
        FREEHOLD_PORT: String(this.port),
        FREEHOLD_EXAMPLE_CLUSTER: 'off',
        // Nodes outlive a platform that is killed; under test they go with it.
        FREEHOLD_FLEET_TIE_NODES: 'true',
        FREEHOLD_FLEET_UID_BASE: String(this.uidBase),
        ...this.environment,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
    await once(child, 'spawn');
  }

  /** Asks it to end, as Ctrl-C does, and awaits that. @throws Error when it does not within a bounded time */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<Ending> {
    this.child?.kill(signal);
    return await this.end();
  }

  /** Ends the process as a power cut would (SIGKILL); its servers follow. */
  async kill(): Promise<Ending> {
    this.child?.kill('SIGKILL');
    return await this.end();
  }

  /** Its end, however that comes about. @throws Error when it does not come within a bounded time */
  async end(): Promise<Ending> {
    await until(() => !this.isRunning, { within: DOWN_WITHIN_MS });
    return await this.ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends whatever of it still runs, and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    const servers = SERVERS.flatMap((server) => this.pidOf(server) ?? []);
    // Agents that were to outlive the platform are told to end; they take their servers along.
    for (const pid of agentsOf(this.dataDir)) send(pid, 'SIGTERM');
    const left = () => [...servers.filter(isRunning), ...nodeProcesses(this.dataDir)];
    try {
      await until(() => left().length === 0, { within: DOWN_WITHIN_MS, every: 50 });
    } finally {
      for (const pid of left()) send(pid, 'SIGKILL');
    }
    rmSync(this.directory, { recursive: true, force: true });
    started.delete(this);
  }

  /** Sends a signal to a server under the platform. */
  signal(server: ServerName, signal: NodeJS.Signals): void {
    process.kill(serverPid(this.dataDir, server), signal);
  }

  pid(): number {
    if (this.child?.pid === undefined) throw new Error('the platform was not started');
    return this.child.pid;
  }

  /** As its `endpoints.json` says. */
  get endpoints(): Endpoints {
    return JSON.parse(this.file('endpoints.json')) as Endpoints; // the platform's own file; specs check it
  }

  /** The admin key. */
  get key(): string {
    return this.file('admin.key').trim();
  }

  /** The API with the admin key. */
  get api(): ApiClient {
    return new ApiClient(`http://127.0.0.1:${this.port}`, this.key);
  }

  /** Everything that all starts have written to standard output and standard error. */
  get log(): string {
    try {
      return readFileSync(this.logFile, 'utf8');
    } catch {
      return '';
    }
  }

  /** What the present start has written. */
  get output(): string {
    return this.log.slice(this.before);
  }

  /** The same without the structured log: what a person reads. */
  get banner(): string {
    return this.output
      .split('\n')
      .filter((line) => !line.startsWith('{"level":'))
      .join('\n');
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** A file in its data directory. */
  file(name: string): string {
    return readFileSync(join(this.dataDir, name), 'utf8');
  }

  private pidOf(server: ServerName): number | undefined {
    try {
      return serverPid(this.dataDir, server);
    } catch {
      return undefined;
    }
  }

  private get logFile(): string {
    return join(this.directory, 'platform.log');
  }
}
