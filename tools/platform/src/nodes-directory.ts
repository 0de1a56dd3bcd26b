import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isWalkable } from '@freehold/stack/copies';
import type { PlatformConfig } from './config.js';

/**
 * Where the nodes of this machine have their directories: below the data, or, where their users could not walk there (a checkout
 * in somebody's home), in a place of the machine's that follows from the data's.
 */
export async function nodesDirectory({ dataDir, nodesDir }: PlatformConfig): Promise<string> {
  if (nodesDir !== undefined) return nodesDir;
  const below = join(dataDir, 'nodes');
  await mkdir(below, { recursive: true, mode: 0o711 });
  if (await isWalkable(below)) return below;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join('/var/lib/freehold', name);
}
