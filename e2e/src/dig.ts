import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './platform-under-test.js';

const run = promisify(execFile);

/** PATH with the programs that `make setup` has fetched where the machine lacks them. */
export const PATH = `${join(ROOT, '.servers/bin')}:${process.env['PATH'] ?? ''}`;

/**
 * Asks a name server, as a person does.
 * @param server `host:port`
 * @returns the data of the answers, one a line of `dig +short`, sorted
 */
export async function dig(server: string, name: string, type: string): Promise<string[]> {
  const [host = '', port = ''] = server.split(':');
  const args = ['+short', '+tries=1', '+time=2', '+norecurse', `@${host}`, '-p', port, '-t', type, '-q', name];
  const { stdout } = await run('dig', args, { env: { ...process.env, PATH }, timeout: 10_000 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}

/** The state that a name server answers with: `NOERROR`, `NXDOMAIN`, `REFUSED` … */
export async function digStatus(server: string, name: string, type: string): Promise<string | undefined> {
  const [host = '', port = ''] = server.split(':');
  const args = ['+tries=1', '+time=2', '+norecurse', `@${host}`, '-p', port, '-t', type, '-q', name];
  const { stdout } = await run('dig', args, { env: { ...process.env, PATH }, timeout: 10_000 });
  return /status: ([A-Z]+)/.exec(stdout)?.[1];
}
