import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from './ports.js';

describe('a free port', () => {
  const before = process.env['FREEHOLD_PORT_RANGE'];
  afterEach(() => {
    process.env['FREEHOLD_PORT_RANGE'] = before;
  });

  it('is drawn from the range that this process is told, and drawn once', async () => {
    process.env['FREEHOLD_PORT_RANGE'] = '32100-32110';
    const drawn = [await freePort(), await freePort(), await freePort(), await freePort()];
    expect(new Set(drawn).size).toBe(4);
    for (const port of drawn) expect([port, port >= 32_100 && port < 32_110]).toEqual([port, true]);
  });

  it('is none where all of the range are taken', async () => {
    process.env['FREEHOLD_PORT_RANGE'] = '32120-32121';
    await freePort();
    await expect(freePort()).rejects.toThrow('No free port in 32120-32121');
  });
});
