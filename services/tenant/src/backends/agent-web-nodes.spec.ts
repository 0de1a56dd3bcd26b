import { BackendError } from '@freehold/ledger/backend-error';
import { testAuthority } from '@freehold/rpc/certificates-under-test';
import { Agents } from '@freehold/service/agents';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aName, aSite } from '../webroot/site-under-test.js';
import { AgentUnderTest } from './agent-under-test.js';
import { AgentWebNodes } from './agent-web-nodes.js';
import { describeWebNodes } from './web-nodes.contract.js';

const authority = await testAuthority();
const opened: { stop(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const { stop } of opened.splice(0)) await stop();
});

function open(): AgentWebNodes {
  const agents = new Agents('tenant', async (request) => {
    const uri = 'freehold://service/tenant';
    return { ...(await authority.sign(request, { uri })), authority_pem: authority.authority_pem };
  });
  opened.push({ stop: () => agents.close() });
  return new AgentWebNodes(agents);
}

async function start(refused = new Map<string, string>()) {
  const started = await AgentUnderTest.start('n1', authority, refused);
  opened.push({ stop: () => started.agent.stop() });
  return started;
}

describeWebNodes('web nodes by their agents', async () => {
  const refused = new Map<string, string>();
  const { agent, node } = await start(refused);
  return {
    nodes: open(),
    node,
    held: () => agent.held.ids(),
    refuse: (site, detail) => void refused.set(site, detail),
    accept: (site) => void refused.delete(site),
    down: () => agent.stop(),
  };
});

describe('a node that was not reached', () => {
  it('is tried by one site at a time, and by all again once it is back', async () => {
    const { agent, node } = await start();
    const nodes = open();
    const apply = async (id: string, to = node) =>
      await nodes.apply(to, aSite({ id }), AbortSignal.timeout(5_000)).catch((error: unknown) => error);
    await agent.stop();
    expect(await apply('w1')).toMatchObject({ code: 'unavailable' });
    const tries = await Promise.all(['w1', 'w2', 'w3'].map(async (id) => apply(id)));
    const atOnce = tries.filter((error) => error instanceof BackendError && error.detail.includes('is being tried'));
    expect(atOnce).toHaveLength(2);
    const { node: back } = await start();
    expect(await apply('w1', back)).toBe('applied');
    expect(await Promise.all(['w2', 'w3'].map(async (id) => apply(id, back)))).toEqual(['applied', 'applied']);
  });
});

describe('a site on its way to an agent', () => {
  it('arrives as it was written', async () => {
    const { agent, node } = await start();
    const runtime_config = { pm: { max_children: 3 }, php_values: { memory_limit: '64M' } };
    const site = aSite({ names: [aName('www.acme.example')] }, { runtime_config, public_folder: 'web' });
    await open().apply(node, site, AbortSignal.timeout(5_000));
    expect(agent.held.get('w1')).toMatchObject({
      tenantId: 't1',
      uid: 5007,
      shard: 'web',
      runtime: 'php',
      runtimeVersion: '8.2',
      publicFolder: 'web',
      hostnames: ['www.acme.example'],
      suspended: false,
      php: { pm: { max_children: '3' }, values: { memory_limit: '64M' }, adminValues: {} },
    });
  });
});
