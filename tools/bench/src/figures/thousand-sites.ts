import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild } from '../child.js';
import { convergeShard, nodeOf, type Place, placeOf, WEB_NODES, withAgents } from '../cluster.js';
import { type Figure, figure } from '../figure.js';
import { agentPid, type RunningPlatform, withPlatform } from '../platform.js';
import { cpuPercent, residentMb, untilIdle } from '../process-usage.js';
import { withDirectory } from '../servers.js';
import { openSites } from '../sites.js';
import { median } from '../statistics.js';

const run = promisify(execFile);
const [SITES, TENANTS, ROUNDS] = [1_000, 10, 3];
/** Longer than an agent’s own look at its node is apart from the next, so that one is in it. */
const IDLE_MS = 75_000;
/** What a node is told of lies there. */
const WRITTEN = ['etc', 'srv'];
const SET_UP = `${SITES.toLocaleString('en')} webroots of ${TENANTS} tenants, each with PHP and a name, on two web nodes of this machine`;

/** What two web nodes with a thousand webroots cost: idle, looked at, and written anew. */
export async function thousandSites(): Promise<Figure[]> {
  return await withDirectory(
    async (directory) =>
      await withPlatform(
        async (platform) => {
          const place = await placeOf(platform);
          await openSites(platform, place, SITES, TENANTS);
          return [
            ...(await idleAgent(platform)),
            await nothingToChange(platform, place),
            await allToWrite(platform, place, directory),
          ];
        },
        { cluster: true },
      ),
  );
}

async function idleAgent(platform: RunningPlatform): Promise<Figure[]> {
  const pid = await agentPid(platform, WEB_NODES[0] ?? '');
  const bare = await startChild(new URL('../processes/idle.js', import.meta.url));
  try {
    await untilIdle(platform.pid, 120_000);
    const [agent, idle] = await Promise.all([cpuPercent(pid, IDLE_MS), cpuPercent(bare.pid, IDLE_MS)]);
    const [memory, bareMemory] = [await residentMb(pid), await residentMb(bare.pid)];
    const name = 'a Node process that only waits';
    const conditions = `the agent of one of the nodes; ${SET_UP}; over ${IDLE_MS / 1_000} s, one look at the node among them`;
    return [
      figure({
        name: 'Node agent, idle: memory',
        value: { amount: memory, unit: 'MB' },
        baseline: { name, amount: bareMemory, unit: 'MB' },
        bounds: [{ what: 'memory', measured: memory, unit: 'MB', at_most: 150 }],
        conditions,
      }),
      figure({
        name: 'Node agent, idle: share of a core',
        value: { amount: agent, unit: '%' },
        baseline: { name, amount: idle, unit: '%' },
        // What waits uses nothing that the kernel counts.
        ratio: agent / Math.max(idle, 0.01),
        bounds: [{ what: 'share', measured: agent, unit: '%', at_most: 1 }],
        conditions,
      }),
    ];
  } finally {
    await bare.stop();
  }
}

async function nothingToChange(platform: RunningPlatform, { shard_id }: Place): Promise<Figure> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const converged = await seconds(() => convergeShard(platform, shard_id));
    const read = await seconds(() => onEveryNode(platform, readAll));
    if (round === 0) continue;
    ours.push(converged);
    theirs.push(read);
  }
  return figure({
    name: 'Converge of a shard: nothing to change',
    value: { amount: median(ours), unit: 's' },
    baseline: { name: 'every file on both nodes read once', amount: median(theirs), unit: 's' },
    bounds: [{ what: 'time', measured: median(ours), unit: 's', at_most: 10 }],
    conditions: `from the POST until its operation has succeeded; ${SET_UP}; ${ROUNDS} rounds`,
  });
}

async function allToWrite(platform: RunningPlatform, { shard_id }: Place, directory: string): Promise<Figure> {
  const copied = await seconds(() => onEveryNode(platform, (root) => copy(root, directory)));
  await withAgents(platform, 'tenant', async (agents, ledger) => {
    const { last } = await ledger.state();
    const begin = { kinds: ['webroot'], confirmRemovals: true, position: BigInt(last) };
    for (const node of WEB_NODES)
      await agents.converge(await nodeOf(platform, node), begin, [], AbortSignal.timeout(300_000));
  });
  const written = await seconds(() => convergeShard(platform, shard_id));
  return figure({
    name: 'Converge of a shard: all to write',
    value: { amount: written, unit: 's' },
    baseline: { name: 'cp of what was written on both nodes, with a sync', amount: copied, unit: 's' },
    bounds: [{ what: 'time', measured: written, unit: 's', at_most: 120 }],
    conditions: `both nodes hold nothing; from the POST until its operation has succeeded; ${SET_UP}; once`,
  });
}

async function copy(root: string, directory: string): Promise<void> {
  const to = join(directory, 'copy', root);
  await mkdir(to, { recursive: true });
  for (const part of WRITTEN) await cp(join(root, part), join(to, part), { recursive: true });
  await run('sync', ['-f', to]);
  await rm(to, { recursive: true });
}

async function onEveryNode({ nodesDir }: RunningPlatform, work: (root: string) => Promise<unknown>): Promise<void> {
  await Promise.all(WEB_NODES.map((node) => work(join(nodesDir, node))));
}

async function readAll(root: string): Promise<void> {
  for (const part of WRITTEN) {
    const entries = await readdir(join(root, part), { recursive: true, withFileTypes: true });
    for (const entry of entries) if (entry.isFile()) await readFile(join(entry.parentPath, entry.name));
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}
