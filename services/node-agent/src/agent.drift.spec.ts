import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { contentOf, converge, fileOf, observe, SOON, startFileAgent, webroots } from './file-agent-under-test.js';

const agent = await startFileAgent({ environment: { CONVERGE_SECONDS: '1' } });
const tenant = await agent.connect('tenant');

/** In one moment, and not as fast as files can be removed: an agent that repairs meanwhile would fill it again. */
async function takeAway(tree: string): Promise<void> {
  const away = `${agent.root}.away-${basename(tree)}`; // On the same file system, and nothing that the agent looks at.
  await rename(join(agent.root, tree), away);
  await rm(away, { recursive: true });
}

/** What each look found that was told, and how much of it was repaired. */
function looksIn(told: Awaited<ReturnType<typeof observe>>): { total: number; repaired: number }[] {
  const drifts = told.flatMap(({ case: name, value }) => (name === 'drift' ? [value] : []));
  return drifts.map(({ total, differences }) => ({
    total,
    repaired: differences.filter((difference) => difference.repaired).length,
  }));
}

describe('drift', () => {
  it('is repaired where that is safe, fifty at a time, and told', async () => {
    await converge(tenant, 1, webroots(80));
    const told = await observe(agent);
    await mkdir(join(agent.root, 'srv/files/strange'));
    for (let n = 0; n < 80; n += 1) await writeFile(fileOf(agent, `w${n}`), 'changed');
    await until(async () => (await contentOf(agent, 'w79')) === '1 a\n', SOON);
    await until(() => told.some(({ case: name, value }) => name === 'drift' && value.total === 1), SOON);
    expect(Math.max(...looksIn(told).map(({ repaired }) => repaired))).toBeLessThanOrEqual(50);
    expect(existsSync(join(agent.root, 'srv/files/strange'))).toBe(true);
  });

  it('of more than a hundred, three looks in a row, stops the repairs until a full set arrives', async () => {
    const set = webroots(400);
    await converge(tenant, 2, set);
    const told = await observe(agent);
    await takeAway('srv/files');
    const isReported = () => told.some(({ case: name, value }) => name === 'drift' && value.reportOnly);
    await until(isReported, SOON);
    const looks = looksIn(told);
    expect(looks.slice(-3).map(({ repaired }) => repaired)).toEqual([50, 50, 0]);
    for (const { total } of looks.slice(-3)) expect(total).toBeGreaterThan(100);
    // A look under way when the files went may have missed fewer, and does not count.
    const back = looks.reduce((sum, { repaired }) => sum + repaired, 0);
    expect((await readdir(join(agent.root, 'srv/files'))).length).toBe(back);
    await converge(tenant, 3, set);
    expect((await readdir(join(agent.root, 'srv/files'))).length).toBe(400);
    await rm(fileOf(agent, 'w7'));
    await until(() => existsSync(fileOf(agent, 'w7')), SOON);
  });

  it('of everything, as when the disk was emptied, is put right at once, and the node is who it was', async () => {
    const [hello] = await observe(agent);
    for (const tree of ['srv', 'var', 'run']) await takeAway(tree);
    await until(async () => (await readdir(join(agent.root, 'srv/files'))).length === 400, SOON);
    await agent.kill();
    await agent.restart();
    const [again] = await observe(agent);
    expect(again).toEqual(hello);
    expect(again?.value).toMatchObject({ resources: { webroot: 400 } });
  });
});
