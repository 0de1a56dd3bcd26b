import type { CommandReply } from '@freehold/contracts/command';
import { Provider } from '@freehold/contracts/inventory/provider';
import type { SpecOf } from '@freehold/contracts/kind';
import { isGone } from '@freehold/contracts/resource';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import type { InventorySyncConfig } from '../config.js';

/** The id of the provider that a new platform begins with. */
const FIRST_PROVIDER = 'hostwinds';

/**
 * The provider that a new platform begins with: the company's own account where there is a key, else a sample that an emulator
 * plays. Made once; who changes or deletes it is not contradicted at the next start.
 */
export function firstProvider(config: InventorySyncConfig): Wish[] {
  const account = ownAccount(config) ?? sampleAccount(config);
  if (account === undefined) return [];
  const data = { ...account, kind: 'hostwinds' };
  return [{ kind: Provider, verb: 'create', resource_id: FIRST_PROVIDER, data, cause: ['first start'] }];
}

function ownAccount({ hostwinds_api_key: api_key }: InventorySyncConfig) {
  return api_key === undefined ? undefined : { name: 'Hostwinds', credentials: { api_key } };
}

function sampleAccount({ sample_base_url: base_url, sample_api_key: api_key }: InventorySyncConfig) {
  if (base_url === undefined || api_key === undefined) return undefined;
  const settings = { base_url, requests_per_second: 0 };
  return { name: 'Hostwinds (sample account)', settings, credentials: { api_key } };
}

/** The emulator may get another port at a start: the sample account moves with it. A provider that points elsewhere is let be. */
export async function followEmulator(
  { sample_base_url }: InventorySyncConfig,
  { view, command }: { view: LocalView; command(wish: Wish): Promise<CommandReply> },
): Promise<void> {
  if (sample_base_url === undefined) return;
  const provider = await view.get('provider', FIRST_PROVIDER);
  if (isGone(provider)) return;
  const { base_url } = (provider.spec as SpecOf<typeof Provider>).settings; // the row of a provider
  const [before, now] = [new URL(base_url), new URL(sample_base_url)];
  if (before.hostname !== now.hostname || before.port === now.port) return;
  await command({
    kind: Provider,
    verb: 'update',
    resource_id: FIRST_PROVIDER,
    data: { settings: { base_url: sample_base_url } },
  });
}
