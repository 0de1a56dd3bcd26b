import type { MessageInitShape } from '@bufbuild/protobuf';
import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import { createGrpcTransport, type Http2SessionManager } from '@connectrpc/connect-node';
import { asAgentError } from './agent-error.js';
import type { Credentials } from './credentials.js';
import {
  AgentService,
  type ApplyResponse,
  type ConvergeRequest_BeginSchema,
  type ConvergeRequestSchema,
  type ConvergeResponse,
  type EnrolRequestSchema,
  type EnrolResponse,
  type ObserveResponse,
  type RemoveResponse,
  type ResourceKeySchema,
  type ResourceSchema,
} from './generated/freehold/agent/v1/agent_pb.js';
import { enrolmentSession, type NodeAddress, nodeSession } from './node-session.js';

/** A resource as it is written down: `{ id, generation, spec: { case: 'webroot', value: {…} } }`. */
export type ResourceInit = MessageInitShape<typeof ResourceSchema>;
export type KeyInit = MessageInitShape<typeof ResourceKeySchema>;
export type BeginInit = MessageInitShape<typeof ConvergeRequest_BeginSchema>;
export type EnrolInit = MessageInitShape<typeof EnrolRequestSchema>;

export interface AgentAddress extends NodeAddress {
  /** Of the calling service: `freehold://service/<name>`. */
  readonly credentials: Credentials;
}

/**
 * One node's agent, as a service sees it. Connects at the first call, and again when the connection was lost; each call fails by
 * itself, with an {@link AgentError}, and is not repeated. A signal that aborts ends the call with its reason.
 */
export interface AgentConnection {
  /** Within 30 s. */
  apply(resource: ResourceInit, signal: AbortSignal): Promise<ApplyResponse>;
  /** Within 30 s. */
  remove(key: KeyInit, generation: bigint, signal: AbortSignal): Promise<RemoveResponse>;
  /** Sends the whole set at once, as fast as the node takes it; within ten minutes. The summary comes last. */
  converge(
    begin: BeginInit,
    resources: Iterable<ResourceInit> | AsyncIterable<ResourceInit>,
    signal: AbortSignal,
  ): AsyncIterable<ConvergeResponse>;
  /** Hello first, then what happens on the node, for as long as the connection stands; the node is pinged every ten seconds. */
  observe(signal: AbortSignal): AsyncIterable<ObserveResponse>;
  /** Renewal of the node's certificate, over a connection that was made with the old one. Within 10 s. */
  enrol(request: EnrolInit, signal: AbortSignal): Promise<EnrolResponse>;
  /** Ends the connection and what is under way on it. A later call opens another. */
  close(): void;
}

/** The first talk with a node that has no certificate yet; each call makes a connection of its own. */
export interface EnrolmentConnection {
  /**
   * Within 10 s.
   * @returns `proven` when the server has shown the node's own certificate of the authority, so that it needs no token;
   *   otherwise nothing is known of it but what its join token proves
   */
  enrol(request: EnrolInit, signal: AbortSignal): Promise<{ response: EnrolResponse; proven: boolean }>;
}

const SHORT_MS = 10_000;
const APPLY_MS = 30_000;
const CONVERGE_MS = 600_000;
/** A drift report with a hundred differences is some 20 KB. */
const LARGEST_ANSWER = 1024 * 1024;

export function openAgent({ credentials, ...node }: AgentAddress): AgentConnection {
  const session = nodeSession(node, credentials);
  const client = clientOf(session, node.address);
  const failed = (error: unknown, signal: AbortSignal) => asAgentError(node.node_id, error, signal);

  async function call<T>(signal: AbortSignal, ms: number, send: (options: CallOptions) => Promise<T>): Promise<T> {
    try {
      return await send({ signal, timeoutMs: ms });
    } catch (error) {
      throw failed(error, signal);
    }
  }

  async function* stream<T>(answers: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    try {
      yield* answers;
    } catch (error) {
      throw failed(error, signal);
    }
  }

  return {
    apply: (resource, signal) => call(signal, APPLY_MS, (options) => client.apply({ resource }, options)),
    remove: (key, generation, signal) =>
      call(signal, APPLY_MS, (options) => client.remove({ key, generation }, options)),
    converge: (begin, resources, signal) =>
      stream(client.converge(wholeSet(begin, resources), { signal, timeoutMs: CONVERGE_MS }), signal),
    observe: (signal) => stream(client.observe({}, { signal }), signal),
    enrol: (request, signal) => call(signal, SHORT_MS, (options) => client.enrol(request, options)),
    close: () => session.abort(),
  };
}

export function openEnrolment({ credentials, ...node }: AgentAddress): EnrolmentConnection {
  return {
    async enrol(request, signal) {
      try {
        const { manager, proven } = await enrolmentSession(node, credentials, signal);
        try {
          const client = clientOf(manager, node.address);
          return { response: await client.enrol(request, { signal, timeoutMs: SHORT_MS }), proven };
        } finally {
          manager.abort();
        }
      } catch (error) {
        throw asAgentError(node.node_id, error, signal);
      }
    },
  };
}

function clientOf(sessionManager: Http2SessionManager, address: string): Client<typeof AgentService> {
  return createClient(
    AgentService,
    createGrpcTransport({
      baseUrl: `https://${address}`,
      sessionManager,
      acceptCompression: [],
      readMaxBytes: LARGEST_ANSWER,
    }),
  );
}

async function* wholeSet(
  begin: BeginInit,
  resources: Iterable<ResourceInit> | AsyncIterable<ResourceInit>,
): AsyncGenerator<MessageInitShape<typeof ConvergeRequestSchema>> {
  yield { message: { case: 'begin', value: begin } };
  for await (const resource of resources) yield { message: { case: 'resource', value: resource } };
}
