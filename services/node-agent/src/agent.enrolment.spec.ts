import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { fileOf, outcome, SOON, signal, startFileAgent, webroot } from './file-agent-under-test.js';

const agent = await startFileAgent({ enrol: false });
const tenant = await agent.connect('tenant');

describe('enrolment', () => {
  it('shows the token to fleet alone, once; the key never leaves the node', async () => {
    await until(async () => (await agent.log()).includes('the agent listens'), SOON);
    await expect(tenant.apply(webroot('w1', 1), signal)).rejects.toMatchObject({ reason: 'distrusted' });
    await agent.enrol();
    expect(await until(() => outcome(tenant, webroot('w1', 1)), SOON)).toBe('APPLIED');
    const state = join(agent.root, 'var/lib/freehold');
    expect(existsSync(join(state, 'join.json'))).toBe(false);
    for (const name of await readdir(join(state, 'identity'))) {
      expect((await stat(join(state, 'identity', name))).mode & 0o777).toBe(0o600);
    }
    const fleet = await agent.connect('fleet');
    const wanted = { step: { case: 'signingRequestWanted', value: {} } } as const;
    expect(await fleet.enrol(wanted, signal)).toMatchObject({ joinToken: '' });
    expect(await agent.log()).not.toMatch(/PRIVATE|BEGIN|token-of/);
  });

  it('takes no certificate that is for another key or node, or has expired', async () => {
    const fleet = await agent.connect('fleet');
    const uri = `freehold://node/${agent.node_id}`;
    const { signingRequestPem } = await fleet.enrol({ step: { case: 'signingRequestWanted', value: {} } }, signal);
    const offers = [
      await agent.authority.issue({ uri }),
      await agent.authority.sign(signingRequestPem, { uri: 'freehold://node/other' }),
      await agent.authority.sign(signingRequestPem, { uri, notAfter: new Date(Date.now() - 1_000) }),
      { chain_pem: 'nonsense' },
    ];
    for (const { chain_pem } of offers) {
      const offer = fleet.enrol({ step: { case: 'certificate', value: { chainPem: chain_pem } } }, signal);
      await expect(offer).rejects.toMatchObject({ reason: 'invalid' });
    }
    await outcome(await agent.connect('tenant'), webroot('w1', 1));
  });

  it('is renewed while it serves, on the same port, and survives a restart', async () => {
    await agent.enrol();
    expect(await outcome(tenant, webroot('w1', 1))).toBe('UNCHANGED');
    expect(await outcome(await agent.connect('tenant'), webroot('w1', 2))).toBe('APPLIED');
    await agent.kill();
    await agent.restart();
    expect(await until(() => outcome(tenant, webroot('w1', 2)), SOON)).toBe('UNCHANGED');
  });

  it('that has expired is over: nobody believes the node, which serves on, until somebody brings a new token', async () => {
    await agent.enrol(new Date(Date.now() + 10_000));
    tenant.close();
    await outcome(tenant, webroot('w1', 2));
    await until(async () =>
      tenant.apply(webroot('w1', 2), signal).then(
        () => false,
        ({ reason }) => reason === 'distrusted',
      ),
    );
    await rm(fileOf(agent, 'w1'));
    await agent.kill();
    await agent.restart();
    await until(() => existsSync(fileOf(agent, 'w1')), SOON);
    await expect(tenant.apply(webroot('w1', 2), signal)).rejects.toMatchObject({ name: 'AgentError' });
    await agent.join();
    await agent.enrol();
    expect(await until(() => outcome(tenant, webroot('w1', 2)), SOON)).toBe('UNCHANGED');
  });
});
