import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Outcome } from '@freehold/rpc/agent';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { processInfo } from './daemons/processes.js';
import { contentOf, fileOf, observe, outcome, SOON, signal, startFileAgent, webroot } from './file-agent-under-test.js';

const agent = await startFileAgent({ environment: { CONVERGE_SECONDS: '1' } });
const tenant = await agent.connect('tenant');
/** A restart takes a while on a busy machine. */
const LONG = 90_000;

describe('an agent', () => {
  it(
    'makes a resource so, says what was so already, and lets nothing old overtake it',
    async () => {
      expect(await outcome(tenant, webroot('w1', 5))).toBe('APPLIED');
      expect(await outcome(tenant, webroot('w1', 5))).toBe('UNCHANGED');
      expect(await outcome(tenant, webroot('w1', 4, 'old'))).toBe('STALE');
      expect(await contentOf(agent, 'w1')).toBe('5 a\n');
      expect(await outcome(tenant, webroot('w1', 6, 'b'))).toBe('APPLIED');

      const key = { kind: 'webroot', id: 'w1' };
      expect((await tenant.remove(key, 5n, signal)).outcome).toBe(Outcome.STALE);
      expect((await tenant.remove(key, 9n, signal)).outcome).toBe(Outcome.APPLIED);
      expect(existsSync(fileOf(agent, 'w1'))).toBe(false);
      expect((await tenant.remove(key, 9n, signal)).outcome).toBe(Outcome.UNCHANGED);
      expect(await outcome(tenant, webroot('w1', 8))).toBe('STALE');

      await agent.kill();
      await agent.restart();
      expect(await until(() => outcome(tenant, webroot('w1', 8)), SOON)).toBe('STALE');
      expect(await outcome(tenant, webroot('w1', 10))).toBe('APPLIED');
    },
    LONG,
  );

  it('makes so together whatever waits', async () => {
    const log = join(agent.root, 'var/log/batches');
    const batches = async () => (await readFile(log, 'utf8')).trim().split('\n').map(Number);
    const before = (await batches()).length;
    const all = Array.from({ length: 60 }, (_, n) => outcome(tenant, webroot(`together-${n}`, 1)));
    expect(new Set(await Promise.all(all))).toEqual(new Set(['APPLIED']));
    const sizes = (await batches()).slice(before);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(60);
    expect(sizes.length).toBeLessThan(30);
  });

  it('refuses a bad resource alone, and tells of it', async () => {
    const outcomes = ['a', 'poison', 'a'].map((shard, n) => outcome(tenant, webroot(`neighbour-${n}`, 1, shard)));
    expect(await Promise.all(outcomes)).toEqual(['APPLIED', 'REFUSED', 'APPLIED']);
    const told = await observe(agent);
    const drift = await until(() => told.find(({ case: name }) => name === 'drift'), SOON);
    expect(drift.value).toMatchObject({ total: 1, differences: [{ key: { id: 'neighbour-1' }, repaired: false }] });
    expect(await outcome(tenant, webroot('neighbour-1', 2))).toBe('APPLIED');
  });

  it(
    'has what it was told on its disk before it tries it: killed in the middle, it makes it so at its next start',
    async () => {
      await outcome(tenant, webroot('kept', 1));
      const lost = tenant.apply(webroot('lost', 2, 'hold'), signal);
      const failure = expect(lost).rejects.toMatchObject({ name: 'AgentError' });
      await until(() => existsSync(fileOf(agent, 'lost')), SOON);
      await agent.kill();
      await failure;
      await rm(fileOf(agent, 'kept'));
      await rm(fileOf(agent, 'lost'));

      await agent.restart();
      expect(await until(() => contentOf(agent, 'lost'), SOON)).toBe('2 hold\n');
      expect(await contentOf(agent, 'kept')).toBe('1 a\n');
      expect(await until(() => outcome(tenant, webroot('kept', 1)), SOON)).toBe('UNCHANGED');
    },
    LONG,
  );

  it(
    'leaves its daemons serving when it is killed, adopts them, starts those that die, and ends them when it is stopped',
    async () => {
      const daemon = async () => Number((await readFile(join(agent.root, 'run/sleep.pid'), 'utf8')).split(' ')[0]);
      const first = await until(daemon);
      await agent.kill();
      process.kill(first, 0);
      await agent.restart();
      const told = await observe(agent);
      await until(() => told.find(({ case: name, value }) => name === 'health' && value.healthy), SOON);
      expect(await daemon()).toBe(first);

      process.kill(first, 'SIGKILL');
      await until(async () => (await daemon()) !== first, SOON);
      const second = await daemon();
      expect(await agent.stop()).toBe(0);
      // The machine's first process may take a moment to collect it.
      await until(() => processInfo(second) === undefined, SOON);
    },
    LONG,
  );
});
