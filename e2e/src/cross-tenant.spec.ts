import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from './api-client.js';
import { Connections, type Got, likeness, UNLIMITED } from './connections.js';
import { documentedOperations } from './documented-operations.js';
import { EventListener } from './event-listener.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { type Attempt, byBody, byPath, byQuery, nobodys } from './trespasses.js';
import { makeWorlds, tellsOf, type World, type Worlds } from './worlds.js';

const ATTEMPTS = 10_000;

/** Somebody who may do everything within their own, and whose is tried for. */
interface Trespasser {
  readonly name: string;
  readonly key: string;
  readonly at: World;
}

// An audit shows people what they have tried themselves: so whoever is to see nothing looks before anything is tried.
describe('what is another tenant’s', () => {
  let platform: PlatformUnderTest;
  let database: PostgresUnderTest;
  let connections: Connections;
  let worlds: Worlds;
  let trespassers: readonly Trespasser[];
  let attempts: readonly Attempt[];
  let queries: readonly Attempt[];

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ ...UNLIMITED, FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    const { api } = platform;
    connections = new Connections(api.url);
    database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
    worlds = await makeWorlds(api);
    const { ours, sister, stranger } = worlds;
    const keyTo = async (bound: object) =>
      String((await api.post('/api-keys', { name: 'trespasser', scopes: ['*:*'], ...bound })).body['key']);
    const [tenants, brands] = [await keyTo({ tenant_id: ours.tenant }), await keyTo({ brands: [ours.brand] })];
    trespassers = [
      { name: 'a tenant at another of its brand', key: tenants, at: sister },
      { name: 'a tenant at one of another brand', key: tenants, at: stranger },
      { name: 'a brand at a tenant of another', key: brands, at: stranger },
    ];
    const operations = await documentedOperations(api);
    attempts = [...byPath(operations, worlds), ...byBody(operations, worlds)];
    queries = byQuery(operations, worlds);
  });

  afterAll(async () => {
    connections?.close();
    await database?.close();
    await worlds?.account.emulator.stop();
  });

  async function tried({ key }: Trespasser, attempt: Attempt, ids: (kind: string) => string): Promise<Got> {
    const { headers, ...request } = attempt(ids);
    return await connections.send({ ...request, headers: { ...headers, authorization: `Bearer ${key}` } });
  }

  /** Compares with the same attempt at what there is not. */
  async function wrongIn(trespasser: Trespasser, attempt: Attempt, may: (got: Got) => boolean): Promise<string[]> {
    const { at, name } = trespasser;
    const real = (kind: string) => at.ids.get(kind) ?? 'nothing';
    const none = nobodys(at);
    const got = await tried(trespasser, attempt, real);
    const { method, target, body } = attempt(real);
    const what = `${name}: ${method} ${target} ${body ?? ''}: ${got.status}`;
    const asked = `${unescaped(target)} ${body}`;
    const told = tellsOf(at, worlds.ours).filter((tell) => got.text.includes(tell) && !asked.includes(tell));
    if (!may(got) || told.length > 0) return [`${what} ${told.join()} ${got.text.slice(0, 300)}`];
    const other = await tried(trespasser, attempt, none);
    const same = likeness(got, [...at.ids.values()]) === likeness(other, [...at.ids.keys()].map(none));
    return same
      ? []
      : [`${what} is not as of what is not there: ${got.text} ${other.status} ${other.text}`.slice(0, 700)];
  }

  function* rounds(some: readonly Attempt[], count: number): Generator<readonly [Trespasser, Attempt]> {
    for (let made = 0; made < count; )
      for (const trespasser of trespassers)
        for (const attempt of some) {
          if (made++ >= count) return;
          yield [trespasser, attempt];
        }
  }

  /** Everything that is theirs, as it stands in the read model. */
  const theirs = async () =>
    await database.query(
      `SELECT kind, id, revision, position FROM gateway.resource WHERE tenant_id = ANY ($1) OR brand_id = 'alienbrand' ORDER BY 1, 2`,
      [[worlds.sister.tenant, worlds.stranger.tenant]],
    );

  it('is found by no filter, no search and no look back', async () => {
    const wrong: string[] = [];
    await connections.each(rounds(queries, queries.length * trespassers.length), async ([trespasser, attempt]) => {
      const { target } = attempt((kind) => trespasser.at.ids.get(kind) ?? '');
      if (target.includes(`brand_id=${worlds.ours.brand}`)) return; // theirs is ours too
      wrong.push(...(await wrongIn(trespasser, attempt, ({ status }) => status < 500)));
    });
    expect(wrong).toEqual([]);
    expect(queries.length).toBeGreaterThan(30);
  });

  it('is on no page that a cursor of another one’s opens', async () => {
    const lists = ['/zones', '/tenants', '/events', '/operations', '/users', '/audit', '/webhooks'];
    for (const path of lists) {
      const { next_cursor } = (await platform.api.get(`${path}?limit=1`)).body;
      for (const { key, at } of trespassers) {
        const client = new ApiClient(platform.api.url, key);
        const { status, text } = await client.get(`${path}?limit=50&cursor=${next_cursor}`);
        const told = tellsOf(at, worlds.ours).filter((tell) => text.includes(tell));
        expect([path, status, told]).toEqual([path, 200, []]);
      }
    }
  });

  it('is told to nobody else by the stream of events, from its beginning on', async () => {
    for (const { key, at } of trespassers) {
      const listener = new EventListener();
      await listener.listen(new ApiClient(platform.api.url, key), 0);
      const mine = (await platform.api.post(`/zones/${worlds.ours.ids.get('zone')}/records`, anyRecord())).body.id;
      await until(() => listener.received.some(({ event }) => event.resource_id === mine));
      const text = JSON.stringify(listener.received);
      expect(tellsOf(at, worlds.ours).filter((tell) => text.includes(tell))).toEqual([]);
      expect(text).toContain(worlds.ours.mark);
      await listener.close();
    }
  });

  it('is neither changed nor made out by ten thousand attempts by way of paths and bodies', async () => {
    const before = await theirs();
    const wrong: string[] = [];
    const refused = ({ status }: Got) => status >= 400 && status < 500;
    // Beside each the same is tried for what there is not: these are not counted.
    await connections.each(rounds(attempts, ATTEMPTS), async ([trespasser, attempt]) => {
      wrong.push(...(await wrongIn(trespasser, attempt, refused)));
    });
    expect(wrong).toEqual([]);
    expect(await theirs()).toEqual(before);
    expect(before.length).toBeGreaterThan(15);
  });

  let records = 0;
  const anyRecord = () => ({ type: 'TXT', name: `r${++records}`, content: 'one of ours' });
});

/** A path as the platform reads it; one that cannot be read, as it is. */
function unescaped(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
