import { setTimeout as pause } from 'node:timers/promises';
import { BackendError } from '@freehold/ledger/backend-error';

/** A server of a cluster that should answer HTTP. */
export interface Served {
  /** As in the sentence that says that it does not: `the web node n1`. */
  readonly name: string;
  /** `host:port`; absent where nobody has said where it answers. */
  readonly address: string | undefined;
}

const ANSWER_MS = 2_000;
const BETWEEN_MS = 1_000;

/**
 * Asks every server for a page until each has answered; whatever it answers, it serves.
 * @param within milliseconds until a server that does not answer fails the test
 * @throws BackendError `refused` that names those that have not answered
 */
export async function smokeTest(servers: readonly Served[], within: number, signal: AbortSignal): Promise<void> {
  const failed = await Promise.all(servers.map((server) => whyNot(server, Date.now() + within, signal)));
  const reasons = failed.filter((reason) => reason !== undefined);
  if (reasons.length > 0) throw new BackendError('refused', `the smoke test failed: ${reasons.join('; ')}`);
}

async function whyNot({ name, address }: Served, deadline: number, signal: AbortSignal): Promise<string | undefined> {
  if (address === undefined) return `${name} has no address`;
  for (;;) {
    try {
      const limits = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
      const answer = await fetch(`http://${address}/`, { redirect: 'manual', signal: limits });
      await answer.body?.cancel();
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (Date.now() >= deadline) return `${name} does not answer at ${address} (${causeOf(error)})`;
      await pause(BETWEEN_MS, undefined, { signal });
    }
  }
}

/** `fetch failed` says nothing; its cause does. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
