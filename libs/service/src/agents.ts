import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import {
  type ConvergeResponse_Result,
  type ConvergeResponse_Summary,
  type ObserveResponse,
  Outcome,
} from '@freehold/rpc/agent';
import {
  type AgentConnection,
  type BeginInit,
  type KeyInit,
  openAgent,
  type ResourceInit,
} from '@freehold/rpc/agent-connection';
import { AgentError } from '@freehold/rpc/agent-error';
import type { Credentials } from '@freehold/rpc/credentials';
import { type Issuer, ServiceCertificate } from './service-certificate.js';

/** The row of a node, of which its address and its certificate count. */
export type NodeRow = Pick<Resource, 'id' | 'observed'>;

/** What became of one resource on one node. `stale`: the node holds a newer generation, so there is nothing left to do. */
export type Applied = 'applied' | 'unchanged' | 'stale';

/** What a convergence of one node came to. */
export interface NodeConvergence {
  readonly summary: ConvergeResponse_Summary;
  /** What went otherwise than applied or unchanged, and what was removed. */
  readonly results: readonly ConvergeResponse_Result[];
}

interface Kept {
  readonly connection: AgentConnection;
  readonly address: string;
  readonly certificate_serial: string;
  readonly credentials: Credentials;
  users: number;
  stale: boolean;
}

/**
 * The agents of all nodes, as one service sees them: one connection a node, made at the first call. It is a node of the platform
 * that answers, or nobody: the certificate must be of the platform's authority, name the node, and be the one that its row names.
 *
 * Every call throws {@link BackendError} when the node does not do as asked: `unavailable` when it is not reached, has not been
 * enrolled yet or shows another certificate; `outcome_unknown` after a time-out; `refused` with the node's own words;
 * `unauthorized` when the agent takes this from no such service. A signal that aborts ends the call with its reason.
 */
export class Agents {
  private readonly certificate: ServiceCertificate;
  private readonly kept = new Map<string, Kept>();

  /** @param service its name stands in the certificate that the agents see */
  constructor(service: string, issue: Issuer) {
    this.certificate = new ServiceCertificate(service, issue);
  }

  /** What the service shows to agents. @throws BackendError when there is no certificate to be had */
  async credentials(): Promise<Credentials> {
    return await this.certificate.current();
  }

  /** Makes one resource so on one node; repeating it is harmless. */
  async apply(node: NodeRow, resource: ResourceInit, signal: AbortSignal): Promise<Applied> {
    return await this.use(node, async (connection) => applied(node, await connection.apply(resource, signal)));
  }

  /** Takes one resource away from one node; one that is not there is fine. @param generation fences what was wanted before */
  async remove(node: NodeRow, key: KeyInit, generation: number, signal: AbortSignal): Promise<Applied> {
    return await this.use(node, async (connection) =>
      applied(node, await connection.remove(key, BigInt(generation), signal)),
    );
  }

  /** Pushes the full desired set of some kinds to one node. What the node refuses of it stands in the results, and is not thrown. */
  async converge(
    node: NodeRow,
    begin: BeginInit,
    resources: Iterable<ResourceInit> | AsyncIterable<ResourceInit>,
    signal: AbortSignal,
  ): Promise<NodeConvergence> {
    return await this.use(node, async (connection) => {
      const results: ConvergeResponse_Result[] = [];
      for await (const { message } of connection.converge(begin, resources, signal)) {
        if (message.case === 'result') results.push(message.value);
        if (message.case === 'summary') return { summary: message.value, results };
      }
      throw new BackendError('malformed', `node ${node.id} ended a convergence without saying what it came to`);
    });
  }

  /** What happens on a node, until the signal aborts or the connection is lost: hello first. Fleet alone may ask. */
  async *observe(node: NodeRow, signal: AbortSignal): AsyncGenerator<ObserveResponse> {
    const kept = this.hold(node, await this.credentials());
    try {
      yield* kept.connection.observe(signal);
    } catch (error) {
      throw asBackendError(node, error);
    } finally {
      this.release(kept);
    }
  }

  /** A node that is gone: its connection ends once nobody uses it. */
  forget(node_id: string): void {
    const kept = this.kept.get(node_id);
    if (kept) this.retire(node_id, kept);
  }

  /** Ends every connection, and what is under way on them. */
  close(): void {
    for (const { connection } of this.kept.values()) connection.close();
    this.kept.clear();
  }

  private async use<T>(node: NodeRow, work: (connection: AgentConnection) => Promise<T>): Promise<T> {
    const kept = this.hold(node, await this.credentials());
    try {
      return await work(kept.connection);
    } catch (error) {
      throw asBackendError(node, error);
    } finally {
      this.release(kept);
    }
  }

  /** The connection to a node as its row says now; one that was made for an older row, or with an older certificate, is let go. */
  private hold(node: NodeRow, credentials: Credentials): Kept {
    const { address, certificate_serial } = enrolled(node);
    const known = this.kept.get(node.id);
    const fits =
      known?.address === address &&
      known.certificate_serial === certificate_serial &&
      known.credentials === credentials;
    if (known && fits) {
      known.users += 1;
      return known;
    }
    if (known) this.retire(node.id, known);
    const connection = openAgent({ address, node_id: node.id, certificate_serial, credentials });
    const kept = { connection, address, certificate_serial, credentials, users: 1, stale: false };
    this.kept.set(node.id, kept);
    return kept;
  }

  private release(kept: Kept): void {
    kept.users -= 1;
    if (kept.stale && kept.users === 0) kept.connection.close();
  }

  private retire(node_id: string, kept: Kept): void {
    this.kept.delete(node_id);
    kept.stale = true;
    if (kept.users === 0) kept.connection.close();
  }
}

/** Whether a call failed because another certificate was shown than the node's row names: it has to be enrolled again. */
export function isDistrusted(error: unknown): boolean {
  return error instanceof BackendError && error.cause instanceof AgentError && error.cause.reason === 'distrusted';
}

function enrolled({ id, observed }: NodeRow): { address: string; certificate_serial: string } {
  const { grpc_address, certificate_serial } = observed ?? {};
  if (typeof grpc_address !== 'string' || typeof certificate_serial !== 'string') {
    throw new BackendError('unavailable', `node ${id} has not been started and enrolled yet`);
  }
  return { address: grpc_address, certificate_serial };
}

function applied({ id }: NodeRow, { outcome, detail }: { outcome: Outcome; detail: string }): Applied {
  switch (outcome) {
    case Outcome.APPLIED:
      return 'applied';
    case Outcome.UNCHANGED:
      return 'unchanged';
    case Outcome.STALE:
      return 'stale';
    case Outcome.REFUSED:
      throw new BackendError('refused', detail);
    case Outcome.UNSPECIFIED:
      throw new BackendError('malformed', `node ${id} does not say what became of the resource`);
  }
}

/** @returns what is to be thrown: anything but an agent's failure is left as it is */
export function asBackendError({ id }: NodeRow, error: unknown): unknown {
  if (!(error instanceof AgentError)) return error;
  const { message, reason } = error;
  switch (reason) {
    case 'unavailable':
    case 'fault':
      return new BackendError('unavailable', message, { cause: error });
    case 'timeout':
      return new BackendError('outcome_unknown', message, { cause: error });
    case 'distrusted':
      return new BackendError(
        'unavailable',
        `node ${id} shows another certificate than its own: it has to be enrolled again`,
        {
          cause: error,
        },
      );
    case 'forbidden':
      return new BackendError('unauthorized', message, { cause: error });
    case 'invalid':
      return new BackendError('refused', message, { cause: error });
  }
}
