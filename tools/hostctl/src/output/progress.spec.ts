import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import type { Terminal } from '../terminal.js';
import { whileShown } from './progress.js';

function terminal(isTTY: boolean, env: Terminal['env'] = {}) {
  const written: string[] = [];
  const stderr = { write: (text: string) => written.push(text), isTTY, columns: 40 };
  const nothing = { write: () => undefined };
  return { written, terminal: { stdin: (async function* () {})(), stdout: nothing, stderr, env, cwd: () => '/' } };
}

describe('the line that shows that work goes on', () => {
  it('says how far it is, no wider than the terminal, and is gone at the end, however the work ends', async () => {
    const { written, terminal: screen } = terminal(true);
    const failing = whileShown(screen, 'operation 1', async (say) => {
      await until(() => written.length > 0);
      say('x'.repeat(100));
      const before = written.length;
      await until(() => written.length > before);
      throw new Error('it failed');
    });
    await expect(failing).rejects.toThrow('it failed');
    const [shown = ''] = written;
    expect(shown.startsWith('\r\u001b[K⠋ operation 1 (')).toBe(true);
    expect(shown).toMatch(/\([1-9]\d* s\)$/);
    expect(written.at(-2)).toMatch(/ x{36}…$/);
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  it('does not flicker where the work is quick', async () => {
    const { written, terminal: screen } = terminal(true);
    expect(await whileShown(screen, 'reading', async () => 42)).toBe(42);
    expect(written).toEqual([]);
  });

  it.each([
    ['where no terminal is', terminal(false)],
    ['on a terminal that cannot take a line back', terminal(true, { TERM: 'dumb' })],
  ])('is not written %s', async (_, { written, terminal: screen }) => {
    const late = async () => await new Promise((resolve) => setTimeout(resolve, 1_200, 42));
    expect(await whileShown(screen, 'reading', late)).toBe(42);
    expect(written).toEqual([]);
  });
});
