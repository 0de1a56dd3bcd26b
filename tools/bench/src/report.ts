import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.js';
import type { Machine } from './machine.js';
import { conditions, table } from './table.js';

const FILE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const MARKER = '<!-- `make bench` writes what stands above this line; what stands below is kept by hand. -->';
const FIRST = `${MARKER}\n\n## What was learnt\n`;

/** Writes the figures of a whole run to docs/benchmarks.md. */
export async function writeReport(figures: readonly Figure[], machine: Machine): Promise<void> {
  const before = await readFile(FILE, 'utf8').catch(() => '');
  await writeFile(FILE, pageOf(figures, machine, before));
}

/** @param before the page as it is: what people have written there stays */
export function pageOf(figures: readonly Figure[], machine: Machine, before: string): string {
  const kept = before.includes(MARKER) ? before.slice(before.indexOf(MARKER)) : FIRST;
  return `${measured(figures, machine)}\n${kept}`;
}

function measured(figures: readonly Figure[], machine: Machine): string {
  return `# Benchmarks

The figures that this repository promises, each held against a baseline that ran on the same machine in the same run. Read the
ratios: absolute numbers are those of this machine on this day. NATS acknowledges an append when it is on disk
(\`sync_interval: always\`) and PostgreSQL a commit likewise (\`fsync = on\`); whoever is measured and whoever measures are
processes of their own.

${table(figures)}

Measured on ${new Date().toISOString().slice(0, 10)}:

- ${machine.hardware}; other programs used ${machine.busy} % of it when the run began
- ${machine.programs}

## Conditions

${conditions(figures)}

Where two things are measured in turns, the order changes every round, the first round does not count, and the ratio is the
median of the rounds' ratios.

## Again

\`make bench\` measures everything in half an hour, prints this table and writes this page; it fails when a floor is missed.
\`node tools/bench/dist/main.js work service-rebuild\` measures and prints only what is named. Leave the machine alone meanwhile.
`;
}
