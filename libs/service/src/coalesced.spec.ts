import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { Coalesced } from './coalesced.js';

describe('a question that many ask at once', () => {
  /** Questions that are answered one by one, by the spec. */
  function questions() {
    const asked: { sent: () => void; answer: PromiseWithResolvers<string> }[] = [];
    const coalesced = new Coalesced<string>();
    const ask = async () =>
      await coalesced.answer('same', async (sent) => {
        const answer = Promise.withResolvers<string>();
        asked.push({ sent, answer });
        return await answer.promise;
      });
    return { asked, ask, coalesced };
  }

  it('is asked once for all who came before it was sent, and once more for all who came after', async () => {
    const { asked, ask, coalesced } = questions();
    const before = [ask(), ask(), ask()];
    await until(() => asked.length === 1);
    asked[0]?.sent();
    const after = [ask(), ask(), ask(), ask()];
    asked[0]?.answer.resolve('old');
    expect(await Promise.all(before)).toEqual(['old', 'old', 'old']);
    await until(() => asked.length === 2);
    asked[1]?.answer.resolve('new');
    expect(await Promise.all(after)).toEqual(['new', 'new', 'new', 'new']);
    expect([asked.length, coalesced.size]).toEqual([2, 0]);
  });

  it('is asked again though the one before failed, and fails for those alone who waited for that', async () => {
    const { asked, ask } = questions();
    const first = ask();
    await until(() => asked.length === 1);
    asked[0]?.sent();
    const second = ask();
    asked[0]?.answer.reject(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await until(() => asked.length === 2);
    asked[1]?.answer.resolve('mended');
    expect(await second).toBe('mended');
  });
});
