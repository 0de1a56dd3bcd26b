import { readFileSync } from 'node:fs';
import { misused } from './failure.js';

/** Where text goes. `process.stdout` and `process.stderr` fit; a spec hands in its own. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width in characters, on a terminal. */
  readonly columns?: number;
}

/** All that hostctl knows of the process it runs in. */
export interface Terminal {
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

/** Colours are for people: only on a terminal that knows them, and never against NO_COLOR (no-color.org). */
export function wantsColour(output: Output, env: Terminal['env']): boolean {
  return output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** Everything on standard input, as UTF-8. */
export async function readAll(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws Failure when the file cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw misused(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`); // what fs throws
  }
}
