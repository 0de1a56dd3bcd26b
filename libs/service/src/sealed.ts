import { Rejected } from '@freehold/contracts/command';
import type { Open, Seal } from '@freehold/ledger/sealed-fields';
import { Shredded, Unreadable } from '@freehold/vault/errors';
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

/** What a field was sealed as; undefined when nothing opens it any more. */
export async function opened(
  vault: Pick<Vault, 'open'>,
  { owner, purpose, sealed: text }: Parameters<Open>[0],
): Promise<unknown> {
  try {
    return JSON.parse(await vault.open(owner, purpose, text));
  } catch (error) {
    if (error instanceof Shredded || error instanceof Unreadable) return undefined;
    throw error;
  }
}
