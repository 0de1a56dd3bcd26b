/**
 * `make test` and, with `--long`, `make test-long`: every check in turn, each with its output, and at the very end the line
 * `N passed, N failed`: tests, and every failed step besides them. It runs on whatever Node the machine has, as it does the
 * set-up too.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const REPORT = 'var/test/jest.json';
const TALLY = 'var/test/tally';
const isLong = process.argv.includes('--long');

const jest = [
  'node',
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  ...(isLong ? ['--config=jest.long.config.js'] : []),
  '--json',
  `--outputFile=${REPORT}`,
];

/** `needs` names a step without which this one cannot be done: it fails with it. */
const steps = [
  { name: 'set-up', command: ['make', '--no-print-directory', 'setup'] },
  { name: 'build', needs: 'set-up', command: ['make', '--no-print-directory', 'build'] },
  ...(isLong ? [] : checks()),
  { name: 'tests', needs: 'build', command: jest },
];

function checks() {
  return [
    { name: 'lint', needs: 'build', command: ['oxlint'] },
    { name: 'formatting', needs: 'set-up', command: ['biome', 'check'] },
    {
      name: 'boundaries',
      needs: 'build',
      command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'libs', 'services', 'tools', 'e2e'],
    },
    { name: 'dead code', needs: 'set-up', command: ['knip'] },
    { name: 'lock file', command: ['node', 'tools/setup/complete-lock.mjs', '--check'] },
    {
      name: 'drift of generated files',
      needs: 'build',
      command: ['npm', 'run', 'drift', '--workspaces', '--if-present'],
    },
  ];
}

/** Whether a step went well. */
function run({ name, needs, command: [program, ...args] }, failed) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  if (failed.has(needs)) {
    console.log(`not done, as ${needs} failed`);
    return false;
  }
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error) console.log(error.message);
  console.log(`== ${name}: ${status === 0 ? 'good' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}

/** What jest reported. A suite that did not run and a test that was skipped are failures: nothing may look tested that was not. */
function jestTally() {
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8'));
    const failed =
      report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests;
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

mkdirSync('var/test', { recursive: true });
for (const file of [REPORT, TALLY]) rmSync(file, { force: true });

const failed = new Set();
for (const step of steps) if (!run(step, failed)) failed.add(step.name);

const tests = jestTally();
const otherSteps = [...failed].filter((name) => name !== 'tests' || tests.failed === 0).length;
const failures = tests.failed + otherSteps;
const tally = `${tests.passed} passed, ${failures} failed`;
if (failed.size > 0) console.log(`\nFailed: ${[...failed].join(', ')}`);
writeFileSync(TALLY, `${tally}\n`);
process.exitCode = failures === 0 ? 0 : 1;
console.log(`\n${tally}`);
