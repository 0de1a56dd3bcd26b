/** Fewer than so many are never held: small sets change in large shares every day. */
const AT_LEAST = 10;
const SHARE = 0.3;

/**
 * Whether a set of removals is so large that it is rather a fault (an empty view, a wrong filter) than a wish: whoever finds this
 * removes nothing and asks.
 * @param total what the backend holds now, those to be removed among it
 */
export function isMassDeletion(removals: number, total: number): boolean {
  return removals >= AT_LEAST && removals > SHARE * total;
}
