import { describe, expect, it } from '@jest/globals';
import { until } from './until.js';

describe('until', () => {
  it('answers what the condition answered when it held', async () => {
    let looks = 0;
    expect(await until(() => (++looks === 3 ? 'third' : undefined), { every: 1 })).toBe('third');
  });

  it('takes a throw for "not yet"', async () => {
    let looks = 0;
    const condition = () => {
      if (++looks < 3) throw new Error('not there');
      return looks;
    };
    expect(await until(condition, { every: 1 })).toBe(3);
  });

  it('gives up in time and tells what was seen last', async () => {
    const condition = () => {
      throw new Error('no such row');
    };
    await expect(until(condition, { within: 20, every: 1 })).rejects.toThrow(/within 20 ms[^]*no such row/);
  });
});
