import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { contentOf, converge, fileOf, observe, SOON, startFileAgent, webroots } from './file-agent-under-test.js';

const agent = await startFileAgent({ environment: { CONVERGE_SECONDS: '1' } });
const tenant = await agent.connect('tenant');

describe('drift', () => {
  it('is repaired where that is safe, fifty at a time, and told', async () => {
    await converge(tenant, 1, webroots(80));
    const told = await observe(agent);
    await mkdir(join(agent.root, 'srv/files/strange'));
    for (let n = 0; n < 80; n += 1) await writeFile(fileOf(agent, `w${n}`), 'changed');
    await until(async () => (await contentOf(agent, 'w79')) === '1 a\n', SOON);
    const drifts = told.flatMap(({ case: name, value }) => (name === 'drift' ? [value] : []));
    const repaired = drifts.map(({ differences }) => differences.filter((one) => one.repaired).length);
    expect(Math.max(...repaired)).toBeLessThanOrEqual(50);
    await until(() => told.some(({ case: name, value }) => name === 'drift' && value.total === 1), SOON);
    expect(existsSync(join(agent.root, 'srv/files/strange'))).toBe(true);
  });

  it('of more than a hundred, three looks in a row, stops the repairs until a full set arrives', async () => {
    const set = webroots(400);
    await converge(tenant, 2, set);
    const told = await observe(agent);
    await rm(join(agent.root, 'srv/files'), { recursive: true });
    const isReported = () => told.some(({ case: name, value }) => name === 'drift' && value.reportOnly);
    await until(isReported, SOON);
    expect((await readdir(join(agent.root, 'srv/files'))).length).toBe(100);
    await converge(tenant, 3, set);
    expect((await readdir(join(agent.root, 'srv/files'))).length).toBe(400);
    await rm(fileOf(agent, 'w7'));
    await until(() => existsSync(fileOf(agent, 'w7')), SOON);
  });

  it('of everything, as when the disk was emptied, is put right at once, and the node is who it was', async () => {
    const [hello] = await observe(agent);
    for (const name of ['srv', 'var', 'run']) await rm(join(agent.root, name), { recursive: true });
    await until(async () => (await readdir(join(agent.root, 'srv/files'))).length === 400, SOON);
    await agent.kill();
    await agent.restart();
    const [again] = await observe(agent);
    expect(again).toEqual(hello);
    expect(again?.value).toMatchObject({ resources: { webroot: 400 } });
  });
});
