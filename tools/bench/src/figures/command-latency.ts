import { withCommandBench } from '../command-bench.js';
import { type Figure, figure } from '../figure.js';
import { inTurns, oneByOne } from '../rounds.js';
import { median } from '../statistics.js';

const [ROUNDS, COMMANDS] = [9, 300];

/** How long one awaited command takes, against one awaited publish. */
export async function commandLatency(): Promise<Figure[]> {
  return await withCommandBench(async (bench) => {
    const { ours, theirs, ratio } = await inTurns(ROUNDS, {
      ours: async () => median(await oneByOne(COMMANDS, () => bench.command())),
      theirs: async () => median(await oneByOne(COMMANDS, bench.publishes(COMMANDS))),
    });
    return [
      figure({
        name: 'One awaited command, p50',
        value: { amount: ours, unit: 'ms' },
        baseline: { name: 'one awaited guarded publish, p50', amount: theirs, unit: 'ms' },
        ratio,
        bounds: [{ at_most: 2.5 }],
        conditions: `one client, one at a time; ${ROUNDS} rounds of ${COMMANDS} in turns`,
      }),
    ];
  });
}
