import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const main = fileURLToPath(new URL('./main.js', import.meta.url));

function start(settings: Record<string, string>) {
  return spawn(process.execPath, [main], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the emulators as a process', () => {
  it('says where it listens, answers its health check, and ends cleanly on SIGTERM', async () => {
    const child = start({ FREEHOLD_EMULATORS_HOSTWINDS_PORT: '0', FREEHOLD_EMULATORS_HOSTWINDS_SERVERS: '3' });
    try {
      const [line] = await once(createInterface({ input: child.stdout }), 'line');
      const { url, servers } = JSON.parse(String(line));
      expect(servers).toBe(3);
      expect((await fetch(new URL('/livez', url))).status).toBe(200);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('does not start on a bad setting, and names it', async () => {
    const child = start({ FREEHOLD_EMULATORS_HOSTWINDS_PORT: 'eighty' });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(told).toContain('FREEHOLD_EMULATORS_HOSTWINDS_PORT');
  });
});
