import type { Resource } from '@freehold/contracts/resource';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import { PLATFORM_OWNER } from '@freehold/ledger/command-handler';
import { Unreadable } from '@freehold/vault/errors';
import type { Vault } from '@freehold/vault/vault';

/** What a webhook’s messages are signed with now: its secret, and for a while after a rotation the one before it. */
export async function signingSecrets(webhook: Resource, vault: Pick<Vault, 'open'>, now: Date): Promise<string[]> {
  const { secret, previous_secret, previous_until } = webhook.spec;
  const overlaps = typeof previous_until === 'string' && Date.parse(previous_until) > now.getTime();
  const sealed = [secret, ...(overlaps ? [previous_secret] : [])].filter((text) => typeof text === 'string');
  return await Promise.all(sealed.map((text) => opened(webhook, text, vault)));
}

/** What came with the creation is sealed for the tenant; what a rotation brought, which names none, for the platform. */
async function opened({ id, tenant_id }: Resource, text: string, vault: Pick<Vault, 'open'>): Promise<string> {
  const purpose = `${Webhook.name}/${id}/secret`;
  const open = async (owner: string) => String(JSON.parse(await vault.open(owner, purpose, text)));
  if (tenant_id === null) return await open(PLATFORM_OWNER);
  return await open(tenant_id).catch((error: unknown) => {
    if (error instanceof Unreadable && error.reason === 'moved') return open(PLATFORM_OWNER);
    throw error;
  });
}
