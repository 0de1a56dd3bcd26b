import { kinds } from '@freehold/contracts/kinds';

/** The contexts of everyone who has projections and work: the gateway itself, and the owners of the kinds. */
export const CONTEXTS: readonly string[] = ['gateway', ...new Set(kinds.map(({ context }) => context))];
