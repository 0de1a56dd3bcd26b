import { createBrand } from '../brands.js';
import { startChild } from '../child.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { inTurns } from '../rounds.js';

/** Short and many: the machine’s own speed wanders by more than what is measured, within seconds. */
const [ROUNDS, SECONDS, CONNECTIONS] = [11, 2, 32];

/** What it costs a GET to say who asks, by a key and by an access token, both known from a moment ago. */
export async function wayIn(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const gateway = await startChild<{ url: string }>(new URL('../processes/open-and-closed.js', import.meta.url), {
      environment: platform.environmentOf('gateway'),
    });
    const load = await startChild(new URL('../processes/load.js', import.meta.url));
    try {
      const { id } = await platform.client.post<{ id: string }>('/brands', createBrand().data);
      const rate = async (name: string, credential: string): Promise<number> => {
        const asked = {
          url: `${gateway.ready.url}/bench/${name}/${id}`,
          connections: CONNECTIONS,
          duration: SECONDS,
          headers: { authorization: `Bearer ${credential}` },
        };
        return (await load.ask<{ requests_per_second: number }>(asked)).requests_per_second;
      };
      const figures: Figure[] = [];
      for (const [name, credential] of [
        ['an API key', platform.key],
        ['an access token', await tokenOf(platform)],
      ] as const) {
        const pair = await inTurns(ROUNDS, {
          ours: () => rate('closed', credential),
          theirs: () => rate('open', credential),
        });
        figures.push(
          figure({
            name: `Gateway: GET with ${name}`,
            value: { amount: pair.ours, unit: '/s' },
            baseline: { name: 'the same handler on a route that asks nobody', amount: pair.theirs, unit: '/s' },
            ratio: pair.ratio,
            bounds: [{ at_least: 0.87 }],
            conditions: `at most 15 % more time, which is 0.87 of the rate; ${CONNECTIONS} connections of autocannon in a process of its own, a gateway of its own on the platform’s stores, limits off; ${ROUNDS} rounds of ${SECONDS} s in turns`,
          }),
        );
      }
      return figures;
    } finally {
      await load.stop();
      await gateway.stop();
    }
  });
}

/** By client credentials, from the platform's own provider: the client is the first key. */
async function tokenOf({ key, endpoints }: RunningPlatform): Promise<string> {
  const response = await fetch(`${endpoints.api}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`first:${key}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`the provider gave no token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token; // RFC 6749, section 5.1
}
