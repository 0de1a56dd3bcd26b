/** Removes compiled files whose source is gone: `tsc -b` leaves them, and a spec that was removed would run on. */
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const COMPILED = /\.(d\.ts|js|js\.map|d\.ts\.map)$/;

for (const dist of globSync(['{libs,services,tools}/*/dist', 'e2e/dist'])) {
  for (const file of globSync('**/*', { cwd: dist })) {
    const source = join(dist, '..', 'src', file.replace(COMPILED, ''));
    if (COMPILED.test(file) && !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(join(dist, file));
  }
}
