import { type Figure, figure } from '../figure.js';
import { startTimes } from '../platform.js';
import { median } from '../statistics.js';

const ROUNDS = 5;

/** How soon `make up` is ready again on the data that it has, against the one time that it makes them. */
export async function start(): Promise<Figure[]> {
  const { first, next } = await startTimes(ROUNDS);
  const took = median(next) / 1_000;
  return [
    figure({
      name: 'Start of the platform on its data',
      value: { amount: took, unit: 's' },
      baseline: { name: 'its first start, which makes databases and keys', amount: first / 1_000, unit: 's' },
      bounds: [{ what: 'start', measured: took, unit: 's', at_most: 10 }],
      conditions: `every service in one process, no example cluster; from the start of the process until \`/readyz\` answers; the slowest of ${ROUNDS} ${(Math.max(...next) / 1_000).toFixed(1)} s`,
    }),
  ];
}
