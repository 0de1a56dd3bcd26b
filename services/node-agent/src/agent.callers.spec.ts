import { chmod } from 'node:fs/promises';
import type { ResourceInit } from '@freehold/rpc/agent-connection';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { startAgentUnderTest } from './agent-under-test.js';
import { converge, SOON, signal, startFileAgent, webroot } from './file-agent-under-test.js';

const agent = await startFileAgent();
const [tenant, lb] = [await agent.connect('tenant'), await agent.connect('lb')];

describe('callers', () => {
  it('speak of their own kinds alone, and of what the node is for', async () => {
    const route: ResourceInit = { id: 'a.example', generation: 1n, spec: { case: 'route', value: { backend: 'b' } } };
    await expect(lb.apply(webroot('w1', 1), signal)).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(tenant.apply(route, signal)).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(lb.remove({ kind: 'webroot', id: 'w1' }, 1n, signal)).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(converge(lb, 1, [])).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(lb.apply(route, signal)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('that send what is no resource, or no set, are told so', async () => {
    const bad: ResourceInit[] = [
      { id: '', generation: 1n, spec: { case: 'webroot', value: {} } },
      { id: 'a\u0000b', generation: 1n, spec: { case: 'webroot', value: {} } },
      { id: 'w1', generation: 2n ** 60n, spec: { case: 'webroot', value: {} } },
      { id: 'w1', generation: 1n },
    ];
    for (const resource of bad) {
      await expect(tenant.apply(resource, signal)).rejects.toMatchObject({ reason: /invalid|forbidden/ });
    }
    const empty = tenant.converge({ kinds: [] }, [], signal);
    await expect(empty[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('find a second agent kept from the same root', async () => {
    await chmod(agent.root, 0o755);
    const second = await startAgentUnderTest({
      program: new URL('./file-agent.child.js', import.meta.url),
      environment: { ROOT: agent.root },
      enrol: false,
    });
    await until(async () => (await second.log()).includes('Another agent runs on'), SOON);
  });
});
