import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventTypes } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { sampleOf } from './golden-samples.js';

/** An event of one version, as it once was written. */
export interface Golden {
  readonly type: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every golden event that is kept. */
export async function readGolden(directory: string): Promise<Golden[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).toSorted();
  return await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(directory, file), 'utf8')) as Golden),
  ); // written below
}

/** Types and versions that are written now and of which nothing is kept yet. */
export function missing(
  kept: readonly Golden[],
): { readonly kind: Kind; readonly type: string; readonly fact: string; readonly version: number }[] {
  const known = new Set(kept.map(({ type, version }) => `${type}/${version}`));
  return kinds.flatMap((kind) =>
    eventTypes(kind)
      .filter(({ type, version }) => !known.has(`${type}/${version}`))
      .map((entry) => ({ kind, ...entry })),
  );
}

/** Keeps a first event of every type and version that has none. What is there is never touched. */
export async function addGolden(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { kind, type, fact, version } of missing(await readGolden(directory))) {
    const golden: Golden = { type, version, data: sampleOf(kind.name, fact) };
    await writeFile(join(directory, `${type}.v${version}.json`), `${JSON.stringify(golden, null, 2)}\n`, {
      flag: 'wx',
    });
  }
}
