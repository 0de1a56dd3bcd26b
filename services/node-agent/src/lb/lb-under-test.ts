import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { create } from '@bufbuild/protobuf';
import { BackendSchema, RouteSchema } from '@freehold/rpc/agent';
import { freePort } from '@freehold/stack/ports';
import { findHaproxy, findWrk } from '@freehold/stack/programs';
import { until } from '@freehold/testing/until';
import { afterAll } from '@jest/globals';
import { execa } from 'execa';
import { pino } from 'pino';
import { Confined } from '../files/confined.js';
import type { Change, Desired, DesiredState, Key, Result } from '../role.js';
import { LbRole } from './lb-role.js';
import { runningServers } from './runtime-servers.js';
import { RuntimeSocket } from './runtime-socket.js';

const undo: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await Promise.all(undo.map(async (step) => await step()));
});

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

export interface WebNode {
  readonly name: string;
  readonly address: string;
  /** How many visitors wait for an answer to `/slow`. */
  waiting(): number;
  release(): unknown;
  /** What its health check answers from now on. */
  is(state: 'well' | 'sick'): unknown;
  /** As a power cut. */
  kill(): Promise<void>;
}

/** Starts a web node as a process of its own. */
export async function webNode(name: string): Promise<WebNode> {
  const child = fork(new URL('./web-node.child.js', import.meta.url), [name], { execArgv: [] });
  const kill = async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  };
  undo.push(kill);
  const [port] = await once(child, 'message');
  let waiting = 0;
  child.on('message', () => (waiting += 1));
  return {
    name,
    address: `127.0.0.1:${port}`,
    waiting: () => waiting,
    release: () => child.send('release'),
    is: (state) => child.send(state),
    kill,
  };
}

export interface Crowd {
  /** @returns how many pages were asked for, and how often none came */
  leave(): Promise<{ requests: number; failed: number }>;
}

/** A load balancer with a real HAProxy below a directory of its own; `again` is what an agent that starts anew makes of it. */
export class LbUnderTest {
  readonly desired = new Wishes();
  role: LbRole;

  private constructor(
    readonly root: Confined,
    readonly port: number,
    private readonly options: ConstructorParameters<typeof LbRole>[0],
  ) {
    this.role = new LbRole(options);
  }

  static async start(changes: readonly Change[] = []): Promise<LbUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), 'freehold-lb-'));
    await chmod(directory, 0o711);
    const root = await Confined.open(directory);
    const port = await freePort();
    const config = {
      node_id: 'lb1',
      uid_base: 1_000_000 + Math.floor(Math.random() * 1_999_000_000),
      http_listen: `127.0.0.1:${port}`,
      haproxy: await findHaproxy(),
    };
    const log = pino({ level: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent' });
    const lb = new LbUnderTest(root, port, { root, config, log });
    undo.push(async () => {
      await lb.role.stop();
      await rm(directory, { recursive: true, force: true });
    });
    for (const change of changes) lb.desired.take(change);
    await lb.role.start(lb.desired);
    return lb;
  }

  async apply(...changes: Change[]): Promise<readonly Result[]> {
    for (const change of changes) this.desired.take(change);
    return await this.role.apply(changes, this.desired);
  }

  /** The agent has ended without a word, and another one starts. */
  async again(): Promise<void> {
    this.role = new LbRole(this.options);
    await this.role.start(this.desired);
  }

  async haproxyPid(): Promise<number> {
    return Number(String((await this.root.read('run/haproxy.pid'))?.content).split(' ')[0]);
  }

  /** Of the process that serves: another one after a reload. */
  async runningPid(): Promise<string> {
    return String(/^Pid: (\d+)$/m.exec(await this.ask(['show', 'info']))?.[1]);
  }

  /** Somebody's command to the running HAProxy. */
  async ask(command: readonly string[]): Promise<string> {
    return await this.socket().ask(command);
  }

  /** Waits until a backend's servers are all up: a change goes on without those that take long to answer their health check. */
  async allUp(backend: string): Promise<void> {
    await until(async () => (await runningServers(this.socket(), backend)).get(backend)?.every(({ up }) => up));
  }

  /** Asks for a page by its host's name, on a connection of its own. */
  async visit(host: string, options: { method?: string; path?: string; headers?: Record<string, string> } = {}) {
    const { method = 'GET', path = '/', headers = {} } = options;
    const asked = request({
      port: this.port,
      host: '127.0.0.1',
      method,
      path,
      headers: { host, ...headers },
      agent: false,
    });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage]; // as node:http has it
    const body = await text(response);
    return { status: response.statusCode ?? 0, body, node: response.statusCode === 200 ? nodeIn(body) : undefined };
  }

  /** Visitors who ask for one page after another, until they are told to go. */
  async crowd(host: string): Promise<Crowd> {
    const args = ['-t1', '-c8', '-d60s', '-H', `Host: ${host}`, `http://127.0.0.1:${this.port}/page`];
    const wrk = execa(await findWrk(), args);
    undo.push(async () => {
      wrk.kill('SIGKILL');
      await wrk.catch(() => undefined);
    });
    return {
      async leave() {
        wrk.kill('SIGINT');
        const { stdout } = await wrk;
        const sum = (pattern: RegExp) =>
          (pattern.exec(stdout)?.slice(1) ?? []).reduce((all, one) => all + Number(one), 0);
        const failed =
          sum(/Non-2xx or 3xx responses: (\d+)/) + sum(/connect (\d+), read (\d+), write (\d+), timeout (\d+)/);
        return { requests: sum(/(\d+) requests in/), failed };
      },
    };
  }

  private socket(): RuntimeSocket {
    return new RuntimeSocket(this.root.absolute('run/haproxy/admin.sock'));
  }
}

function nodeIn(body: string): string {
  return String((JSON.parse(body) as { name: unknown }).name); // as the web nodes of specs answer
}

export function backend(
  name: string,
  ...servers: (Pick<WebNode, 'name' | 'address'> & { drained?: boolean })[]
): Change {
  const key = { kind: 'backend', id: name } as const;
  return { key, wanted: { ...key, generation: 1, spec: create(BackendSchema, { servers }) } };
}

export function route(host: string, name: string): Change {
  const key = { kind: 'route', id: host } as const;
  return { key, wanted: { ...key, generation: 1, spec: create(RouteSchema, { backend: name }) } };
}

export function without(kind: Key['kind'], id: string): Change {
  return { key: { kind, id }, wanted: undefined };
}
