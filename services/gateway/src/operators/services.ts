import { kinds } from '@freehold/contracts/kinds';

/** The contexts of everyone who has projections and work: the gateway itself, the owners of the kinds, and `lb` and `audit`, which own none. */
export const CONTEXTS: readonly string[] = ['gateway', ...new Set(kinds.map(({ context }) => context)), 'lb', 'audit'];
