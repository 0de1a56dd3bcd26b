import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './platform-under-test.js';

const run = promisify(execFile);

/** The server itself, and no second time: what it says now is what counts. */
const ONCE = ['+tries=1', '+time=2', '+norecurse'];

/** PATH with the programs that `make setup` has fetched where the machine lacks them. */
export const PATH = `${join(ROOT, '.servers/bin')}:${process.env['PATH'] ?? ''}`;

/**
 * Asks a name server, as a person does.
 * @param server `host:port`
 * @returns the data of the records of that name and type, in presentation form, sorted: the answer, or a delegation
 */
export async function dig(server: string, name: string, type: string): Promise<string[]> {
  const lines = (await ask(server, name, type, ['+noall', '+answer', '+authority'])).split('\n');
  const records = lines.map((line) => /^(\S+)\s+\d+\s+IN\s+(\S+)\s+(.*)$/.exec(line));
  return records
    .flatMap((record) => (record?.[1] === `${name}.` && record[2] === type ? (record[3] ?? []) : []))
    .toSorted();
}

/** The same for many names at once. @returns the data by name */
export async function digEach(server: string, names: readonly string[], type: string): Promise<Map<string, string[]>> {
  const [host = '', port = ''] = server.split(':');
  const asked = names.flatMap((name) => ['-t', type, '-q', name, '+noall', '+answer', ...ONCE]);
  const found = new Map(names.map((name) => [name, [] as string[]]));
  for (const line of (await digging([`@${host}`, '-p', port, ...asked])).split('\n')) {
    const [, name = '', data = ''] = /^(\S+)\.\s+\d+\s+IN\s+\S+\s+(.*)$/.exec(line) ?? [];
    found.get(name)?.push(data);
  }
  return found;
}

/** The state that a name server answers with: `NOERROR`, `NXDOMAIN`, `REFUSED` … */
export async function digStatus(server: string, name: string, type: string): Promise<string | undefined> {
  return /status: ([A-Z]+)/.exec(await ask(server, name, type, []))?.[1];
}

async function ask(server: string, name: string, type: string, options: readonly string[]): Promise<string> {
  const [host = '', port = ''] = server.split(':');
  const args = [...ONCE, ...options, `@${host}`, '-p', port, '-t', type, '-q', name];
  return await digging(args);
}

async function digging(args: readonly string[]): Promise<string> {
  const { stdout } = await run('dig', args, { env: { ...process.env, PATH }, timeout: 10_000 });
  return stdout;
}
