import { Node } from '@freehold/contracts/fleet/node';
import { NODE_SAMPLES_SUBJECT, NodeSample } from '@freehold/contracts/fleet/node-samples';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { News } from '../deployers/fake-agent.js';
import { FleetUnderTest } from '../fleet-under-test.js';

const failing: News = {
  case: 'health',
  value: { healthy: false, checks: [{ name: 'nginx', ok: false, detail: 'it ended' }] },
};
const well: News = { case: 'health', value: { healthy: true, checks: [{ name: 'nginx', ok: true, detail: '' }] } };
const drift: News = {
  case: 'drift',
  value: {
    differences: [{ key: { kind: 'webroot', id: 'w1' }, what: 'the site’s file was changed', repaired: true }],
    total: 3,
    reportOnly: false,
  },
};

describe('what a node tells', () => {
  const fleet = new FleetUnderTest();
  const signal = new AbortController().signal;
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0)) await step();
  });

  async function factsOf(id: string, ...names: string[]) {
    return (await fleet.facts(id))
      .filter(({ fact, kind }) => kind === 'node' && names.includes(fact))
      .map(({ data }) => data);
  }

  it('becomes an event when its health changes, and none while it stays', async () => {
    const id = await fleet.activeNode();
    const agent = fleet.deployer.agent(id);
    // A busy machine may have let it be silent for too long before, which is told too.
    const before = await until(async () => {
      const told = await factsOf(id, 'health_changed');
      return told.at(-1)?.['healthy'] === true && told;
    });
    for (const health of [well, failing, failing, well, well]) agent.tell(health);
    await until(async () => (await factsOf(id, 'health_changed')).length >= before.length + 2);
    agent.tell(drift);
    await until(async () => (await factsOf(id, 'drift_detected')).length > 0);
    expect((await factsOf(id, 'health_changed')).slice(before.length)).toEqual([
      { healthy: false, health_detail: 'nginx: it ended' },
      { healthy: true, health_detail: '' },
    ]);
  });

  it('is answered to whoever asks how it is, by the node itself', async () => {
    const id = await fleet.activeNode();
    expect(await fleet.ask('node-health', { node_id: id })).toEqual({
      outcome: 'answered',
      answer: {
        healthy: true,
        detail: '',
        checks: [{ name: 'nginx', ok: true, detail: '' }],
        observed_at: expect.any(String),
      },
    });
    fleet.deployer.agent(id).tell(failing);
    expect(await fleet.ask('node-health', { node_id: id })).toMatchObject({
      answer: { healthy: false, detail: 'nginx: it ended' },
    });
    expect(await fleet.ask('node-health', { node_id: 'nobody' })).toMatchObject({ code: 'node.not_found' });
  });

  it('of drift is an event, and is kept for who asks; a stream that begins anew tells nothing twice', async () => {
    const id = await fleet.activeNode();
    expect(await fleet.ask('node-drift', { node_id: id })).toMatchObject({ answer: { total: 0, observed_at: null } });
    fleet.deployer.agent(id).tell(drift);
    await until(async () => (await factsOf(id, 'drift_detected')).length > 0);
    const words = ['webroot w1: the site’s file was changed (repaired)', 'and 2 more'];
    expect(await factsOf(id, 'drift_detected')).toEqual([{ differences: words }]);
    expect(await fleet.ask('node-drift', { node_id: id })).toEqual({
      outcome: 'answered',
      answer: {
        differences: [{ kind: 'webroot', id: 'w1', what: 'the site’s file was changed', repaired: true }],
        total: 3,
        report_only: false,
        observed_at: expect.any(String),
      },
    });
    await fleet.restart();
    const agent = fleet.deployer.agent(id);
    await until(() => agent.listening > 0);
    agent.tell(failing);
    await until(async () => (await factsOf(id, 'health_changed')).length >= 2);
    expect(await factsOf(id, 'drift_detected')).toHaveLength(1);
    agent.tell(drift);
    await until(async () => (await factsOf(id, 'drift_detected')).length === 2);
  });

  it('goes to the samples where it is measured again and again', async () => {
    const id = await fleet.activeNode();
    const { nc } = fleet.runtime.parts;
    const samples: NodeSample[] = [];
    const { jsm } = fleet.runtime.parts.ledger;
    fleet.deployer.agent(id).tell({
      case: 'usage',
      value: { rssBytes: 120_000_000n, cpuSeconds: 1.5, diskFreeBytes: 10_000_000_000n, processes: 7 },
    });
    await until(async () => {
      const { messages } = (await jsm.streams.info('SAMPLES')).state;
      samples.length = 0;
      for (let seq = 1; seq <= messages; seq++) {
        const stored = await jsm.streams.getMessage('SAMPLES', { seq });
        if (stored?.subject === NODE_SAMPLES_SUBJECT) samples.push(NodeSample.parse(stored.json()));
      }
      return samples.some(({ node_id, usage }) => node_id === id && usage);
    });
    expect(samples.filter(({ node_id }) => node_id === id)).toEqual([
      { node_id: id, observed_at: expect.any(String), health: { healthy: true, failing: [] } },
      {
        node_id: id,
        observed_at: expect.any(String),
        usage: { rss_bytes: 120_000_000, cpu_seconds: 1.5, disk_free_bytes: 10_000_000_000, processes: 7 },
      },
    ]);
    expect(nc.isClosed()).toBe(false);
  });

  it('that it is not heard is told after a while, and that it is back, with what it has forgotten', async () => {
    const id = await fleet.activeNode();
    const before = fleet.deployer.agent(id).incarnation;
    await fleet.deployer.stop(id, signal);
    fleet.deployer.invitations.delete(id);
    const resync = fleet.deployer.hold();
    undo.push(resync);
    await until(async () => (await fleet.row(Node, id))?.observed?.['healthy'] === false);
    expect((await fleet.row(Node, id))?.observed?.['health_detail']).toMatch(/^its agent is not heard: /);
    expect(await fleet.ask('node-health', { node_id: id })).toMatchObject({
      answer: { healthy: false, observed_at: null },
    });
    resync();
    await until(async () => (await fleet.row(Node, id))?.observed?.['healthy'] === true);
    const { incarnation } = (await fleet.row(Node, id))?.observed ?? {};
    expect(incarnation).toBe(fleet.deployer.agent(id).incarnation);
    expect(incarnation).not.toBe(before);
  });

  it('is heard by one replica at a time, and by another when that one is gone', async () => {
    const id = await fleet.activeNode();
    const replica = await fleet.open();
    const agent = fleet.deployer.agent(id);
    expect(agent.listening).toBe(1);
    await fleet.restart();
    await until(() => agent.listening === 1);
    agent.tell(failing);
    await until(async () => (await fleet.row(Node, id))?.observed?.['healthy'] === false);
    await replica.stop();
    await until(() => agent.listening === 1);
    agent.tell(well);
    await until(async () => (await fleet.row(Node, id))?.observed?.['healthy'] === true);
  });
});
