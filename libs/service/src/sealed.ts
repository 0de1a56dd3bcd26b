import { Rejected } from '@freehold/contracts/command';
import type { Seal } from '@freehold/ledger/sealed-fields';
import { Shredded } from '@freehold/vault/errors';
import type { Vault } from '@freehold/vault/vault';

/**
 * Seals a field of a command as JSON.
 * @throws Rejected `<kind>.erased` when its owner's key was destroyed: nothing can be sealed for whoever was erased
 */
export async function sealed(
  vault: Pick<Vault, 'seal'>,
  { kind, owner, purpose, value }: Parameters<Seal>[0],
): Promise<string> {
  try {
    return await vault.seal(owner, purpose, JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof Shredded)) throw error;
    throw new Rejected(`${kind.name}.erased`, `the key of ${owner} was destroyed: it was erased`);
  }
}
