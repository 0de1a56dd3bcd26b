import { inScratch, type Scratch, type ScratchOptions } from './scratch.js';

export type RebuildOptions = Omit<ScratchOptions, 'to'>;

/**
 * Makes a projection's rows anew from the first event, in a schema beside the live one, and swaps the tables when the new
 * ones have caught up. Readers see the old rows until the swap commits; see {@link inScratch} for what it does not do.
 *
 * @throws Rejected `request.conflict` while the projection is being rebuilt or compared, here or by a replica
 * @throws Error when an event stops the rebuild: the live rows then stay as they are
 */
export async function rebuild(options: RebuildOptions): Promise<void> {
  await inScratch(options, 'rebuild', async (scratch) => {
    do await scratch.caughtUp();
    while (!(await swap(scratch, options.projection.tables)));
  });
}

/** False: the new rows are still behind. The live follower is held still meanwhile. */
async function swap(scratch: Scratch, tables: readonly string[]): Promise<boolean> {
  const swapped = await scratch.held(async (tx) => {
    await scratch.end();
    for (const table of tables) {
      await tx.query(`DROP TABLE ${scratch.live}.${table}`);
      await tx.query(`ALTER TABLE ${scratch.schema}.${table} SET SCHEMA ${scratch.live}`);
    }
    return true;
  });
  return swapped ?? false;
}
