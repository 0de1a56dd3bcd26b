import { join } from 'node:path';
import { BareNginx } from '../bare-nginx.js';
import { placeOf, WEB_NODES } from '../cluster.js';
import { directZone } from '../direct-zone.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { Resolver } from '../resolver.js';
import { inTurns, oneByOne } from '../rounds.js';
import { withDirectory } from '../servers.js';
import { openSite } from '../sites.js';
import { quantile } from '../statistics.js';
import { Visitor } from '../visitor.js';

const [ROUNDS, NAMES] = [3, 30];
/** Milliseconds between two looks: one that never pauses takes the cores from what it waits for. */
const EVERY = 5;
const ZONE = 'names.example';
const BARE_ZONE = 'bare.example';

/** How soon a name that is posted is answered by DNS and has its page through the load balancer, and how much of that is the control plane’s own. */
export async function nameToPage(): Promise<Figure[]> {
  return await withDirectory(
    async (directory) => await withPlatform(async (platform) => await measured(platform, directory), { cluster: true }),
  );
}

async function measured(platform: RunningPlatform, directory: string): Promise<Figure[]> {
  const place = await placeOf(platform);
  const site = await openSite(platform, place, 'bench');
  await platform.client.post('/zones', { name: ZONE, tenant_id: site.tenant_id });
  const resolver = await Resolver.open(platform.endpoints.dns);
  const visitor = new Visitor(platform.endpoints.http ?? '');
  const servers: BareNginx[] = [];
  try {
    await resolver.answers(ZONE, 'SOA', EVERY);
    for (const node of WEB_NODES) servers.push(await BareNginx.start(join(directory, node)));
    const tell = await directZone(platform, BARE_ZONE);
    let serial = 0;
    const bound = async () => {
      const name = `n${serial++}.${ZONE}`;
      await platform.client.post(`/webroots/${site.webroot_id}/fqdns`, { fqdn: name });
      await Promise.all([resolver.answers(name, 'A', EVERY), visitor.sees(name, EVERY)]);
    };
    const told = async () => {
      const name = `n${serial++}.${BARE_ZONE}`;
      const answered = tell(name).then(() => resolver.answers(name, 'A', EVERY));
      await Promise.all([answered, ...servers.map((server) => server.serve(name, EVERY))]);
    };
    return figures(await sampled(bound, told));
  } finally {
    resolver.close();
    visitor.close();
    for (const server of servers) await server.stop();
  }
}

interface Samples {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  /** Of ours, over all rounds that count. */
  readonly p95: number;
}

async function sampled(bound: () => Promise<void>, told: () => Promise<void>): Promise<Samples> {
  const all: number[] = [];
  const pair = await inTurns(ROUNDS, {
    ours: async () => {
      const samples = await oneByOne(NAMES, bound);
      all.push(...samples);
      return quantile(samples, 0.5);
    },
    theirs: async () => quantile(await oneByOne(NAMES, told), 0.5),
  });
  return { ...pair, p95: quantile(all.slice(NAMES), 0.95) }; // the first round warms up
}

function figures({ ours, theirs, ratio, p95 }: Samples): Figure[] {
  const own = ours - theirs;
  const baseline = {
    name: 'PowerDNS patched, two bare nginx tested and reloaded, all at once, p50',
    amount: theirs,
    unit: 'ms',
  } as const;
  return [
    figure({
      name: 'From a POST of a name until DNS answers it and its page is there, p50',
      value: { amount: ours, unit: 'ms' },
      baseline,
      ratio,
      bounds: [
        { what: 'p50', measured: ours, unit: 'ms', at_most: 1_000 },
        { what: 'p95', measured: p95, unit: 'ms', at_most: 2_000 },
      ],
      conditions: `one client, p95 ${p95.toFixed(0)} ms; a page of PHP through HAProxy from two web nodes, all on this machine; looked for every ${EVERY} ms; ${ROUNDS} rounds of ${NAMES} in turns`,
    }),
    figure({
      name: 'Of that the control plane’s own share, p50',
      value: { amount: own, unit: 'ms' },
      baseline,
      bounds: [{ what: 'p50', measured: own, unit: 'ms', at_most: 100 }],
      conditions:
        'the two medians of the figure before, subtracted; the time of HAProxy, PHP-FPM and of the agents counts as the control plane’s',
    }),
  ];
}
