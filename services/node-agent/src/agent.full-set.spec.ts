import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentOf, converge, outcome, startFileAgent, webroot, webroots } from './file-agent-under-test.js';

const agent = await startFileAgent();
const tenant = await agent.connect('tenant');

describe('a full set', () => {
  it('removes what it does not name, but for what is newer, and brings back what an earlier set forgot', async () => {
    for (const resource of [webroot('w1', 5), webroot('w2', 6), webroot('w3', 20)]) await outcome(tenant, resource);
    const { summary, results } = await converge(tenant, 10, [webroot('w1', 5), webroot('w4', 7)]);
    expect(summary).toMatchObject({ applied: 1, unchanged: 1, removed: 1, stale: 0, heldRemovals: 0 });
    expect(results).toMatchObject([{ key: { id: 'w2' }, removed: true }]);
    expect((await readdir(join(agent.root, 'srv/files'))).sort()).toEqual(['w1', 'w3', 'w4']);
    expect(await outcome(tenant, webroot('w2', 6))).toBe('STALE');
    await converge(tenant, 11, [webroot('w1', 5), webroot('w2', 6), webroot('w4', 7)]);
    expect(await contentOf(agent, 'w2')).toBe('6 a\n');
  });

  it('that would take away more than 30 % is held, the rest of it is done, and a confirmation lets it through', async () => {
    const all = webroots(30, 100);
    await converge(tenant, 100, all);
    const { summary } = await converge(tenant, 101, [...all.slice(0, 20), webroot('new', 101)]);
    expect(summary).toMatchObject({ applied: 1, removed: 0, heldRemovals: 10, heldTotal: 30 });
    expect((await readdir(join(agent.root, 'srv/files'))).length).toBe(31);
    const confirmed = await converge(tenant, 102, all.slice(0, 20), true);
    expect(confirmed.summary).toMatchObject({ removed: 11, heldRemovals: 0 });
  });
});
