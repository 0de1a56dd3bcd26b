import { Ledger } from '@freehold/ledger/ledger';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Client } from '../client.js';
import { withCommandBench } from '../command-bench.js';
import { type EmulatedAccount, readAccount, withEmulatedAccount } from '../emulated-account.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { residentMb, untilIdle } from '../process-usage.js';
import { perSecond } from '../rounds.js';

const [VPS, IPS_A_VPS, PUBLISHES, IN_FLIGHT] = [10_000, 4, 5_000, 64];
const FACTS = VPS + VPS * IPS_A_VPS;
/** Of a run itself: requested, started, completed. */
const EVENTS_OF_A_RUN = 3;
const GIVEN_UP_MS = 180_000;

/** How long a large account takes to be synchronised, first and again, and what the process weighs afterwards. */
export async function inventorySync(): Promise<Figure[]> {
  const publishes = await withCommandBench(async (bench) =>
    perSecond(PUBLISHES, IN_FLIGHT, bench.publishes(PUBLISHES)),
  );
  return await withEmulatedAccount(VPS, IPS_A_VPS, async (account) =>
    withPlatform(async (platform) => {
      const nc = await platform.connectAs('gateway');
      try {
        return await measure(platform, account, nc, publishes);
      } finally {
        await nc.close();
      }
    }),
  );
}

async function measure(
  platform: RunningPlatform,
  account: EmulatedAccount,
  nc: NatsConnection,
  publishes: number,
): Promise<Figure[]> {
  const provider = await addProvider(platform, account);
  await untilIdle(platform.pid, 60_000);
  const lightest = await residentMb(platform.pid);
  const first = await sync(platform, nc, provider);
  if (first.events < FACTS) throw new Error(`the first sync made ${first.events} events of ${FACTS}`);
  await untilIdle(platform.pid, 60_000);
  const second = await sync(platform, nc, provider);
  const unasked = second.events - EVENTS_OF_A_RUN;
  await untilIdle(platform.pid, 60_000);
  const size = `${VPS.toLocaleString('en')} VPS with ${IPS_A_VPS} addresses each, no rate limit, the emulator in a process of its own`;
  return [
    figure({
      name: 'First sync of a large account',
      value: { amount: first.seconds, unit: 's' },
      baseline: { name: 'as many guarded publishes, 64 in flight', amount: FACTS / publishes, unit: 's' },
      bounds: [{ what: 'sync', measured: first.seconds, unit: 's', at_most: 30 }],
      conditions: `${size}; from the POST until its operation has succeeded, which is when the read models show it`,
    }),
    figure({
      name: 'Second sync of the same account',
      value: { amount: second.seconds, unit: 's' },
      baseline: { name: 'the account read and parsed, alone', amount: await readAccount(account), unit: 's' },
      bounds: [
        { what: 'sync', measured: second.seconds, unit: 's', at_most: 10 },
        { what: 'events', measured: unasked, at_most: 0 },
      ],
      conditions: `nothing has changed: no event but those of the run itself (${unasked} others)`,
    }),
    await memory(platform, lightest),
  ];
}

async function memory({ pid }: RunningPlatform, lightest: number): Promise<Figure> {
  const megabytes = await residentMb(pid);
  return figure({
    name: 'Resident memory of the one process after both',
    value: { amount: megabytes, unit: 'MB' },
    baseline: { name: 'before them', amount: lightest, unit: 'MB' },
    bounds: [{ what: 'memory', measured: megabytes, unit: 'MB', at_most: 400 }],
    conditions: 'every service and the gateway in one process with the heap flags of `make up`, idle for three seconds',
  });
}

async function addProvider({ client }: RunningPlatform, { url, apiKey }: EmulatedAccount): Promise<string> {
  const { id } = await client.post<{ id: string }>('/providers', {
    name: 'Bench',
    kind: 'hostwinds',
    settings: { base_url: url, requests_per_second: 0 },
    credentials: { api_key: apiKey },
    sync_interval: 0,
  });
  return id;
}

/** Asks for a sync and awaits its end. @returns how long it took, and how many events the ledger has more */
async function sync(
  { client }: RunningPlatform,
  nc: NatsConnection,
  provider: string,
): Promise<{ seconds: number; events: number }> {
  const ledger = await Ledger.open(nc);
  const { last: before } = await ledger.state();
  const from = performance.now();
  const { operation } = await client.post<{ operation: { id: string } }>(`/providers/${provider}/sync`);
  const ended = await finalState(client, operation.id);
  const seconds = (performance.now() - from) / 1_000;
  if (ended.status !== 'succeeded') throw new Error(`the sync is ${ended.status}: ${ended.error}`);
  const { last: after } = await ledger.state();
  return { seconds, events: after - before };
}

async function finalState(client: Client, operation: string): Promise<{ status: string; error: string | null }> {
  const deadline = performance.now() + GIVEN_UP_MS;
  for (;;) {
    const found = await client.get<{ status: string; error: string | null }>(
      `/operations/${operation}/await?timeout=30`,
    );
    if (!['pending', 'running'].includes(found.status) || performance.now() > deadline) return found;
  }
}
