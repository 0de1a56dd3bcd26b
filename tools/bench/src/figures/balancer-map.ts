import type { Agents } from '@freehold/service/agents';
import { BareHaproxy } from '../bare-haproxy.js';
import { BALANCER, nodeOf, placeOf, WEB_SHARD, withAgents } from '../cluster.js';
import { crowd } from '../crowd.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { inTurns, type Pair } from '../rounds.js';
import { withDirectory } from '../servers.js';
import { openSite } from '../sites.js';
import { Visitor } from '../visitor.js';

const [ROUNDS, NAMES] = [3, 10_000];
const HOST = 'busy.example';
const OTHERS = Array.from({ length: NAMES }, (_, n) => `name-${n}.balanced.example`);
const PUSH_MS = 60_000;

/** How long ten thousand names take to a load balancer at which visitors crowd. */
export async function balancerMap(): Promise<Figure[]> {
  return await withDirectory(
    async (directory) =>
      await withPlatform(
        async (platform) => {
          const bare = await BareHaproxy.start(directory);
          try {
            return [await measured(platform, bare)];
          } finally {
            await bare.stop();
          }
        },
        { cluster: true },
      ),
  );
}

async function measured(platform: RunningPlatform, bare: BareHaproxy): Promise<Figure> {
  const address = platform.endpoints.http ?? '';
  const { webroot_id } = await openSite(platform, await placeOf(platform), 'busy');
  await platform.client.post(`/webroots/${webroot_id}/fqdns`, { fqdn: HOST });
  const visitor = new Visitor(address);
  await visitor.sees(HOST, 20);
  visitor.close();
  return await withAgents(platform, 'lb', async (agents, ledger) => {
    const node = await nodeOf(platform, BALANCER);
    let position = (await ledger.state()).last;
    const push = async (names: readonly string[]) => {
      position += 1;
      const begin = { kinds: ['route'], confirmRemovals: true, position: BigInt(position) };
      await agents.converge(node, begin, routes([HOST, ...names], position), AbortSignal.timeout(PUSH_MS));
    };
    const visitors = await crowd(address, HOST);
    const pair = await inTurns(ROUNDS, {
      async ours() {
        const from = performance.now();
        await push(OTHERS);
        const took = (performance.now() - from) / 1_000;
        await push([]);
        return took;
      },
      async theirs() {
        const from = performance.now();
        await bare.replace(OTHERS, WEB_SHARD);
        return (performance.now() - from) / 1_000;
      },
    });
    return described(pair, await visitors.leave());
  });
}

type Resources = Extract<Parameters<Agents['converge']>[2], Iterable<unknown>>;

function routes(hosts: readonly string[], generation: number): Resources {
  return hosts.map((id) => ({
    id,
    generation: BigInt(generation),
    spec: { case: 'route' as const, value: { backend: WEB_SHARD } },
  }));
}

function described({ ours, theirs, ratio }: Pair, { requests, failed }: { requests: number; failed: number }): Figure {
  return figure({
    name: 'Load balancer: full push of 10,000 names under load',
    value: { amount: ours, unit: 's' },
    baseline: { name: 'a map transaction on a bare HAProxy without visitors', amount: theirs, unit: 's' },
    ratio,
    bounds: [
      { what: 'time', measured: ours, unit: 's', at_most: 2 },
      { what: 'failed requests', measured: failed, at_most: 0 },
    ],
    conditions: `from the call of the agent until its summary, the map file and the agent’s own copy on disk; wrk asked for ${requests.toLocaleString('en')} pages of PHP meanwhile, ${failed} failed; ${ROUNDS} rounds in turns, all names taken away in between`,
  });
}
