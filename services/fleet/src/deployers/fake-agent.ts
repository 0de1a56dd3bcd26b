import { randomUUID } from 'node:crypto';
import { Outcome } from '@freehold/rpc/agent';
import { type AgentMethods, AgentServer } from '@freehold/rpc/agent-server';
import type { Credentials } from '@freehold/rpc/credentials';
import { newKey, selfSigned, signingRequest } from '@freehold/rpc/signing-request';
import type { Invitation } from './deployer.js';

export interface FakeAgentOptions {
  readonly node_id: string;
  readonly host: string;
  readonly port: number;
  /** The invitation that lies on its disk. */
  readonly invitation: () => Promise<Invitation | undefined>;
}

type Told = ReturnType<AgentMethods['observe']> extends AsyncIterable<infer Message> ? Message : never;
export type News = NonNullable<Told['message']>;

/** An agent that looks after nothing: it enrols and tells what it is told to tell, over the real protocol. For specs. */
export class FakeAgent {
  /** Another one where the agent has forgotten everything. */
  readonly incarnation = randomUUID();
  private readonly listeners = new Set<(message: Told) => void>();
  private readonly latest = new Map<News['case'], News>([
    ['health', { case: 'health', value: { healthy: true, checks: [{ name: 'nginx', ok: true }] } }],
  ]);
  /** With a certificate that its clients believe. */
  enrolled = false;

  private constructor(
    private readonly options: FakeAgentOptions,
    private credentials: Credentials,
    private server: AgentServer | undefined,
  ) {}

  /** Serves from now on; it has been invited before. */
  static async start(options: FakeAgentOptions): Promise<FakeAgent> {
    const { node_id, host, port, invitation } = options;
    const key_pem = newKey();
    const authority_pem = (await invitation())?.authority_pem ?? '';
    const credentials = { key_pem, chain_pem: await selfSigned(key_pem, node_id), authority_pem };
    const agent = new FakeAgent(options, credentials, undefined);
    const methods = agent.methods();
    agent.server = await AgentServer.start({ host, port, credentials, enrolled: false, methods });
    return agent;
  }

  get port(): number {
    return this.server?.port ?? 0;
  }

  /** How many observe it now. */
  get listening(): number {
    return this.listeners.size;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Tells everybody who observes, and the latest of every sort to whoever begins to. */
  tell(news: News): void {
    this.latest.set(news.case, news);
    for (const listener of this.listeners) listener({ message: news });
  }

  /** Is as an agent whose certificate has expired: it shows one that nobody vouches for, and its token if it has a new one. */
  async forgetCertificate(): Promise<void> {
    const { key_pem } = this.credentials;
    this.replace({ ...this.credentials, chain_pem: await selfSigned(key_pem, this.options.node_id) }, false);
  }

  private replace(credentials: Credentials, enrolled: boolean): void {
    this.credentials = credentials;
    this.enrolled = enrolled;
    this.server?.replaceCertificate(credentials, enrolled);
  }

  private methods(): AgentMethods {
    return {
      enrol: async ({ step }) => {
        if (step.case === 'certificate') {
          this.replace({ ...this.credentials, chain_pem: step.value.chainPem }, true);
          return {};
        }
        const { node_id, invitation } = this.options;
        const joinToken = this.enrolled ? '' : ((await invitation())?.token ?? '');
        const signingRequestPem = await signingRequest(this.credentials.key_pem, node_id);
        return { signingRequestPem, joinToken };
      },
      apply: () => ({ outcome: Outcome.APPLIED }),
      remove: () => ({ outcome: Outcome.APPLIED }),
      async *converge() {
        yield { message: { case: 'summary' as const, value: {} } };
      },
      observe: (_, { signal }) => this.told(signal),
    };
  }

  private async *told(signal: AbortSignal): AsyncGenerator<Told> {
    const { incarnation } = this;
    const hello: News = { case: 'hello', value: { nodeId: this.options.node_id, incarnation } };
    const queue: Told[] = [hello, ...this.latest.values()].map((message) => ({ message }));
    let wake = () => {};
    const listener = (message: Told) => {
      queue.push(message);
      wake();
    };
    const stop = () => wake();
    this.listeners.add(listener);
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const next = queue.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.listeners.delete(listener);
    }
  }
}
