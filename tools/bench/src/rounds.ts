import { median } from './statistics.js';

/** Two things measured in turns. */
export interface Pair {
  /** Median of all rounds. */
  readonly ours: number;
  readonly theirs: number;
  /** Median of the rounds' ratios: what slows the machine down for a while slows both sides of a round. */
  readonly ratio: number;
}

/**
 * Measures ours and the baseline in turns, the order changing every round, after one round that warms up and does not count.
 * @param rounds odd, so that the median is a round that was
 */
export async function inTurns(
  rounds: number,
  sides: { readonly ours: () => Promise<number>; readonly theirs: () => Promise<number> },
): Promise<Pair> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const first = round % 2 === 0 ? await sides.ours() : undefined;
    const theirsNow = await sides.theirs();
    const oursNow = first ?? (await sides.ours());
    if (round === 0) continue;
    ours.push(oursNow);
    theirs.push(theirsNow);
  }
  return {
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ours.map((value, i) => value / (theirs[i] ?? NaN))),
  };
}

/** Runs `count` operations, `inFlight` of them at any moment. @returns operations a second */
export async function perSecond(
  count: number,
  inFlight: number,
  operation: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await operation(next++);
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (count * 1_000) / (performance.now() - from);
}

/** Runs operations one after the other. @returns how long each took, in ms */
export async function oneByOne(count: number, operation: (index: number) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < count; index++) {
    const from = performance.now();
    await operation(index);
    samples.push(performance.now() - from);
  }
  return samples;
}
