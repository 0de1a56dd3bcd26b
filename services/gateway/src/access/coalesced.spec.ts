import { freshDatabase } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Coalesced } from './coalesced.js';
import { ReachedRows } from './rows.js';

describe('a question that many ask at once', () => {
  /** Questions that are answered one by one, by the spec. */
  function questions() {
    const asked: { sent: () => void; answer: PromiseWithResolvers<string> }[] = [];
    const coalesced = new Coalesced<string>();
    const ask = async () =>
      await coalesced.answer('same', async (sent) => {
        const answer = Promise.withResolvers<string>();
        asked.push({ sent, answer });
        return await answer.promise;
      });
    return { asked, ask, coalesced };
  }

  it('is asked once for all who came before it was sent, and once more for all who came after', async () => {
    const { asked, ask, coalesced } = questions();
    const before = [ask(), ask(), ask()];
    await until(() => asked.length === 1);
    asked[0]?.sent();
    const after = [ask(), ask(), ask(), ask()];
    asked[0]?.answer.resolve('old');
    expect(await Promise.all(before)).toEqual(['old', 'old', 'old']);
    await until(() => asked.length === 2);
    asked[1]?.answer.resolve('new');
    expect(await Promise.all(after)).toEqual(['new', 'new', 'new', 'new']);
    expect([asked.length, coalesced.size]).toEqual([2, 0]);
  });

  it('is asked again though the one before failed, and fails for those alone who waited for that', async () => {
    const { asked, ask } = questions();
    const first = ask();
    await until(() => asked.length === 1);
    asked[0]?.sent();
    const second = ask();
    asked[0]?.answer.reject(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await until(() => asked.length === 2);
    asked[1]?.answer.resolve('mended');
    expect(await second).toBe('mended');
  });
});

describe('rows that many read at once', () => {
  let pool: pg.Pool;
  let writer: pg.Pool;

  beforeAll(async () => {
    const { url } = await freshDatabase();
    [pool, writer] = [new pg.Pool({ connectionString: url, max: 4 }), new pg.Pool({ connectionString: url, max: 2 })];
    await writer.query('CREATE TABLE hot (id int PRIMARY KEY, value int); INSERT INTO hot VALUES (1, 0)');
  });

  afterAll(async () => {
    await Promise.all([pool.end(), writer.end()]);
  });

  const LOCK = 4711;
  /** They look at the rows as they are when they begin, and then wait, as long as the lock is held or for a while. */
  const held = {
    text: `SELECT value FROM hot, pg_advisory_xact_lock(${LOCK}) WHERE id = $1`,
    values: [1],
    hot: true,
  } as const;
  const slow = { text: 'SELECT value FROM hot, pg_sleep(0.3) WHERE id = $1', values: [1], hot: true } as const;
  const waiting = async () =>
    (
      await writer.query(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'advisory' AND query LIKE 'SELECT value%'",
      )
    ).rows[0].n;

  it('never are older than what the reader had written before', async () => {
    const rows = new ReachedRows(pool).within('everything');
    const holder = await writer.connect();
    await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const first = rows.query<{ value: number }>({ ...held, values: [1] });
    await until(async () => (await waiting()) === 1);
    await writer.query('UPDATE hot SET value = 1');
    const mine = Array.from({ length: 20 }, async () => await rows.query({ ...held, values: [1] }));
    await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    holder.release();
    expect((await first).rows).toEqual([{ value: 0 }]);
    for (const { rows: read } of await Promise.all(mine)) expect(read).toEqual([{ value: 1 }]);
  });

  it('are read at the most twice, however many read them, and apart for another reach or another value', async () => {
    let queries = 0;
    pool.on('acquire', () => queries++);
    const reached = new ReachedRows(pool);
    const ask = async (rows = reached.within('everything'), id = 1) => await rows.query({ ...slow, values: [id] });
    await Promise.all(Array.from({ length: 100 }, async () => await ask()));
    expect(queries).toBe(1);
    queries = 0;
    await Promise.all([ask(), ask(reached.within({ tenants: ['t'], brands: [] })), ask(undefined, 2), ask()]);
    expect(queries).toBe(3);
  });
});
