import { openDatabase } from '@freehold/service/postgres';
import { freshDatabase } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Logins1700000007001 } from '../migrations/001-logins.js';
import { LoginTries } from './tries.js';

let pool: Pool;
let dataSource: DataSource;

beforeAll(async () => {
  const { url } = await freshDatabase();
  ({ pool, dataSource } = await openDatabase({
    url,
    schema: 'identity',
    connections: 12,
    migrations: [Logins1700000007001],
    onError: () => undefined,
  }));
});

beforeEach(async () => {
  await pool.query('TRUNCATE login_try');
});

afterAll(async () => {
  await dataSource?.destroy();
});

/** As if the table had been written so long ago. */
async function later(interval: string): Promise<void> {
  await pool.query(
    'UPDATE login_try SET tried_at = tried_at - $1::interval, blocked_until = blocked_until - $1::interval',
    [interval],
  );
}

/** As if waits were that much longer: the first, of a second, may be over before a busy machine looks. */
async function stretched(times: number): Promise<void> {
  await pool.query('UPDATE login_try SET blocked_until = tried_at + $1::int * (blocked_until - tried_at)', [times]);
}

async function takes(
  tries: LoginTries,
  count: number,
  name: string,
  address: (n: number) => string,
): Promise<number[]> {
  const waits: number[] = [];
  for (let n = 0; n < count; n++) waits.push(await tries.take(name, address(n)));
  return waits;
}

describe('tries to log in', () => {
  it('are free at first, then cost a wait that doubles, five minutes at the most, from however many addresses they come', async () => {
    const tries = new LoginTries(pool);
    const address = (n: number) => `192.0.2.${n}`;
    expect(await takes(tries, 6, 'jo', address)).toEqual([0, 0, 0, 0, 0, expect.any(Number)]);
    let longest = 0;
    for (let n = 0; n < 14; n++) {
      const wait = await tries.take('jo', address(n));
      longest = Math.max(longest, wait);
      if (wait === 0) continue; // the first waits are short: one may be over by now
      await later(`${wait} seconds`);
      expect(await tries.take('jo', address(n))).toBe(0);
    }
    expect(longest).toBe(300);
  });

  it('are no more when they come all at once', async () => {
    const [one, other] = [new LoginTries(pool), new LoginTries(pool)];
    const from = performance.now();
    const waits = await Promise.all(
      Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other).take('jo', `198.51.100.${n % 100}`)),
    );
    const took = (performance.now() - from) / 1000;
    // After waits of 1, 2, 4 … seconds, which are over n times after 2^n - 1 seconds, one more is free each.
    const free = waits.filter((wait) => wait === 0).length;
    expect(free).toBeGreaterThanOrEqual(5);
    expect(free).toBeLessThanOrEqual(5 + Math.floor(Math.log2(1 + took)));
  });

  it('are counted by address too, whatever names they name, and a right one among them buys no more', async () => {
    const tries = new LoginTries(pool);
    for (let n = 0; n < 30; n++) {
      expect(await tries.take(`user-${n}`, '203.0.113.9')).toBe(0);
      if (n % 3 === 0) await tries.succeeded(`user-${n}`);
    }
    await stretched(600);
    expect(await tries.take('another', '203.0.113.9')).toBeGreaterThan(0);
    expect(await tries.take('another', '203.0.113.10')).toBe(0);
  });

  it('are forgotten after a right password, and after an hour without any', async () => {
    const tries = new LoginTries(pool);
    await takes(tries, 5, 'jo', () => '192.0.2.1');
    await until(async () => (await tries.take('jo', '192.0.2.1')) === 0, { within: 5_000 });
    await tries.succeeded(' JO ');
    expect(await takes(tries, 4, 'jo', () => '192.0.2.2')).toEqual([0, 0, 0, 0]);
    await later('61 minutes');
    await tries.forget();
    expect((await pool.query('SELECT 1 FROM login_try')).rowCount).toBe(0);
  });

  it('leave no name that was typed in the table', async () => {
    await new LoginTries(pool).take('my-password-in-the-wrong-field', '192.0.2.1');
    expect(JSON.stringify((await pool.query('SELECT * FROM login_try')).rows)).not.toMatch(/my-password|192\.0\.2/);
  });
});
