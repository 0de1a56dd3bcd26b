import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../bin/hostctl.js', import.meta.url));

describe('the program', () => {
  it('runs from any directory, prints for pipes, and ends with its exit code', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, 'explain', 'zone'], { cwd: '/' });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'zone', lifecycle: 'asynchronous' });
    const wrong = promisify(execFile)(process.execPath, [PROGRAM, 'explain', 'zebra'], { cwd: '/' });
    await expect(wrong).rejects.toMatchObject({ code: 2, stdout: '' });
  });

  it('ends in peace when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'explain', '-o', 'yaml'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = await once(child, 'close');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
