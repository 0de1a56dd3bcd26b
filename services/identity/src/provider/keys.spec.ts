import { openDatabase } from '@freehold/service/postgres';
import { freshDatabase } from '@freehold/testing/servers';
import type { Vault } from '@freehold/vault/vault';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';
import { Logins1700000007001 } from '../migrations/001-logins.js';
import { KeyRing } from './keys.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let identity: IdentityUnderTest;
let vault: Vault;
let pool: Pool;
let dataSource: DataSource;
let now = 0;

beforeAll(async () => {
  identity = await startIdentity();
  ({ vault } = identity.runtime().parts);
  const { url } = await freshDatabase();
  ({ pool, dataSource } = await openDatabase({
    url,
    schema: 'identity',
    connections: 8,
    migrations: [Logins1700000007001],
    onError: () => undefined,
  }));
});

beforeEach(async () => {
  now = Date.now();
  await pool.query('TRUNCATE provider_key');
});

afterAll(async () => {
  await dataSource?.destroy();
  await identity?.stop();
});

const ring = () => new KeyRing(pool, vault, 30 * DAY_MS, () => now);
const kids = async (keys = ring()) => (await keys.load()).signing.map(({ kid }) => kid);

describe('the keys of the provider', () => {
  it('are made once, by whichever replica is first, and stand in the database sealed', async () => {
    const rings = await Promise.all(Array.from({ length: 4 }, async () => await ring().load()));
    expect(new Set(rings.map(({ version }) => version)).size).toBe(1);
    const { rows } = await pool.query('SELECT * FROM provider_key');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(rings[0]?.signing[0]?.d);
    expect(JSON.stringify(rows)).not.toContain(rings[0]?.cookies[0]);
  });

  it('are replaced by age: the new one is shown before it signs, the old one after it has signed', async () => {
    const [first] = await kids();
    now += 31 * DAY_MS;
    const [still, coming] = await kids();
    expect([still, coming]).toEqual([first, expect.any(String)]);
    now += HOUR_MS / 2;
    expect(await kids()).toEqual([coming, first]);
    now += DAY_MS;
    expect(await kids()).toEqual([coming]);
  });

  it('are replaced when somebody asks, and a change of them is seen by their version', async () => {
    const keys = ring();
    const before = await keys.load();
    now += 1_000;
    expect(await keys.rotate()).toEqual(new Date(now + HOUR_MS / 4));
    const rotated = await keys.load();
    expect(rotated.version).not.toBe(before.version);
    expect(rotated.signing[0]).toEqual(before.signing[0]);
    expect(rotated.cookies).toHaveLength(2);
    now += HOUR_MS;
    expect((await keys.load()).signing[0]).toEqual(rotated.signing[1]);
  });

  it('are no more than one that waits for its time, however often somebody asks', async () => {
    const keys = ring();
    await keys.load();
    now += 1_000;
    const first = await keys.rotate();
    now += 60_000;
    const asked = await Promise.all(Array.from({ length: 20 }, async () => await ring().rotate()));
    expect(asked).toEqual(asked.map(() => first));
    expect((await keys.load()).signing).toHaveLength(2);
    now += HOUR_MS / 4;
    expect((await keys.rotate()).getTime()).toBe(now + HOUR_MS / 4);
    expect((await keys.load()).signing).toHaveLength(3);
  });

  it('are shown by the running provider as soon as they are made', async () => {
    const shown = async () => ((await (await fetch(`${identity.url}/oidc/jwks`)).json()) as { keys: unknown[] }).keys; // RFC 7517 §5
    expect(await shown()).toHaveLength(1);
    await identity.runtime().parts.nc.request('ask.identity.rotate_signing_keys', '{}', { timeout: 5_000 });
    const keys = await shown();
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(Object.keys(Object(key))).not.toContain('d');
  });
});
