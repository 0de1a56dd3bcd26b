import { until } from './until.js';

/**
 * Asks again and again until it is let in no more. An answer may take as long as the machine is busy: it is when one asks that
 * decides.
 *
 * @returns when the last request that was let in was sent (Date.now), 0 where none was
 */
export async function lastLetIn(isLetIn: () => Promise<boolean>): Promise<number> {
  let last = 0;
  await until(
    async () => {
      const sent = Date.now();
      if (!(await isLetIn())) return true;
      last = sent;
      return false;
    },
    { every: 50 },
  );
  return last;
}
