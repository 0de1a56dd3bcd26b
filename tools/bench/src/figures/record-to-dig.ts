import { directZone } from '../direct-zone.js';
import { type Figure, figure } from '../figure.js';
import { withPlatform } from '../platform.js';
import { Resolver } from '../resolver.js';
import { inTurns, oneByOne } from '../rounds.js';
import { quantile } from '../statistics.js';

const [ROUNDS, RECORDS] = [3, 60];

/** How soon a name that is posted is answered by the name server, against PowerDNS being told directly. */
export async function recordToDig(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const resolver = await Resolver.open(platform.endpoints.dns);
    const { client } = platform;
    try {
      const zone = await client.post<{ id: string }>('/zones', { name: 'bench.example' });
      await resolver.answers('bench.example', 'SOA');
      const direct = await directZone(platform, 'bare.example');
      const all: number[] = [];
      let serial = 0;
      const posted = async () => {
        const name = `r${serial++}`;
        await client.post(`/zones/${zone.id}/records`, { type: 'A', name, content: '192.0.2.1', ttl: 60 });
        await resolver.answers(`${name}.bench.example`, 'A');
      };
      const patched = async () => {
        const name = `r${serial++}.bare.example`;
        await direct(name);
        await resolver.answers(name, 'A');
      };
      const { ours, theirs, ratio } = await inTurns(ROUNDS, {
        ours: async () => {
          const samples = await oneByOne(RECORDS, posted);
          all.push(...samples);
          return quantile(samples, 0.5);
        },
        theirs: async () => quantile(await oneByOne(RECORDS, patched), 0.5),
      });
      const p95 = quantile(all.slice(RECORDS), 0.95); // the first round warms up
      return [
        figure({
          name: 'From a POST of a record until DNS answers it, p50',
          value: { amount: ours, unit: 'ms' },
          baseline: { name: 'a PATCH to PowerDNS until DNS answers it, p50', amount: theirs, unit: 'ms' },
          ratio,
          bounds: [
            { what: 'p50', measured: ours, unit: 'ms', at_most: 100 },
            { what: 'p95', measured: p95, unit: 'ms', at_most: 300 },
          ],
          conditions: `one client, p95 ${p95.toFixed(0)} ms; asked over UDP without a pause until the answer is there; ${ROUNDS} rounds of ${RECORDS} in turns`,
        }),
      ];
    } finally {
      resolver.close();
    }
  });
}
