import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { type AgentMethods, AgentServer } from '@freehold/rpc/agent-server';
import type { Logger } from 'pino';
import { agentMethods } from './agent-methods.js';
import type { AgentConfig } from './config.js';
import { DesiredStore } from './engine/desired-store.js';
import { Feed, type News } from './engine/feed.js';
import { Incarnation } from './engine/incarnation.js';
import { NodeWatch } from './engine/node-watch.js';
import { repeat } from './engine/repeat.js';
import { KINDS } from './engine/resource.js';
import { RoleRunner } from './engine/role-runner.js';
import { Confined } from './files/confined.js';
import { Enrolment, type Standing } from './identity/enrolment.js';
import { IdentityStore } from './identity/identity-store.js';
import type { Role } from './role.js';
import { lockRoot } from './root-lock.js';

export type MakeRoles = (root: Confined, config: AgentConfig, log: Logger) => readonly Role[];

/** How often an agent without a good certificate looks whether somebody has brought a `join.json`. */
const JOIN_MS = 1_000;

/**
 * One node: serves what its disk says at once, then listens to the control plane. What was acknowledged is on the disk, so that
 * the agent may be killed at any moment: its daemons serve on, and the next start takes up where it was.
 */
export class Agent {
  private readonly ending = new AbortController();
  private server: AgentServer | undefined;
  private loops: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly config: AgentConfig,
    private readonly log: Logger,
    private readonly lock: Server,
    private readonly store: DesiredStore,
    private readonly runners: readonly RoleRunner[],
  ) {}

  /** @throws Error when the root is another agent's, or the address is taken */
  static async start(config: AgentConfig, makeRoles: MakeRoles, log: Logger): Promise<Agent> {
    const root = await Confined.open(config.root);
    const lock = await lockRoot(root.root);
    const { store, isDamaged } = await DesiredStore.open(root);
    if (isDamaged) log.error('the desired state is damaged: what is missing has to be told again');
    const incarnation = await Incarnation.open(root, isDamaged);
    const runners = makeRoles(root, config, log).map((role) => new RoleRunner(role, store, log));
    const agent = new Agent(config, log, lock, store, runners);
    await agent.run(root, incarnation);
    return agent;
  }

  /** Ends the node: takes no more calls, then stops its daemons in good order. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.server?.stop();
    await this.loops;
    await Promise.all(this.runners.map((runner) => runner.stop()));
    this.store.close();
    this.lock.close();
    this.log.info('the node has ended');
  }

  private async run(root: Confined, incarnation: Incarnation): Promise<void> {
    const feed = new Feed();
    const identity = new IdentityStore(root, this.config.node_id);
    const enrolment = new Enrolment(identity, this.config.node_id, this.log, (standing) =>
      this.serve(standing, methods),
    );
    const hello = () => this.hello(incarnation);
    const methods = agentMethods({ runners: this.runners, enrolment, feed, hello, log: this.log });
    await enrolment.look();

    const watch = new NodeWatch({
      root,
      runners: this.runners,
      feed,
      log: this.log,
      convergeSeconds: this.config.converge_seconds,
      isWiped: () => incarnation.isGone(),
      restore: async () => {
        await this.store.rewrite();
        await enrolment.restore();
        await incarnation.keep();
      },
    });
    const lookForJoin = async () => {
      if (enrolment.isWanting) await enrolment.look();
    };
    this.loops = Promise.all([watch.run(this.ending.signal), repeat(JOIN_MS, 0, this.ending.signal, lookForJoin)]);
    this.loops.catch((error: unknown) => this.fail(error));
  }

  private async serve({ credentials, enrolled }: Standing, methods: AgentMethods): Promise<void> {
    if (this.server) {
      this.server.replaceCertificate(credentials, enrolled);
      return;
    }
    const url = new URL(`http://${this.config.listen}`);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    this.server = await AgentServer.start({ host, port: Number(url.port || 80), credentials, enrolled, methods });
    this.log.info({ listen: this.config.listen, enrolled }, 'the agent listens');
  }

  private hello({ id }: Incarnation): News {
    const resources = Object.fromEntries(KINDS.map((kind) => [kind, this.store.count(kind)]));
    const roles = [...this.config.roles];
    return {
      case: 'hello',
      value: { nodeId: this.config.node_id, incarnation: id, roles, resources, version: VERSION },
    };
  }

  private fail(error: unknown): void {
    this.log.fatal({ err: error }, 'the agent ends; its daemons serve on');
    process.exitCode = 1;
    process.exit();
  }
}

const VERSION = String(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
