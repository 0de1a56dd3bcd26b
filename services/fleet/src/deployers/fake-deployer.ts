import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Deployer, Invitation, NodeToRun, RunningNode } from './deployer.js';
import { FakeAgent } from './fake-agent.js';
import { endpoint } from './node-ports.js';

interface FakeNode {
  readonly wanted: NodeToRun;
  readonly agent: FakeAgent;
  readonly http: Server;
  readonly running: RunningNode;
}

/** Nodes within this process: agents that look after nothing, and a page each. For specs. */
export class FakeDeployer implements Deployer {
  /** What the next start of any node fails with. */
  failing: BackendError | undefined;
  /** Whether nodes that are started answer visitors. */
  pages = true;
  /** Whether invitations get lost on their way, and how many have. */
  losing = false;
  lost = 0;
  readonly invitations = new Map<string, Invitation>();
  readonly started: string[] = [];
  private readonly nodes = new Map<string, FakeNode>();
  private readonly addresses = new Map<string, { grpc: number; http: number }>();

  async start(wanted: NodeToRun, signal: AbortSignal): Promise<RunningNode> {
    const { node_id, ip_address, roles } = wanted;
    if (this.failing) throw this.failing;
    const known = this.nodes.get(node_id);
    if (known && String(known.wanted.roles) === String(roles) && known.wanted.ip_address === ip_address)
      return known.running;
    await this.stop(node_id, signal);
    const { grpc, http } = this.addresses.get(node_id) ?? { grpc: 0, http: 0 };
    const page = createServer((_, response) => response.end('a page'));
    page.listen(wanted.http_port ?? http, ip_address);
    await once(page, 'listening');
    const invitation = async () => this.invitations.get(node_id);
    const agent = await FakeAgent.start({ node_id, host: ip_address, port: grpc, invitation });
    const ports = { grpc: agent.port, http: portOf(page) };
    const running = {
      container_id: `${node_id}/${this.started.push(node_id)}`,
      image: null,
      image_digest: null,
      grpc_address: endpoint(ip_address, ports.grpc),
      http_address: endpoint(ip_address, ports.http),
    };
    if (!this.pages) page.close();
    this.addresses.set(node_id, ports);
    this.nodes.set(node_id, { wanted, agent, http: page, running });
    return running;
  }

  async state(node_id: string): Promise<RunningNode | undefined> {
    return this.nodes.get(node_id)?.running;
  }

  async invite(node_id: string, invitation: Invitation): Promise<void> {
    if (this.losing) this.lost += 1;
    else this.invitations.set(node_id, invitation);
  }

  async stop(node_id: string, _signal: AbortSignal): Promise<void> {
    const node = this.nodes.get(node_id);
    this.nodes.delete(node_id);
    node?.http.closeAllConnections();
    node?.http.close();
    await node?.agent.stop();
  }

  async remove(node_id: string, signal: AbortSignal): Promise<void> {
    await this.stop(node_id, signal);
    this.addresses.delete(node_id);
    this.invitations.delete(node_id);
  }

  /** Starts nothing any more until the function that it returns is called. */
  hold(): () => void {
    this.failing = new BackendError('unavailable', 'the host is away');
    return () => {
      this.failing = undefined;
    };
  }

  /** @throws Error for a node that does not run */
  agent(node_id: string): FakeAgent {
    const node = this.nodes.get(node_id);
    if (node === undefined) throw new Error(`node ${node_id} does not run`);
    return node.agent;
  }

  async stopAll(): Promise<void> {
    for (const node_id of this.nodes.keys()) await this.stop(node_id, new AbortController().signal);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
