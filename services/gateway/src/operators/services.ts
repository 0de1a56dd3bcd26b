import { Rejected } from '@freehold/contracts/command';
import { kinds } from '@freehold/contracts/kinds';

/** The contexts of everyone who has projections and work: the gateway itself, the owners of the kinds, and `lb` and `audit`, which own none. */
export const CONTEXTS: readonly string[] = ['gateway', ...new Set(kinds.map(({ context }) => context)), 'lb', 'audit'];

/** @throws Rejected `request.not_found` for a name that is none of them */
export function knownService(name: string): string {
  if (CONTEXTS.includes(name)) return name;
  throw new Rejected('request.not_found', `there is no service ${name}; there are ${CONTEXTS.join(', ')}`);
}
