import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Node } from '@freehold/contracts/fleet/node';
import type { Resource } from '@freehold/contracts/resource';
import { findHaproxy, findNginx, findPhpFpm } from '@freehold/stack/programs';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FleetConfig } from './config.js';
import { deployers } from './deployers/deployers.js';
import { processesOf } from './deployers/machine-processes.js';
import { ProcessDeployer, UIDS_PER_NODE } from './deployers/process-deployer.js';
import { FleetUnderTest } from './fleet-under-test.js';

const UID_BASE = 30_000_000;
const SLOW = 120_000;
const within = { every: 100 };

const above = await temporaryDirectory('n'); // HAProxy's socket lies deep below it, and its path has a bound
await chmod(above, 0o711);
const directory = join(above, 'nodes');
const [nginx, haproxy, php] = await Promise.all([findNginx(), findHaproxy(), findPhpFpm()]);
const processes = new ProcessDeployer({
  directory,
  agent: FleetConfig.parse({}).node_agent,
  nginx,
  haproxy,
  php_fpm: php.map(({ version, path }) => `${version}=${path}`).join(','),
  tied: true,
  log_level: 'info',
});

describe('a cluster of real agents, with their servers', () => {
  const fleet = new FleetUnderTest({
    deployers: deployers(processes),
    environment: {
      FREEHOLD_FLEET_UID_BASE: String(UID_BASE),
      FREEHOLD_FLEET_SMOKE_SECONDS: '30',
      FREEHOLD_FLEET_SILENCE_SECONDS: '5',
    },
  });
  let nodes: readonly Resource[] = [];
  let cluster_id = '';
  afterAll(() => processes.close());

  const rowOf = async (id: string) => await until(() => fleet.row(Node, id));
  const answers = async ({ observed }: Resource) => {
    // A connection that is kept would be one to the server of before.
    const headers = { connection: 'close' };
    const { status } = await fetch(`http://${String(observed?.['http_address'])}/`, { redirect: 'manual', headers });
    return status > 0;
  };
  const left = () => processesOf(directory, { from: UID_BASE, to: UID_BASE + 10 * UIDS_PER_NODE });

  it(
    'is provisioned, and each of its servers answers',
    async () => {
      const converging = fleet.convergeShards();
      const shards = [
        { name: 'lb', role: 'lb', node_count: 1 },
        { name: 'web', role: 'web', node_count: 2 },
      ];
      ({ cluster_id } = await fleet.cluster({ shards }));
      await fleet.send(Cluster, 'provision', cluster_id);
      await until(
        async () => {
          const cluster = await fleet.row(Cluster, cluster_id);
          if (cluster?.status === 'failed') throw new Error(String(cluster.status_message));
          return cluster?.status === 'active';
        },
        { within: SLOW },
      );
      await converging();
      nodes = await fleet.runtime.parts.view.list(Node.name, { cluster_id });
      expect(nodes.map(({ status, observed }) => [status, observed?.['healthy']])).toEqual(
        nodes.map(() => ['active', true]),
      );
      for (const node of nodes) expect(await answers(node)).toBe(true);
    },
    SLOW,
  );

  it('says how it is, by its servers’ names', async () => {
    const reply = await fleet.ask('node-health', {
      node_id: nodes.find(({ spec }) => String(spec['roles']) === 'lb')?.id,
    });
    expect(reply).toMatchObject({
      outcome: 'answered',
      answer: {
        healthy: true,
        checks: expect.arrayContaining([expect.objectContaining({ name: 'haproxy', ok: true })]),
      },
    });
  });

  it(
    'serves on when an agent is killed, which is started again as the node that it was',
    async () => {
      const web = nodes.find(({ spec }) => String(spec['roles']) === 'web');
      if (web === undefined) throw new Error('there is no web node');
      const before = await rowOf(web.id);
      const pid = async () => Number((await fleet.row(Deployment, web.id))?.observed?.['container_id']);
      const killed = await pid();
      process.kill(killed, 'SIGKILL');
      expect(await answers(web)).toBe(true);
      await until(async () => (await pid()) !== killed, within);
      expect(await answers(web)).toBe(true);
      await until(async () => {
        const { answer } = (await fleet.ask('node-health', { node_id: web.id })) as { answer: { healthy: boolean } }; // an answer of this question
        return answer.healthy;
      }, within);
      const after = await rowOf(web.id);
      for (const field of ['incarnation', 'certificate_serial', 'grpc_address', 'http_address']) {
        expect(after.observed?.[field]).toBe(before.observed?.[field]);
      }
    },
    SLOW,
  );

  it(
    'is whole again after a node was wiped: with another certificate, and known to have forgotten everything',
    async () => {
      const web = nodes.findLast(({ spec }) => String(spec['roles']) === 'web');
      if (web === undefined) throw new Error('there is no web node');
      const before = await rowOf(web.id);
      const pid = Number((await fleet.row(Deployment, web.id))?.observed?.['container_id']);
      process.kill(pid, 'SIGKILL');
      await rm(join(directory, web.id), { recursive: true, force: true, maxRetries: 5 });
      await until(async () => {
        const { observed } = await rowOf(web.id);
        const isOther = observed?.['incarnation'] !== before.observed?.['incarnation'];
        return (
          isOther &&
          observed?.['healthy'] === true &&
          observed['certificate_serial'] !== before.observed?.['certificate_serial'] &&
          (await answers(web))
        );
      }, within);
      expect((await rowOf(web.id)).observed?.['http_address']).toBe(before.observed?.['http_address']);
    },
    SLOW,
  );

  it(
    'is found as it is by a service that is started again: nothing is started, and nothing is told anew',
    async () => {
      const before = await fleet.runtime.parts.view.list(Deployment.name);
      const { last } = await fleet.runtime.parts.ledger.state();
      await fleet.restart();
      const [node] = nodes;
      await until(async () => (await fleet.ask('node-health', { node_id: node?.id })).outcome === 'answered', within);
      const told = (await fleet.facts(String(node?.id))).filter(({ position }) => position > last);
      expect(told).toEqual([]);
      expect(await fleet.runtime.parts.view.list(Deployment.name)).toEqual(before);
    },
    SLOW,
  );

  it('keeps no token on the disk of a node that is enrolled, and its identity from all but root', async () => {
    const lb = nodes.find(({ spec }) => String(spec['roles']) === 'lb');
    const state = join(directory, String(lb?.id), 'var/lib/freehold');
    expect((await stat(join(state, 'identity'))).mode & 0o777).toBe(0o700);
    expect(await readdir(state)).not.toContain('join.json');
  });

  it(
    'leaves nothing when it is decommissioned: no process, no file',
    async () => {
      expect((await left()).length).toBeGreaterThan(0);
      await fleet.send(Cluster, 'decommission', cluster_id);
      await until(async () => (await fleet.row(Cluster, cluster_id))?.status === 'pending', { within: SLOW });
      expect(await left()).toEqual([]);
      expect(await readdir(directory)).toEqual([]);
    },
    SLOW,
  );
});
