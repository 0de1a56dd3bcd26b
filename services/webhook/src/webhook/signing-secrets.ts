import type { Resource } from '@freehold/contracts/resource';
import { purposeOf, sealedFor } from '@freehold/contracts/sealing';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { Vault } from '@freehold/vault/vault';

/** What a webhook’s messages are signed with now: its secret, and for a while after a rotation the one before it. */
export async function signingSecrets(
  { id, tenant_id, spec }: Resource,
  vault: Pick<Vault, 'open'>,
  now: Date,
): Promise<string[]> {
  const { secret, previous_secret, previous_until } = spec;
  const overlaps = typeof previous_until === 'string' && Date.parse(previous_until) > now.getTime();
  const sealed = [secret, ...(overlaps ? [previous_secret] : [])].filter((text) => typeof text === 'string');
  // Both were sealed as the webhook’s secret.
  const [owner, purpose] = [sealedFor(Webhook, id, tenant_id), purposeOf(Webhook, id, 'secret')];
  return await Promise.all(sealed.map(async (text) => String(JSON.parse(await vault.open(owner, purpose, text)))));
}
