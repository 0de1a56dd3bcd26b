import { Provider } from '@freehold/contracts/inventory/provider';
import type { Wish } from '@freehold/ledger/commander';
import type { InventorySyncConfig } from '../config.js';

/** The id of the provider that a new platform begins with. */
export const FIRST_PROVIDER = 'hostwinds';

/**
 * The provider that a new platform begins with: the company's own account where there is a key, else the emulator's. Made
 * once; who deletes or changes it is not contradicted at the next start.
 */
export function firstProvider({ hostwinds_api_key, sample_base_url, sample_api_key }: InventorySyncConfig): Wish[] {
  const spec = hostwinds_api_key
    ? { name: 'Hostwinds', credentials: { api_key: hostwinds_api_key } }
    : sample_base_url && {
        name: 'Hostwinds (sample account)',
        settings: { base_url: sample_base_url, requests_per_second: 0 },
        credentials: { api_key: sample_api_key },
      };
  if (!spec) return [];
  return [
    {
      kind: Provider,
      verb: 'create',
      resource_id: FIRST_PROVIDER,
      data: { ...spec, kind: 'hostwinds' },
      cause: ['first start'],
    },
  ];
}
