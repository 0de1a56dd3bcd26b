import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { asyncApi } from './asyncapi.js';
import { addGolden, missing, readGolden } from './golden.js';
import { broken, currentSchemas, grown, type SchemaLock } from './schema-lock.js';

/** `main.js` writes the files that follow from the contracts; `main.js --check` says what is out of date and ends with 1. */
const place = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const ASYNCAPI = place('docs/asyncapi.yaml');
const LOCK = place('libs/contracts/schemas.lock.json');
const GOLDEN = place('libs/contracts/golden');

const document = `# Made from libs/contracts by tools/contract-files; do not edit.\n${stringify(asyncApi(), { aliasDuplicateObjects: false, lineWidth: 120 })}`;
const locked = await readLock();
const current = currentSchemas();
const lock = `${JSON.stringify(grown(locked, current), null, 2)}\n`;
const wrong = broken(locked, current);

if (process.argv.includes('--check')) {
  if ((await text(ASYNCAPI)) !== document) wrong.push('docs/asyncapi.yaml is out of date');
  if ((await text(LOCK)) !== lock) wrong.push('libs/contracts/schemas.lock.json is out of date');
  for (const { type, version } of missing(await readGolden(GOLDEN)))
    wrong.push(`there is no golden ${type}.v${version}`);
  if (wrong.length > 0) wrong.push('run `npm run write -w tools/contract-files` where a file is out of date');
} else if (wrong.length === 0) {
  await writeFile(ASYNCAPI, document);
  await writeFile(LOCK, lock);
  await addGolden(GOLDEN);
}

for (const sentence of wrong) process.stderr.write(`${sentence}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function readLock(): Promise<SchemaLock> {
  const written = await text(LOCK);
  return written === undefined ? {} : (JSON.parse(written) as SchemaLock); // we wrote it ourselves
}

async function text(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}
