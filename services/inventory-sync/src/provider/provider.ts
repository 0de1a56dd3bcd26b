import type { Rejected } from '@freehold/contracts/command';
import { lifecycle, refuse } from '@freehold/contracts/decider';
import { Provider } from '@freehold/contracts/inventory/provider';
import { BackendError } from '@freehold/ledger/backend-error';
import { providerUrl } from '../backends/provider-url.js';

/** The key travels in the body of every call, so its address must keep it secret. */
export const provider = lifecycle(Provider, { create: refuseInsecure, update: refuseInsecure });

function refuseInsecure(spec: Record<string, unknown>): Rejected | undefined {
  const { base_url } = spec['settings'] as { base_url: string }; // parsed with the kind's schema
  try {
    providerUrl(base_url);
    return undefined;
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return refuse(Provider, 'insecure', error.detail, 'settings/base_url');
  }
}
