/**
 * Writes src/generated from docs/openapi.json (`npm run generate`). With `--check` it only says whether the code is as it
 * would be written (`npm run drift`).
 *
 * openapi-ts prints code through TypeScript's JavaScript API, which the compiler of this repository (7) no longer has. The
 * generator is installed beside that one, so it would find it: a resolve hook answers it with the TypeScript 5 of this
 * package.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const typescript = import.meta.resolve('typescript');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript' ? { url: typescript, shortCircuit: true } : next(specifier, context),
});
const { createClient } = await import('@hey-api/openapi-ts');

const OPENAPI = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
const GENERATED = fileURLToPath(new URL('src/generated', import.meta.url));

if (process.argv.includes('--check')) {
  const directory = mkdtempSync(join(tmpdir(), 'freehold-client-drift-'));
  try {
    await generate(directory);
    const [made, committed] = [filesIn(directory), filesIn(GENERATED)];
    const files = [...new Set([...made.keys(), ...committed.keys()])];
    const drifted = files.filter((file) => made.get(file) !== committed.get(file));
    if (drifted.length > 0) {
      process.stderr.write(
        `Drifted from docs/openapi.json: ${drifted.join(', ')}. Run: npm run generate -w libs/client\n`,
      );
      process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
} else {
  await generate(GENERATED);
}

async function generate(path) {
  await createClient({
    input: OPENAPI,
    logs: { level: 'silent', file: false },
    output: {
      path,
      header: ['// Generated from docs/openapi.json: npm run generate -w libs/client'],
      entryFile: false,
      module: { extension: '.js' },
    },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', { name: '@hey-api/client-fetch', throwOnError: false }],
  });
}

function filesIn(root) {
  return new Map(globSync('**/*.ts', { cwd: root }).map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}
