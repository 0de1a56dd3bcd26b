import { EVENTS } from '@freehold/contracts/event';
import { Brand } from '@freehold/contracts/tenant/brand';
import { startNats, startNatsCluster } from '@freehold/stack/nats';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Followers } from './followers.js';
import { ensureLedger, Ledger } from './ledger.js';
import { aBrand, connected, FOLLOWER, freshTables, handlerOf, wish } from './ledger-under-test.js';
import { resourceRows } from './resource-rows.js';

const members = await startNatsCluster({ dataDir: await temporaryDirectory('nats-cluster') });
afterAll(() => Promise.all(members.map(({ server }) => server.stop())));
const admin = await connected(...members.map(({ server }) => server.url));
await ensureLedger(admin, 3);
const first = await leaderOf(await Ledger.open(admin));
// Connected to the leader, so that its end is the end of the connection too.
const inOrder = members.toSorted(
  (a, b) => Number(b.options.serverName === first) - Number(a.options.serverName === first),
);
const nc = await connected(...inOrder.map(({ server }) => server.url));
const ledger = await Ledger.open(nc);
const pool = await freshTables();
const { handler, positions } = handlerOf(ledger, pool);
const followers = new Followers({
  pool,
  ledger,
  positions,
  projections: [resourceRows({ name: FOLLOWER, kinds: ['brand'] })],
  report: () => {},
});
await followers.start();
afterAll(() => followers.close());

async function leaderOf({ jsm }: Ledger): Promise<string | undefined> {
  return (await jsm.streams.info(EVENTS)).cluster?.leader;
}

describe('a cluster of three whose leader is killed', () => {
  it('takes commands again within 15 s, loses nothing that was acknowledged, and applies nothing twice', async () => {
    const acknowledged = new Map<string, number>();
    const undecided = new Set<string>();
    const stop = new AbortController();
    let longest = 0;
    let before = Date.now();
    const write = async (writer: number) => {
      await handler.handle(wish(Brand, 'create', `b${writer}`, aBrand));
      for (let n = 0; !stop.signal.aborted; n++) {
        const envelope = wish(Brand, 'update', `b${writer}`, { name: `name ${n}` });
        const reply = await handler.handle(envelope);
        if (reply.outcome === 'accepted') {
          longest = Math.max(longest, Date.now() - before);
          before = Date.now();
          acknowledged.set(envelope.id, reply.position);
        } else undecided.add(envelope.id);
      }
    };
    const writers = Array.from({ length: 16 }, (_, writer) => write(writer));
    await until(() => acknowledged.size > 300);

    const leader = await leaderOf(ledger);
    const killed = members.findIndex(({ options }) => options.serverName === leader);
    const member = members[killed];
    if (member === undefined) throw new Error(`no member is called ${leader}`);
    await member.server.kill();
    const atKill = acknowledged.size;
    await until(() => acknowledged.size > atKill + 300);
    expect(longest).toBeLessThan(15_000);

    // It comes back, catches up, and the events are the same on every member.
    members[killed] = { options: member.options, server: await startNats(member.options) };
    stop.abort();
    await Promise.all(writers);
    const { last, messages } = await ledger.state();
    expect(messages).toBe(last);
    const stored = new Map<string, number>();
    for (let writer = 0; writer < 16; writer++) {
      for (const { id, position } of await ledger.tail(`evt.tenant.brand.b${writer}`, 0)) {
        expect(stored.has(id)).toBe(false);
        stored.set(id, position);
      }
    }
    expect(stored.size).toBe(last);
    for (const [id, position] of acknowledged) expect(stored.get(id)).toBe(position);
    expect(await positions.wait([FOLLOWER], last, 60_000)).toBe(true);
    const { rows } = await pool.query<{ id: string; position: number }>(`SELECT id, position FROM resource`);
    expect(rows).toHaveLength(16);
    for (const { id, position } of rows)
      expect((await ledger.tail(`evt.tenant.brand.${id}`, 0)).at(-1)?.position).toBe(position);
    await until(async () => (await ledger.jsm.streams.info(EVENTS)).cluster?.replicas?.every(({ current }) => current));
  });

  it('does not know the outcome without a quorum, and goes on when there is one again', async () => {
    const impatient = await Ledger.open(nc, { appendWithinMs: 1_000, answerWithinMs: 300 });
    const under = handlerOf(impatient, pool);
    const leader = await leaderOf(ledger);
    const others = members.flatMap(({ options }, index) => (options.serverName === leader ? [] : [index]));
    const all = [...members];
    for (const index of others) await all[index]?.server.kill();
    const envelope = wish(Brand, 'create', 'alone', aBrand);
    expect(await under.send(envelope)).toMatchObject({
      outcome: 'unknown',
      detail: expect.stringContaining('may or may not be applied'),
    });
    for (const index of others) {
      const { options } = all[index] ?? {};
      if (options) members[index] = { options, server: await startNats(options) };
    }
    const reply = await until(async () => {
      const again = await handler.handle(envelope);
      return again.outcome === 'accepted' ? again : undefined;
    });
    expect(await ledger.tail('evt.tenant.brand.alone', 0)).toEqual([
      expect.objectContaining({ id: envelope.id, position: reply.position }),
    ]);
  });
});
