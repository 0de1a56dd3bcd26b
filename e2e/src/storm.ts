import { PersistentClient, type Sent } from './history.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import type { PlatformUnderTest } from './platform-under-test.js';

/** What is killed in the middle of a storm. */
export type Victim = 'platform' | 'nats' | 'postgres';

export interface StormOptions {
  /** Tells its commands from those of other storms. */
  readonly name: string;
  readonly commands: number;
  readonly clients: number;
  /** In order. The test starts the platform again; NATS and PostgreSQL are the platform's own business. */
  readonly victims: readonly Victim[];
}

/** What all clients change at the same time. */
interface Shared {
  readonly tenant: string;
  readonly zone: string;
}

/** Lets clients send commands all at once, and kills a part of the platform each time another share of them is through. */
export async function storm(platform: PlatformUnderTest, options: StormOptions): Promise<Sent[]> {
  const { name, commands, victims } = options;
  const clients = Array.from(
    { length: options.clients },
    (_, index) => new PersistentClient(platform.api, `${name}-c${index}`),
  );
  const done = () => clients.reduce((sum, { sent }) => sum + sent.length, 0);
  await makePlace(platform.api);
  const shared = await common(clients[0] ?? new PersistentClient(platform.api, name), name);
  const left = [...victims];
  const broken = Promise.withResolvers<never>();
  let killing: Promise<void> = Promise.resolve();
  const strike = () => {
    const due = (commands / (victims.length + 1)) * (victims.length - left.length + 1);
    const victim = done() >= due ? left.shift() : undefined;
    if (victim !== undefined) killing = killing.then(async () => kill(platform, victim));
    killing.catch(broken.reject);
  };
  const through = Promise.all(
    clients.map(async (client) => {
      for (const life = endless(client, shared); done() < commands; strike()) await life.next();
    }),
  );
  await Promise.race([through, broken.promise]);
  await killing;
  return clients.flatMap(({ sent }) => sent);
}

async function common(client: PersistentClient, name: string): Promise<Shared> {
  const tenant = await client.command('POST', '/tenants', (key) => placedTenant({ name: key }));
  const zone = await client.command('POST', '/zones', () => ({ name: `${name}.example` }));
  return { tenant: tenant.id, zone: zone.id };
}

async function kill(platform: PlatformUnderTest, victim: Victim): Promise<void> {
  if (victim !== 'platform') return platform.signal(victim, 'SIGKILL');
  await platform.kill();
  await platform.start();
}

/** Commands of one client without end: on resources of its own, and on those that all share. */
async function* endless(client: PersistentClient, { tenant, zone }: Shared): AsyncGenerator<Sent> {
  for (let round = 0; ; round++) {
    const own = await client.command('POST', '/tenants', (key) => placedTenant({ name: key }));
    yield own;
    yield await client.command('PUT', `/tenants/${tenant}`, (key) => ({ name: key }));
    yield await client.command('PUT', `/tenants/${own.id}`, (key) => ({ name: key, customer_id: key }));
    yield await client.command('POST', '/brands', (key) => ({ ...BRAND, id: key, name: key }));
    yield await client.command('POST', `/zones/${zone}/records`, (key) => ({ type: 'TXT', name: key, content: key }));
    if (round % 2 === 0) yield await client.command('DELETE', `/tenants/${own.id}`);
  }
}

const BRAND = {
  base_hostname: 'b.example',
  primary_ns: 'ns1.b.example',
  secondary_ns: 'ns2.b.example',
  hostmaster_email: 'dns@b.example',
};
