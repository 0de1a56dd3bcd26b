/**
 * Writes the OpenAPI document (`npm run generate`), by default to docs/openapi.json. With `--check` it only says whether
 * the file is as it would be written (`npm run drift`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './openapi.js';
import { ROUTES } from './routes.js';

const [named] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const file = named ?? new URL('../../../docs/openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(ROUTES), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('docs/openapi.json is not what the routes say: run `npm run generate -w services/gateway`\n');
  process.exitCode = 1;
}
