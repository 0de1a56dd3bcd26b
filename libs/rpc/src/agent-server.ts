import { once } from 'node:events';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2Session,
  type SecureServerOptions,
} from 'node:http2';
import { TLSSocket } from 'node:tls';
import {
  Code,
  ConnectError,
  createContextKey,
  createContextValues,
  type HandlerContext,
  type Interceptor,
  type ServiceImpl,
} from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import type { Credentials } from './credentials.js';
import { AgentService } from './generated/freehold/agent/v1/agent_pb.js';
import { endOf, type Identity, identityOf } from './identity.js';

export type AgentMethods = ServiceImpl<typeof AgentService>;

export interface AgentServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly credentials: Credentials;
  /** With a certificate of the authority; an agent without one answers Enrol alone. */
  readonly enrolled: boolean;
  readonly methods: AgentMethods;
}

/** Who may call what; which kinds of resource a service may speak of is the agent's to say. */
const CALLERS: Readonly<Record<keyof AgentMethods, readonly string[]>> = {
  enrol: ['fleet'],
  observe: ['fleet'],
  apply: ['tenant', 'lb'],
  remove: ['tenant', 'lb'],
  converge: ['tenant', 'lb'],
};

/** One resource, with every name of a site: some 100 KB at the very most. */
const LARGEST_REQUEST = 1024 * 1024;
const LONGEST_CALL_MS = 15 * 60_000;
const LONGEST_TIMER = 2 ** 31 - 1;
const MOST_CONNECTIONS = 64;

const LIMITS: SecureServerOptions = {
  minVersion: 'TLSv1.3',
  requestCert: true,
  rejectUnauthorized: true,
  allowHTTP1: false,
  handshakeTimeout: 5_000,
  maxSessionMemory: 32,
  maxHeaderListPairs: 64,
  settings: { maxConcurrentStreams: 64, maxHeaderListSize: 16 * 1024 },
};

const caller = createContextKey<Identity | undefined>(undefined);

/** The name of the service that calls: `tenant`. */
export function serviceOf(context: HandlerContext): string {
  const identity = context.values.get(caller);
  return identity?.is === 'service' ? identity.name : '';
}

/**
 * gRPC over TLS 1.3. A client without a certificate of the authority does not get past the handshake; one whose certificate has
 * expired since loses its connection; one that is not among the callers of a method is refused (permission_denied).
 */
export class AgentServer {
  private readonly clients = new WeakMap<Http2Session, Identity>();
  private readonly sessions = new Set<Http2Session>();
  private readonly ending = new AbortController();
  private enrolled: boolean;

  private constructor(
    private readonly server: Http2SecureServer,
    enrolled: boolean,
  ) {
    this.enrolled = enrolled;
    server.on('session', (session) => this.admit(session));
  }

  /** @throws the error of the system when the address is taken */
  static async start({ host, port, credentials, enrolled, methods }: AgentServerOptions): Promise<AgentServer> {
    const server = createSecureServer({ ...LIMITS, ...contextOf(credentials) });
    server.maxConnections = MOST_CONNECTIONS;
    const agent = new AgentServer(server, enrolled);
    server.on('request', agent.handler(methods));
    server.listen(port, host);
    await once(server, 'listening');
    return agent;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** New connections see the new certificate; those that stand go on. */
  replaceCertificate(credentials: Credentials, enrolled: boolean): void {
    this.server.setSecureContext({ minVersion: 'TLSv1.3', ...contextOf(credentials) });
    this.enrolled = enrolled;
  }

  /** Takes no new call, tells those that are under way, and ends every connection. */
  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.ending.abort(new ConnectError('the agent ends', Code.Unavailable));
    for (const session of this.sessions) session.close();
    const last = setTimeout(() => this.sessions.forEach((session) => session.destroy()), 1_000);
    await closed;
    clearTimeout(last);
  }

  private admit(session: Http2Session): void {
    const certificate = session.socket instanceof TLSSocket ? session.socket.getPeerX509Certificate() : undefined;
    const identity = certificate && identityOf(certificate);
    if (!certificate || !identity) {
      session.destroy();
      return;
    }
    this.clients.set(session, identity);
    this.sessions.add(session);
    const left = Math.min(endOf(certificate) - Date.now(), LONGEST_TIMER);
    const expiry = setTimeout(() => session.destroy(), left);
    expiry.unref();
    session.once('close', () => {
      clearTimeout(expiry);
      this.sessions.delete(session);
    });
    session.on('error', () => {}); // A client that goes away in any way it likes; its calls are told by their signal.
  }

  private handler(methods: AgentMethods) {
    return connectNodeAdapter({
      routes: (router) => router.service(AgentService, methods),
      grpc: true,
      grpcWeb: false,
      connect: false,
      acceptCompression: [],
      readMaxBytes: LARGEST_REQUEST,
      maxTimeoutMs: LONGEST_CALL_MS,
      shutdownSignal: this.ending.signal,
      interceptors: [this.authorise],
      contextValues: (request) => createContextValues().set(caller, this.callerOf(request)),
    });
  }

  private callerOf(request: object): Identity | undefined {
    // Only HTTP/2 is allowed, so that is what the adapter is given.
    const { session } = (request as Http2ServerRequest).stream;
    return session && this.clients.get(session);
  }

  private readonly authorise: Interceptor = (next) => async (request) => {
    const identity = request.contextValues.get(caller);
    const callers: readonly string[] = CALLERS[request.method.localName as keyof AgentMethods]; // the router serves no other
    if (identity?.is !== 'service' || !callers.includes(identity.name)) {
      throw new ConnectError(`not of ${request.method.name}`, Code.PermissionDenied);
    }
    if (!this.enrolled && request.method.localName !== 'enrol') {
      throw new ConnectError('the node has not been enrolled yet', Code.Unavailable);
    }
    return next(request);
  };
}

function contextOf({ key_pem, chain_pem, authority_pem }: Credentials) {
  return { key: key_pem, cert: chain_pem, ca: authority_pem };
}
