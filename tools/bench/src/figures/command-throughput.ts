import { withCommandBench } from '../command-bench.js';
import { type Figure, figure } from '../figure.js';
import { inTurns, perSecond } from '../rounds.js';

const [ROUNDS, COMMANDS, IN_FLIGHT] = [7, 3_000, 64];

/** Commands a second through request, decision and guarded append, against the publishes alone. */
export async function commandThroughput(): Promise<Figure[]> {
  return await withCommandBench(async (bench) => {
    const { ours, theirs, ratio } = await inTurns(ROUNDS, {
      ours: () => perSecond(COMMANDS, IN_FLIGHT, () => bench.command()),
      theirs: () => perSecond(COMMANDS, IN_FLIGHT, bench.publishes(COMMANDS)),
    });
    return [
      figure({
        name: 'Commands through request, decide, guarded append',
        value: { amount: ours, unit: '/s' },
        baseline: { name: 'guarded publishes of the same events', amount: theirs, unit: '/s' },
        ratio,
        bounds: [{ at_least: 0.6 }],
        conditions: `${IN_FLIGHT} in flight, each on a subject of its own; the service, which writes its rows meanwhile, in a process of its own; ${ROUNDS} rounds of ${COMMANDS} in turns`,
      }),
    ];
  });
}
