import type { Desired, DesiredState, ResourceKind } from '../role.js';
import type { Wish } from './fence.js';

/** The full desired set of some kinds, as of a ledger position. */
export interface FullSet {
  readonly kinds: readonly ResourceKind[];
  readonly position: number;
  /** Go on although it removes a large share of what the node holds. */
  readonly confirm_removals: boolean;
  readonly resources: readonly Desired[];
}

export interface Plan {
  readonly wishes: readonly Wish[];
  readonly removals: readonly Wish[];
  /** Removals that are not made, as they are suspiciously many; of so many that the node holds. */
  readonly held: { readonly removals: number; readonly total: number };
}

const FEW = 10;
const LARGE_SHARE = 0.3;

/**
 * What a full set changes: everything in it is wished for; what the node holds of its kinds and the set does not is removed, unless
 * it is newer than the set. Too many removals at once are held: a set that has lost a part looks just like this.
 */
export function planOf({ kinds, position, confirm_removals, resources }: FullSet, held: DesiredState): Plan {
  const ids = new Set(resources.map(({ kind, id }) => `${kind} ${id}`));
  const mine = held.list().filter(({ kind }) => kinds.includes(kind));
  const removals = mine
    .filter(({ kind, id, generation }) => !ids.has(`${kind} ${id}`) && generation <= position)
    .map(({ kind, id }) => ({ key: { kind, id }, generation: position, wanted: undefined, as_of: position }));
  const wishes = resources.map((wanted) => ({
    key: { kind: wanted.kind, id: wanted.id },
    generation: wanted.generation,
    wanted,
    as_of: position,
  }));
  const isHeld = !confirm_removals && removals.length >= FEW && removals.length > LARGE_SHARE * mine.length;
  return isHeld
    ? { wishes, removals: [], held: { removals: removals.length, total: mine.length } }
    : { wishes, removals, held: { removals: 0, total: 0 } };
}
