import { beforeAll, describe, expect, it } from '@jest/globals';
import { backend, LbUnderTest, route, type WebNode, webNode, without } from './lb-under-test.js';

describe('a load balancer that changes while visitors crowd it', () => {
  let lb: LbUnderTest;
  let web: readonly WebNode[];

  beforeAll(async () => {
    web = [await webNode('n1'), await webNode('n2'), await webNode('n3')];
    lb = await LbUnderTest.start([backend('web-1', ...web.slice(0, 2)), route('busy.example', 'web-1')]);
  });

  /** No visitor of the crowd saw anything but a page, from before the change until after it. */
  async function unnoticed(change: () => Promise<unknown>): Promise<void> {
    const crowd = await lb.crowd('busy.example');
    for (let i = 0; i < 20; i += 1) await lb.visit('busy.example');
    await change();
    for (let i = 0; i < 20; i += 1) await lb.visit('busy.example');
    const { requests, failed } = await crowd.leave();
    expect(failed).toBe(0);
    expect(requests).toBeGreaterThan(100);
  }

  it('takes ten thousand names in one stroke', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => route(`name-${i}.some-longer-domain.example`, 'web-1'));
    let took = 0;
    await unnoticed(async () => {
      const begin = performance.now();
      await lb.apply(...names);
      took = performance.now() - begin;
    });
    // The figure stands in the benchmarks: here, the machine has other things to do.
    expect(took).toBeLessThan(10_000);
    expect(await lb.visit('name-9999.some-longer-domain.example')).toMatchObject({ status: 200 });
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
    await unnoticed(() => lb.apply(...names.map(({ key }) => without('route', key.id))));
    expect(await lb.visit('name-9999.some-longer-domain.example')).toMatchObject({ status: 404 });
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
  });

  it('adds, drains and removes web nodes without a reload', async () => {
    const process = async () => await lb.runningPid();
    const [before, [n1, n2, n3]] = [await process(), web];
    if (!n1 || !n2 || !n3) throw new Error('three web nodes');
    await unnoticed(async () => {
      await lb.apply(backend('web-1', n1, n2, n3));
      await lb.allUp('web-1'); // Whoever drains the others before leaves visitors without a node, as he has told to.
      await lb.apply(backend('web-1', { ...n1, drained: true }, { ...n2, drained: true }, n3));
      expect(await lb.visit('busy.example')).toMatchObject({ node: 'n3' });
      await lb.apply(backend('web-1', n3));
      await lb.apply(backend('web-1', n1, n2));
      expect((await lb.visit('busy.example')).node).not.toBe('n3');
    });
    expect(await process()).toBe(before);
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
  });

  it('takes a new backend, and gives one away', async () => {
    await unnoticed(async () => {
      await lb.apply(backend('web-2', ...web), route('new.example', 'web-2'));
      expect(await lb.visit('new.example')).toMatchObject({ status: 200 });
      await lb.apply(without('backend', 'web-2'), without('route', 'new.example'));
      expect(await lb.visit('new.example')).toMatchObject({ status: 404 });
    });
  });

  it('hides the death of a web node', async () => {
    const victim = web.find(({ name }) => name === 'n1');
    await unnoticed(async () => {
      await lb.apply(backend('web-1', ...web));
      await victim?.kill();
      for (let i = 0; i < 20; i += 1)
        expect(await lb.visit('busy.example', { method: 'POST' })).toMatchObject({ status: 200 });
    });
  });
});
