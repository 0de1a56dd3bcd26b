import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Outcome, WebrootSchema } from '@freehold/rpc/agent';
import { freePort } from '@freehold/stack/ports';
import { findNginx, findPhpFpm, findWrk } from '@freehold/stack/programs';
import { afterAll, jest } from '@jest/globals';
import { execa } from 'execa';
import { pino } from 'pino';
import { directoryOf, processesWhere } from '../daemons/processes.js';
import { Confined } from '../files/confined.js';
import type { Change, Desired, DesiredState, Difference, Key, Result } from '../role.js';
import type { WebOptions } from './layout.js';
import { WebRole } from './web-role.js';

// Several starts and reloads of real servers a test: on a machine that is busy besides, that takes its time.
jest.setTimeout(180_000);

const undo: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

/** The newest PHP of this machine. */
export const [PHP] = await findPhpFpm();

/** A desired state in memory. */
class Wishes implements DesiredState {
  private readonly held = new Map<string, Desired>();

  list(): readonly Desired[] {
    return [...this.held.values()];
  }

  get({ kind, id }: Key): Desired | undefined {
    return this.held.get(`${kind} ${id}`);
  }

  take({ key, wanted }: Change): void {
    if (wanted) this.held.set(`${key.kind} ${key.id}`, wanted);
    else this.held.delete(`${key.kind} ${key.id}`);
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Visit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A web node with real nginx and PHP-FPM below a directory of its own; `again` is what an agent that starts anew makes of it. */
export class WebUnderTest {
  readonly desired = new Wishes();
  role: WebRole;

  private constructor(
    readonly root: Confined,
    readonly port: number,
    private readonly options: WebOptions,
  ) {
    this.role = new WebRole(options);
  }

  static async start(config: Partial<WebOptions['config']> = {}, ...changes: Change[]): Promise<WebUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), 'freehold-web-'));
    await chmod(directory, 0o711); // nginx and tenants walk in.
    undo.push(() => rm(directory, { recursive: true, force: true }));
    const port = await freePort();
    const root = await Confined.open(directory);
    const web = new WebUnderTest(root, port, {
      root,
      config: {
        node_id: 'web1',
        uid_base: 1_000_000 + Math.floor(Math.random() * 1_999_000_000),
        http_listen: `127.0.0.1:${port}`,
        nginx: await findNginx(),
        php_fpm: new Map((await findPhpFpm()).map(({ version, path }) => [version, path])),
        ...config,
      },
      log: pino({ level: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent' }),
    });
    undo.push(() => web.role.stop());
    for (const change of changes) web.desired.take(change);
    await web.role.start(web.desired);
    return web;
  }

  get uidBase(): number {
    return this.options.config.uid_base;
  }

  async apply(...changes: Change[]): Promise<readonly Result[]> {
    for (const change of changes) this.desired.take(change);
    return await this.role.apply(changes, this.desired);
  }

  /** The agent has ended without a word, and another one starts. */
  async again(): Promise<void> {
    this.role = new WebRole(this.options);
    await this.role.start(this.desired);
  }

  inspect(): Promise<readonly Difference[]> {
    return this.role.inspect(this.desired);
  }

  /** As the engine does. @returns what was found */
  async repair(): Promise<readonly Difference[]> {
    const found = await this.inspect();
    for (const { safe, repair } of found) if (safe) await repair();
    await this.role.settle();
    return found;
  }

  path(below: string): string {
    return this.root.absolute(below);
  }

  /** A tenant's own file, in the folder that is served. */
  async put(webroot: string, name: string, content: string): Promise<void> {
    await writeFile(this.path(`srv/${tenantOf(webroot)}/${webroot}/public/${name}`), content);
  }

  async read(path: string): Promise<string> {
    return readFile(this.path(path), 'utf8');
  }

  async get(host: string, path = '/', { method = 'GET', headers = {}, body = '' }: Visit = {}): Promise<Answer> {
    const asked = request({
      port: this.port,
      host: '127.0.0.1',
      method,
      path,
      headers: { ...headers, host },
      agent: false,
    });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage]; // as node:http has it
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  /** Visitors who come again and again while the work lasts. @returns how many there were, and how many of them saw no page */
  async crowd(host: string, path: string, work: () => Promise<void>): Promise<{ visits: number; failed: number }> {
    const address = `http://127.0.0.1:${this.port}${path}`;
    const wrk = execa(await findWrk(), ['-t1', '-c4', '-d10m', '-H', `Host: ${host}`, address], { reject: false });
    try {
      await work();
    } finally {
      wrk.kill('SIGINT'); // It tells what it has counted.
    }
    const { stdout } = await wrk;
    const sum = (pattern: RegExp) =>
      [...(pattern.exec(stdout)?.slice(1) ?? [])].reduce((total, found) => total + Number(found), 0);
    const errors = sum(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/);
    return { visits: sum(/(\d+) requests in/), failed: errors + sum(/Non-2xx or 3xx responses: (\d+)/) };
  }

  /** The pid of a process of this node, by its title or arguments. */
  pidsOf(pattern: RegExp): readonly number[] {
    const leaders = new Set(
      processesWhere(({ pid }) => directoryOf(pid)?.startsWith(this.path('run/daemons')) ?? false).map(
        ({ session }) => session,
      ),
    );
    return processesWhere(({ session }) => leaders.has(session))
      .map(({ pid }) => pid)
      .filter((pid) => pattern.test(titleOf(pid)));
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return ''; // It has ended since.
  }
}

export const outcomes = (results: readonly Result[]): readonly (keyof typeof Outcome | undefined)[] =>
  results.map(({ outcome }) => Outcome[outcome] as keyof typeof Outcome); // It is one of them: the reverse mapping loses that.

/** A webroot `<tenant>-<name>` of that tenant, at `<name>.example`. Tenants are t1, t2 …, whose uid follows from the name. */
export function webroot(id: string, spec: MessageInitShape<typeof WebrootSchema> = {}): Change {
  const tenantId = tenantOf(id);
  const key = { kind: 'webroot', id } as const;
  const defaults = {
    tenantId,
    uid: 5_000 + Number(tenantId.slice(1)),
    shard: 'web',
    runtime: 'static',
    publicFolder: 'public',
    hostnames: [`${id}.example`],
  };
  return { key, wanted: { ...key, generation: 1, spec: create(WebrootSchema, { ...defaults, ...spec }) } };
}

export function phpWebroot(id: string, spec: MessageInitShape<typeof WebrootSchema> = {}): Change {
  return webroot(id, { runtime: 'php', runtimeVersion: PHP?.version ?? '', ...spec });
}

export function without(id: string): Change {
  return { key: { kind: 'webroot', id }, wanted: undefined };
}

export function tenantOf(webroot: string): string {
  return webroot.slice(0, webroot.indexOf('-'));
}
