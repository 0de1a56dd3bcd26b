import { isNativeError } from 'node:util/types';
import { Code, ConnectError } from '@connectrpc/connect';

/**
 * Why a call to an agent failed.
 * - `unavailable`: it was not reached, or was lost on the way: whether something was done is not known. Trying again is harmless.
 * - `timeout`: no answer in time; not known and harmless in the same way.
 * - `distrusted`: who answered is not the node that was meant, or no longer: nothing was said to it.
 * - `forbidden`: the agent does not take this from us.
 * - `invalid`: the agent cannot read what we sent: a fault of ours, and trying again does not help.
 * - `fault`: the agent failed; its log says how.
 */
export type AgentErrorReason = 'unavailable' | 'timeout' | 'distrusted' | 'forbidden' | 'invalid' | 'fault';

/** A call to an agent failed. The message names the node, never what was said. */
export class AgentError extends Error {
  override readonly name = 'AgentError';

  constructor(
    readonly reason: AgentErrorReason,
    readonly node_id: string,
    detail: string,
    cause?: unknown,
  ) {
    super(`Node ${node_id} (${reason}): ${detail}`, { cause });
  }
}

/** The server at the address has shown a certificate that is not the node's. */
export class PeerDistrusted extends Error {
  override readonly name = 'PeerDistrusted';
}

/** Codes by which OpenSSL says, through Node, that a certificate does not stand. */
const UNVERIFIED =
  /^(CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH|ERR_TLS_CERT)/;

/** Codes by which the system, TLS or HTTP/2 say that there is no connection, or no longer. */
const BROKEN = /^(E[A-Z]+$|ERR_(HTTP2|SSL|STREAM|SOCKET|TLS)_)/;

/** @param aborted the caller's own signal: when it ended the call, its reason is thrown, as it is no failure of the agent */
export function asAgentError(node_id: string, error: unknown, aborted: AbortSignal): unknown {
  if (aborted.aborted) return aborted.reason;
  if (error instanceof AgentError) return error;
  const chain = chainOf(error);
  const distrust = chain.find((link) => link instanceof PeerDistrusted || UNVERIFIED.test(codeOf(link)));
  if (distrust) return new AgentError('distrusted', node_id, distrust.message, error);
  const broken = chain.find((link) => BROKEN.test(codeOf(link)));
  if (broken) return new AgentError('unavailable', node_id, broken.message, error);
  const { code, rawMessage } = ConnectError.from(error);
  return new AgentError(reasonOf(code), node_id, rawMessage, error);
}

function reasonOf(code: Code): AgentErrorReason {
  switch (code) {
    // Aborted and Canceled come of a connection that ends under a call.
    case Code.Unavailable:
    case Code.Aborted:
    case Code.Canceled:
      return 'unavailable';
    case Code.DeadlineExceeded:
      return 'timeout';
    case Code.PermissionDenied:
    case Code.Unauthenticated:
      return 'forbidden';
    case Code.InvalidArgument:
    case Code.OutOfRange:
    case Code.ResourceExhausted: // Larger than the agent reads.
    case Code.Unimplemented:
      return 'invalid';
    case Code.Unknown:
    case Code.NotFound:
    case Code.AlreadyExists:
    case Code.FailedPrecondition:
    case Code.Internal:
    case Code.DataLoss:
      return 'fault';
  }
}

function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let link = error; isNativeError(link) && !chain.includes(link); link = link.cause) chain.push(link);
  return chain;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
