import { Rejected } from '@freehold/contracts/command';
import type { Gate, Knock } from '../access/gate.js';
import type { Identity } from '../access/identity.js';
import { type Limits, type Told, within } from './limits.js';

/**
 * Who asks; counted to their budgets or, where nobody is known, to that of the address.
 * @param told gets the headers that say how much is left
 * @throws Rejected `request.unauthenticated`, `request.rate_limited`
 */
export async function identifiedAndCounted(
  knock: Knock & { readonly ip: string | undefined },
  { gate, limits }: { readonly gate: Gate; readonly limits: Limits },
  told: Told,
): Promise<Identity> {
  let identity: Identity;
  try {
    identity = await gate.identified(knock);
  } catch (error) {
    if (error instanceof Rejected && error.code === 'request.unauthenticated')
      within(await limits.ofAddress(knock.ip ?? ''), told);
    throw error;
  }
  within(await limits.ofIdentity(identity), told);
  return identity;
}
