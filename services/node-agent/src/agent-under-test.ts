import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AgentConnection, openAgent, openEnrolment } from '@freehold/rpc/agent-connection';
import { type TestAuthority, testAuthority } from '@freehold/rpc/certificates-under-test';
import type { Credentials } from '@freehold/rpc/credentials';
import { freePort } from '@freehold/stack/ports';
import { until } from '@freehold/testing/until';
import { afterAll } from '@jest/globals';

export interface AgentUnderTestOptions {
  /** `web`, `lb` (= `web`). */
  readonly roles?: readonly string[];
  /** More of FREEHOLD_NODE_AGENT_…: `{ CONVERGE_SECONDS: '1' }`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The program (= the agent's own). */
  readonly program?: URL;
  readonly authority?: TestAuthority;
  /** Whether it gets its certificate at once (= true). */
  readonly enrol?: boolean;
  /** = for an hour */
  readonly notAfter?: Date;
}

/** A real agent in a process of its own, with a root of its own; it and its daemons end after the file's last test. */
export interface AgentUnderTest {
  readonly node_id: string;
  readonly root: string;
  /** Of gRPC: `127.0.0.1:20123`. */
  readonly address: string;
  /** Where nginx or HAProxy listens. */
  readonly http_address: string;
  readonly authority: TestAuthority;
  pid(): number;
  /** A connection of that service. */
  connect(service: string): Promise<AgentConnection>;
  /** Makes the agent ask for a certificate, as fleet does, and brings it. @returns its serial */
  enrol(notAfter?: Date): Promise<string>;
  /** Gives it a new token. */
  join(): Promise<void>;
  /** SIGKILL: its daemons serve on. */
  kill(): Promise<void>;
  /** The node ends, daemons and all. @returns the exit code */
  stop(): Promise<number | null>;
  /** Starts it again on its root; after a while it listens. */
  restart(): Promise<void>;
  /** What it has logged. */
  log(): Promise<string>;
}

const running = new Set<() => Promise<unknown>>();

afterAll(async () => {
  for (const step of running) await step();
});

/** Node starts in half a second, but on a busy machine. */
const START = { every: 50 };
const WANTED = { step: { case: 'signingRequestWanted', value: {} } } as const;

export async function startAgentUnderTest(options: AgentUnderTestOptions = {}): Promise<AgentUnderTest> {
  const authority = options.authority ?? (await testAuthority());
  const agent = new RunningAgent(
    options,
    authority,
    await mkdtemp(join(tmpdir(), 'freehold-node-')),
    `127.0.0.1:${await freePort()}`,
    `127.0.0.1:${await freePort()}`,
  );
  running.add(() => agent.end());
  await agent.join();
  await agent.restart();
  if (options.enrol !== false) await agent.enrol(options.notAfter);
  return agent;
}

class RunningAgent implements AgentUnderTest {
  readonly node_id = `node-${process.pid}-${running.size}`;
  private readonly logFile: string;
  private child: ChildProcess | undefined;
  private readonly connections: AgentConnection[] = [];

  constructor(
    private readonly options: AgentUnderTestOptions,
    readonly authority: TestAuthority,
    readonly root: string,
    readonly address: string,
    readonly http_address: string,
  ) {
    // Not below the root: that may be emptied.
    this.logFile = `${root}.log`;
  }

  pid(): number {
    return this.child?.pid ?? 0;
  }

  async connect(service: string): Promise<AgentConnection> {
    return this.connectWith(await this.authority.service(service));
  }

  connectWith(credentials: Credentials): AgentConnection {
    const connection = openAgent({ address: this.address, node_id: this.node_id, credentials });
    this.connections.push(connection);
    return connection;
  }

  async enrol(notAfter?: Date): Promise<string> {
    const credentials = await this.authority.service('fleet');
    const fleet = openEnrolment({ address: this.address, node_id: this.node_id, credentials });
    const signal = AbortSignal.timeout(90_000);
    const { response } = await until(() => fleet.enrol(WANTED, signal), START).catch(async (error: unknown) => {
      throw new Error(`The agent does not enrol (exit code ${this.child?.exitCode}): ${await this.log()}`, {
        cause: error,
      });
    });
    const wanted = { uri: `freehold://node/${this.node_id}`, ...(notAfter && { notAfter }) };
    const { chain_pem, serial } = await this.authority.sign(response.signingRequestPem, wanted);
    await fleet.enrol({ step: { case: 'certificate', value: { chainPem: chain_pem } } }, signal);
    return serial;
  }

  async join(): Promise<void> {
    const directory = join(this.root, 'var/lib/freehold');
    await mkdir(directory, { recursive: true });
    const content = JSON.stringify({ token: `token-of-${this.node_id}`, authority_pem: this.authority.authority_pem });
    await writeFile(join(directory, 'join.json'), content, { mode: 0o600 });
  }

  async kill(): Promise<void> {
    await this.endWith('SIGKILL');
  }

  /** SIGTERM, again and again until it has ended: the kernel sends one for each thread of a parent that dies. */
  async stop(): Promise<number | null> {
    const ended = this.endWith('SIGTERM');
    await until(() => !this.isRunning() || !this.child?.kill('SIGTERM'), { every: 20 });
    return await ended;
  }

  async restart(): Promise<void> {
    const program = this.options.program ?? new URL('./main.js', import.meta.url);
    const log = await open(this.logFile, 'a');
    // The kernel ends it with this process, however that comes about, and it ends its daemons.
    this.child = spawn('setpriv', ['--pdeathsig=TERM', '--', process.execPath, fileURLToPath(program)], {
      env: { PATH: process.env['PATH'], ...this.environment() },
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
  }

  log(): Promise<string> {
    return readFile(this.logFile, 'utf8');
  }

  /** After the file's last test: the daemons, too, of an agent that was killed. */
  async end(): Promise<void> {
    for (const connection of this.connections) connection.close();
    if (!this.isRunning()) await this.restart();
    await this.stop();
    await rm(this.root, { recursive: true, force: true });
    await rm(this.logFile, { force: true });
  }

  private environment(): Record<string, string> {
    const own = {
      NODE_ID: this.node_id,
      ROOT: this.root,
      ROLES: (this.options.roles ?? ['web']).join(','),
      LISTEN: this.address,
      HTTP_LISTEN: this.http_address,
      ...this.options.environment,
    };
    return Object.fromEntries(Object.entries(own).map(([name, value]) => [`FREEHOLD_NODE_AGENT_${name}`, value]));
  }

  private isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async endWith(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.child || !this.isRunning()) return this.child?.exitCode ?? null;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = await ended;
    return code;
  }
}
