import { type BundleLine, parseBundleLine } from '@freehold/chain/bundle';
import { EXIT, Failure } from '../failure.js';
import { fileLines } from '../file-lines.js';

/** The lines of a bundle's file, one after the other. @throws Failure where one is none */
export async function* bundleLines(path: string): AsyncGenerator<{ readonly text: string; readonly line: BundleLine }> {
  let number = 0;
  for await (const text of fileLines(path)) {
    number += 1;
    const line = parseBundleLine(text);
    if (line === undefined) throw broken(`line ${number} is no line of a tenant’s bundle`);
    yield { text, line };
  }
}

/** The bundle is not as it was written. */
export function broken(why: string): Failure {
  return new Failure(`the bundle is not as it was exported: ${why}`, EXIT.error, 'hostctl.bundle_broken');
}
