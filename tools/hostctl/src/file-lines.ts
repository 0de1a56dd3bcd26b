import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { misused } from './failure.js';

/** The lines of a file one after the other: it may be larger than the memory. @throws Failure when the file cannot be read */
export async function* fileLines(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => undefined); // awaited below, if it comes to that
  try {
    const opened = new Promise((resolve) => input.once('open', resolve));
    await Promise.race([opened, failed]);
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw misused(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`); // what fs throws
  } finally {
    input.destroy();
  }
}
