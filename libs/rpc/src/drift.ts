import { execFile } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Compares the committed code with what buf makes of proto/ now; run in this package's directory. Ends with 1 and the names of the
 * files that differ.
 */
const directory = await mkdtemp(join(tmpdir(), 'freehold-rpc-drift-'));
try {
  await promisify(execFile)('buf', ['generate', '../../proto', '--template', 'buf.gen.yaml', '--output', directory]);
  const [made, committed] = [await filesIn(join(directory, 'src/generated')), await filesIn('src/generated')];
  const drifted = [...new Set([...made.keys(), ...committed.keys()])].filter(
    (file) => made.get(file) !== committed.get(file),
  );
  if (drifted.length > 0) {
    process.stderr.write(`Drifted from proto/: ${drifted.join(', ')}. Run: npm run generate -w libs/rpc\n`);
    process.exitCode = 1;
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function filesIn(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for await (const file of glob('**/*.ts', { cwd: root })) files.set(file, await readFile(join(root, file), 'utf8'));
  return files;
}
