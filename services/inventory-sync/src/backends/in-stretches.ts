import { setImmediate } from 'node:timers/promises';

const ROWS_AT_A_STRETCH = 250;

/** `rows`, with a pause now and then: 10,000 take a third of a second, and whatever else the process does gets its turn in between. */
export async function* inStretches<Row>(rows: Row[]): AsyncGenerator<Row> {
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_A_STRETCH === 0) await setImmediate();
    yield row;
  }
}
