import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { AddressGuard } from './address-guard.js';

/** What a name resolves to. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** What is read of an answer, to keep its connection; nobody looks at it. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** Connections to one origin at once. */
const CONNECTIONS = 4;
const CONNECT_MS = 5_000;

/** A receiver was not reached, or was not allowed to be. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}

export interface OutboundOptions {
  readonly guard: AddressGuard;
  readonly answer_within_ms: number;
  /** The resolver of the system, unless told. */
  readonly resolve?: Resolve;
  /** PEM of an authority that is trusted besides those of the system. */
  readonly ca?: string;
}

/**
 * Posts to addresses that clients have named. A name is resolved once a connection, and the connection goes to what was looked at
 * then: a name that resolves to something else a moment later gains nothing. Redirects are answers, and not followed. Time and size
 * are bounded.
 */
export class Outbound {
  private readonly agent: Agent;

  constructor(private readonly options: OutboundOptions) {
    const { answer_within_ms, ca } = options;
    this.agent = new Agent({
      connect: {
        lookup: this.lookup(),
        timeout: Math.min(CONNECT_MS, answer_within_ms),
        ...(ca !== undefined && { ca }),
      },
      connections: CONNECTIONS,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      maxResponseSize: MOST_ANSWER_BYTES,
      headersTimeout: answer_within_ms,
      bodyTimeout: answer_within_ms,
    });
  }

  /**
   * @returns the status of the answer
   * @throws Unreached with a sentence that holds no part of the URL but its host
   */
  async post(
    to: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal?: AbortSignal,
  ): Promise<number> {
    const refused = this.options.guard.refusedUrl(to);
    if (refused !== undefined) throw new Unreached(refused);
    const { origin, pathname, search } = new URL(to);
    const late = AbortSignal.timeout(this.options.answer_within_ms);
    try {
      const answer = await this.agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Freehold-Webhooks/1' },
        body,
        signal: signal ? AbortSignal.any([late, signal]) : late,
      });
      // An answer that is too long, or breaks off, has said its status all the same.
      await answer.body.dump({ limit: MOST_ANSWER_BYTES }).catch(() => undefined);
      return answer.statusCode;
    } catch (error) {
      signal?.throwIfAborted();
      if (late.aborted)
        throw new Unreached(`no answer within ${this.options.answer_within_ms / 1000} s`, { cause: error });
      throw new Unreached(sentenceOf(error), { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  /** Looks at every address that a name has before a connection is begun. What is an address already stands in the URL, which was looked at. */
  private lookup(): LookupFunction {
    return (host, { all }: LookupOptions, callback) => {
      const answer = async () => {
        try {
          const [first, ...others] = await this.looked(host);
          if (all) callback(null, [first, ...others]);
          else callback(null, first.address, first.family);
        } catch (error) {
          callback(error instanceof Error ? error : new Error(String(error)), []);
        }
      };
      void answer();
    };
  }

  /** What a name resolves to. One bad address among good ones is refused too: which of them is taken is not ours to say. */
  private async looked(host: string): Promise<[LookupAddress, ...LookupAddress[]]> {
    const { guard, resolve = bySystem } = this.options;
    const [first, ...others] = await resolve(host);
    if (first === undefined) throw new Unreached(`${host} has no address`);
    for (const { address } of [first, ...others]) {
      const refused = guard.refusedAddress(address);
      if (refused !== undefined) throw new Unreached(`${host} leads to what is refused: ${refused}`);
    }
    return [first, ...others];
  }
}

const bySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** What went wrong, for people. The errors of sockets name addresses, which tell clients where the platform’s machines are: codes do not. */
function sentenceOf(error: unknown): string {
  if (error instanceof Unreached) return error.message;
  const { code, errors } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    errors?: readonly { code?: unknown }[];
  };
  const said = code ?? errors?.find((one) => typeof one.code === 'string')?.code;
  return typeof said === 'string' ? `the connection failed (${said})` : 'the connection failed';
}
