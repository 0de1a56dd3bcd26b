import { Rejected } from '@freehold/contracts/command';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Asks } from '@freehold/service/asks';
import type { ProviderBackend } from '../backends/provider-backend.js';
import type { ProviderConnections } from './provider-connections.js';

/** What `ask.inventory.test-connection` answers. */
export interface ConnectionTest {
  readonly ok: boolean;
  /** A backend error's code: `unauthorized`, `unavailable` … */
  readonly code?: string;
  /** What failed and what to do; never a secret in it. */
  readonly detail?: string;
  readonly duration_ms: number;
}

/** Short, because a connection test has five seconds in all. */
const FACTS_WITHIN_MS = 300;
const ANSWER_WITHIN_MS = 15_000;

/**
 * Questions to a provider that make no event. Each names `provider_id`, and may bring `min_position`: the asker's newest
 * position, so that the settings which he has just changed are those that are tried.
 */
export function providerAsks({ view, connections }: { view: LocalView; connections: ProviderConnections }): Asks {
  const ask = async <T>(
    question: Record<string, unknown>,
    work: (backend: ProviderBackend, signal: AbortSignal) => Promise<T>,
  ) => {
    const provider = await providerOf(question, view);
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return await connections.use(provider, async (backend) => await work(backend, signal));
  };
  return {
    'test-connection': async (question) =>
      await test(() => ask(question, (backend, signal) => backend.testConnection(signal))),
    regions: async (question) => ({
      items: await orUnreachable(() => ask(question, (backend, signal) => backend.regions(signal))),
    }),
    services: async (question) => ({
      items: await orUnreachable(() => ask(question, (backend, signal) => backend.services(signal))),
    }),
  };
}

async function test(connect: () => Promise<void>): Promise<ConnectionTest> {
  const from = performance.now();
  const duration_ms = () => Math.round(performance.now() - from);
  try {
    await connect();
    return { ok: true, duration_ms: duration_ms() };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { ok: false, code: error.code, detail: error.detail, duration_ms: duration_ms() };
  }
}

async function orUnreachable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof BackendError) throw new Rejected('provider.unreachable', error.detail);
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new Rejected('provider.unreachable', `The provider did not answer within ${ANSWER_WITHIN_MS / 1000} s.`);
    }
    throw error;
  }
}

async function providerOf({ provider_id, min_position }: Record<string, unknown>, view: LocalView): Promise<Resource> {
  if (typeof min_position === 'number') await view.passed(min_position, FACTS_WITHIN_MS);
  const provider = await view.get('provider', String(provider_id));
  if (isGone(provider)) throw new Rejected('provider.not_found', `there is no provider ${String(provider_id)}`);
  return provider;
}
