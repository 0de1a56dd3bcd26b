import { BackendError } from '@freehold/ledger/backend-error';
import { type ConvergeRequest, Outcome, type Resource, type Webroot } from '@freehold/rpc/agent';
import { type AgentMethods, AgentServer } from '@freehold/rpc/agent-server';
import type { TestAuthority } from '@freehold/rpc/certificates-under-test';
import type { Applied, NodeRow } from '@freehold/service/agents';
import { HeldSites, type Wanted } from './held-sites.js';

const OUTCOMES = { applied: Outcome.APPLIED, unchanged: Outcome.UNCHANGED, stale: Outcome.STALE } as const;

/** An agent that speaks as real ones do, over sites in memory. */
export class AgentUnderTest {
  readonly held: HeldSites<Webroot>;
  private server: AgentServer | undefined;

  private constructor(
    private readonly id: string,
    private readonly authority: TestAuthority,
    refused: ReadonlyMap<string, string>,
  ) {
    this.held = new HeldSites(refused);
  }

  static async start(
    id: string,
    authority: TestAuthority,
    refused: ReadonlyMap<string, string>,
  ): Promise<{ agent: AgentUnderTest; node: NodeRow }> {
    const agent = new AgentUnderTest(id, authority, refused);
    return { agent, node: await agent.listen() };
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** The node's row, as fleet would have it. */
  private async listen(): Promise<NodeRow> {
    const { serial, ...credentials } = await this.authority.issue({ uri: `freehold://node/${this.id}` });
    const options = { host: '127.0.0.1', port: 0, credentials, enrolled: true, methods: this.methods() };
    this.server = await AgentServer.start(options);
    const grpc_address = `127.0.0.1:${this.server.port}`;
    return { id: this.id, observed: { grpc_address, certificate_serial: serial } };
  }

  private methods(): AgentMethods {
    const { held } = this;
    return {
      apply: ({ resource }) => answer(() => held.apply(wantedOf(resource))),
      remove: ({ key, generation }) => answer(() => held.remove(key?.id ?? '', Number(generation))),
      async *converge(requests) {
        const { position, confirm, sites } = await gathered(requests);
        const { refused, held_removals, held_total, ...counts } = held.converge(sites, position, confirm);
        for (const { id, detail } of refused) {
          const value = { key: { kind: 'webroot', id }, outcome: Outcome.REFUSED, detail };
          yield { message: { case: 'result' as const, value } };
        }
        const value = { ...counts, heldRemovals: held_removals, heldTotal: held_total };
        yield { message: { case: 'summary' as const, value } };
      },
      enrol: () => ({}),
      async *observe() {},
    };
  }
}

async function gathered(requests: AsyncIterable<ConvergeRequest>) {
  const set = { position: 0, confirm: false, sites: [] as Wanted<Webroot>[] };
  for await (const { message } of requests) {
    if (message.case === 'resource') set.sites.push(wantedOf(message.value));
    if (message.case !== 'begin') continue;
    set.position = Number(message.value.position);
    set.confirm = message.value.confirmRemovals;
  }
  return set;
}

function wantedOf(resource: Resource | undefined): Wanted<Webroot> {
  if (resource?.spec.case !== 'webroot') throw new Error('web nodes hold webroots');
  return { id: resource.id, position: Number(resource.generation), site: resource.spec.value };
}

function answer(work: () => Applied): { outcome: Outcome; detail: string } {
  try {
    return { outcome: OUTCOMES[work()], detail: '' };
  } catch (error) {
    if (error instanceof BackendError) return { outcome: Outcome.REFUSED, detail: error.detail };
    throw error;
  }
}
