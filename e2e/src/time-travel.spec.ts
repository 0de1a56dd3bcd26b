import type { RecordedEvent } from '@freehold/contracts/event';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from './api-client.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { makePlace } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { allRows, quiet, rebuild, TABLES } from './projections.js';
import { foldedAt, Life, lives } from './time-travel.js';

/** Kinds with a list over the whole platform; records are listed by zone. */
const LISTS: Readonly<Record<string, string>> = { brand: '/brands', tenant: '/tenants', zone: '/zones' };
const RUNS = 12;

describe('whatever clients do', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;
  let lived = 0;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    await makePlace(api);
  });

  afterAll(async () => ledger.close());

  /** Plays a life and awaits that its last event is visible. @returns all events, and the position before the life */
  async function live(steps: Parameters<Life['play']>[0]): Promise<{ events: RecordedEvent[]; from: number }> {
    const from = await ledger.last();
    await new Life(api, `life${++lived}`).play(steps);
    return { events: await ledger.events(), from };
  }

  it('a look back at any position shows exactly the fold of the events up to there, one by one and in lists', async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.double({ min: 0, max: 1, noNaN: true }), async (steps, share) => {
        const { events, from } = await live(steps);
        const position = from + Math.round(share * (events.length - from));
        const expected = foldedAt(events, position, ['brand', 'tenant', 'zone', 'record']);
        for (const [key, view] of expected) {
          const [kind = '', id = ''] = key.split('/');
          const path = kind === 'record' ? `/zone-records/${id}` : `${LISTS[kind]}/${id}`;
          expect((await api.get(`${path}?asOf=${position}`)).body).toEqual(view);
        }
        for (const [kind, path] of Object.entries(LISTS)) {
          const listed = await api.all(`${path}?asOf=${position}`);
          const living = [...expected].filter(([key]) => key.startsWith(`${kind}/`)).map(([, view]) => view);
          expect(new Map(listed.map((item) => [item.id, item]))).toEqual(
            new Map(living.map((view) => [(view as { id: string }).id, view])),
          ); // as clients see it
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('the present is the fold of all events', async () => {
    await quiet(api);
    const events = await ledger.events();
    const expected = foldedAt(events, events.length, ['zone']);
    for (const zone of await api.all('/zones')) expect(expected.get(`zone/${zone.id}`)).toEqual(zone);
    expect((await api.all('/zones')).length).toBe(expected.size);
  });

  it('the tables are what a rebuild makes of them', async () => {
    const database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
    await quiet(api);
    const incremental = await allRows(database);
    for (const projection of Object.keys(TABLES)) await rebuild(api, projection);
    expect(await allRows(database)).toEqual(incremental);
    await database.close();
  });
});
