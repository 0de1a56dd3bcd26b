import type { Desired, Key } from '../role.js';

/** What is wanted of a key from now on: the resource, or that there is none. */
export interface Wish {
  readonly key: Key;
  readonly generation: number;
  readonly wanted: Desired | undefined;
  /** A full set speaks of everything up to this position, also of what has not changed for long. */
  readonly as_of?: number;
}

/** What the node last heard of a key. */
export interface Heard {
  readonly generation: number;
  readonly wanted: Desired | undefined;
}

/**
 * Whether a wish comes too late: what it says was overtaken by what the node holds. A repeat of the same generation does not.
 * After a removal, a full set that knows of it may bring the resource back as it was.
 */
export function isStale(wish: Wish, heard: Heard | undefined): boolean {
  if (!heard) return false;
  if (heard.wanted) return wish.generation < heard.generation;
  return Math.max(wish.generation, wish.as_of ?? 0) < heard.generation;
}
