import { BEGINNING, type Checkpoint, isGenuine } from '@freehold/chain/checkpoint';
import { entryOf } from '@freehold/chain/entry';
import { link } from '@freehold/chain/hash';
import { type ChainKey, trustedKeys } from '@freehold/chain/key';
import { EVENTS } from '@freehold/contracts/event';
import { chainStopped } from '@freehold/service/metrics';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AuditUnderTest, auditUnderTest, makeLedger } from '../audit-under-test.js';

let audit: AuditUnderTest;

beforeEach(async () => {
  audit = await auditUnderTest();
});

afterEach(async () => {
  await audit.stop();
});

const checkpoints = async () => (await audit.ask<{ items: Checkpoint[] }>('checkpoints')).items;
const head = async () =>
  await audit.ask<{ position: number; checkpoint: number; stopped: string | null; anchors: object }>('head');
const reached = async (position: number) => await until(async () => (await head()).position >= position);

/** The chain as anybody can make it from the ledger: by position, its hash; read message by message, not as the service reads. */
async function foldedAlone(last: number): Promise<string[]> {
  const hashes: string[] = [BEGINNING.hash];
  for (let seq = 1; seq <= last; seq++) {
    const message = await audit.ledger.jsm.streams.getMessage(EVENTS, { seq });
    if (message === null) throw new Error(`there is no message ${seq}`);
    const { subject, data, header } = message;
    hashes.push(link(hashes.at(-1) ?? '', entryOf({ seq, subject, data, headers: header })));
  }
  return hashes;
}

describe('the chain of the ledger', () => {
  it('has a signed checkpoint each so many events, each of which continues the one before', async () => {
    await audit.append(12);
    await audit.start();
    await reached(12);
    const [first, second, ...others] = await checkpoints();
    const hashes = await foldedAlone(12);
    expect(first).toMatchObject({ position: 5, hash: hashes[5], count: 5, previous: BEGINNING });
    expect(second).toMatchObject({
      position: 10,
      hash: hashes[10],
      count: 5,
      previous: { position: 5, hash: hashes[5] },
    });
    expect(others).toEqual([]);
    const { items } = await audit.ask<{ items: ChainKey[] }>('keys');
    const keys = trustedKeys([items[0]?.public_key ?? ''], items);
    for (const checkpoint of await checkpoints()) expect(isGenuine(checkpoint, keys)).toBe(true);
  });

  it('has one within the time that is set when fewer events come, and none when none comes', async () => {
    await audit.start({ FREEHOLD_AUDIT_CHECKPOINT_SECONDS: '1' });
    await audit.append(2);
    await until(async () => (await checkpoints()).at(-1)?.position === 2);
    await audit.append(1);
    await until(async () => (await checkpoints()).at(-1)?.position === 3);
    const positions = (await checkpoints()).map(({ position }) => position);
    expect(new Set(positions).size).toBe(positions.length);
    expect((await head()).checkpoint).toBe(3);
  });

  it('goes on after a stop where it stood, with the same key', async () => {
    await audit.append(7);
    const first = await audit.start();
    await reached(7);
    await first.stop();
    await audit.append(4);
    await audit.start();
    await reached(11);
    expect((await checkpoints()).map(({ position }) => position)).toEqual([5, 10]);
    expect((await checkpoints())[1]?.hash).toBe((await foldedAlone(11))[10]);
    expect((await audit.ask<{ items: ChainKey[] }>('keys')).items).toHaveLength(1);
  });

  it('is one chain, however many replicas write it', async () => {
    const replicas = await Promise.all([audit.start(), audit.start(), audit.start()]);
    await audit.append(43);
    await reached(43);
    for (const replica of replicas) expect(await replica.notReady()).toBeUndefined();
    const made = await checkpoints();
    const hashes = await foldedAlone(43);
    for (const [index, { position, hash, previous }] of made.entries()) {
      expect(hash).toBe(hashes[position]);
      expect(previous.position).toBe(made[index - 1]?.position ?? 0);
    }
    expect(made.length).toBeGreaterThanOrEqual(8);
  });

  it('stops, and says so, when an event in it was changed since', async () => {
    await audit.append(12);
    const first = await audit.start();
    await reached(12);
    await first.stop();
    await rewritten(8);
    const again = await audit.start();
    const reason = await until(async () => await again.notReady());
    expect(reason).toMatch(/the chain: up to position 10 the ledger is not what was chained/);
    await audit.append(5);
    expect((await checkpoints()).map(({ position }) => position)).toEqual([5, 10]);
  });

  it('stops, and says so, when the end of the ledger was cut off', async () => {
    await audit.append(12);
    const first = await audit.start();
    await reached(12);
    await first.stop();
    await rewritten(undefined, 9);
    const again = await audit.start();
    expect(await again.notReady()).toMatch(/the ledger ends at 9 and was chained up to 12/);
    await until(async () => (await chainStopped.get()).values[0]?.value === 1);
  });

  it('stops, and says so, when an event is not there any more that it has still to read', async () => {
    await audit.append(12);
    await audit.ledger.jsm.streams.deleteMessage(EVENTS, 6);
    const runtime = await audit.start();
    const reason = await until(async () => await runtime.notReady());
    expect(reason).toMatch(/the ledger has no event at position 6/);
  });

  it('follows a ledger that was restored as it was, and holds every event of it against its checkpoints', async () => {
    await audit.append(12);
    const first = await audit.start();
    await reached(12);
    await first.stop();
    await rewritten();
    await audit.append(3);
    const again = await audit.start();
    await reached(15);
    expect(await again.notReady()).toBeUndefined();
    expect((await checkpoints()).map(({ position }) => position)).toEqual([5, 10, 15]);
  });

  it('finds its checkpoints and its key again beside its tables, and holds the ledger against them, when those were lost', async () => {
    await audit.append(12);
    const first = await audit.start();
    await until(async () => JSON.stringify((await head()).anchors) === '{"stream":10}');
    const before = await checkpoints();
    await first.stop();
    await audit.pool.query('DROP SCHEMA audit CASCADE');
    const again = await audit.start();
    await reached(12);
    expect((await checkpoints()).slice(0, 2)).toEqual(before);
    await audit.append(3);
    await reached(15);
    const { items } = await audit.ask<{ items: ChainKey[] }>('keys');
    expect(items).toHaveLength(1);
    expect((await checkpoints()).map(({ key_id }) => key_id)).toEqual([items[0]?.id, items[0]?.id, items[0]?.id]);
    await again.stop();
    await audit.pool.query('DROP SCHEMA audit CASCADE');
    await rewritten(3);
    const third = await audit.start();
    expect(await until(async () => await third.notReady())).toMatch(
      /up to position 5 the ledger is not what was chained/,
    );
  });

  it('is signed by the new key after a rotation, for which the old one vouches', async () => {
    await audit.start();
    await audit.append(5);
    await until(async () => (await checkpoints()).length === 1);
    const next = await audit.ask<ChainKey>('rotate');
    await audit.append(5);
    await until(async () => (await checkpoints()).length === 2);
    const { items } = await audit.ask<{ items: ChainKey[] }>('keys');
    expect(items.map(({ id }) => id)).toEqual([items[0]?.id, next.id]);
    const keys = trustedKeys([items[0]?.public_key ?? ''], items);
    const [first, second] = await checkpoints();
    expect([first?.key_id, second?.key_id]).toEqual([items[0]?.id, next.id]);
    for (const checkpoint of await checkpoints()) expect(isGenuine(checkpoint, keys)).toBe(true);
  });

  it('has fewer new keys than are asked for at once, each made after it was asked for', async () => {
    await audit.start();
    const { items: before } = await audit.ask<{ items: ChainKey[] }>('keys');
    const made = await Promise.all(Array.from({ length: 20 }, async () => await audit.ask<ChainKey>('rotate')));
    const { items } = await audit.ask<{ items: ChainKey[] }>('keys');
    expect(items.slice(before.length).map(({ id }) => id)).toEqual([...new Set(made.map(({ id }) => id))]);
    expect(items.length - before.length).toBeLessThan(20);
    expect(trustedKeys([items[0]?.public_key ?? ''], items).size).toBe(items.length);
    expect((await audit.ask<ChainKey>('rotate')).id).not.toBe(items.at(-1)?.id);
  });

  it('keeps no private key in the clear', async () => {
    await audit.start();
    const { rows } = await audit.pool.query<{ sealed: string }>('SELECT sealed FROM chain_key');
    expect(rows).toEqual([{ sealed: expect.stringMatching(/^ey/) }]);
  });
});

/** Puts another stream in the ledger's place: the same events up to `last`, but for one whose payload is another. */
async function rewritten(changed?: number, last?: number): Promise<void> {
  const { js, jsm } = audit.ledger;
  const { state } = await jsm.streams.info(EVENTS);
  const messages = [];
  for (let seq = 1; seq <= (last ?? state.last_seq); seq++)
    messages.push(await jsm.streams.getMessage(EVENTS, { seq }));
  await jsm.streams.delete(EVENTS);
  await makeLedger(audit.ledger);
  for (const message of messages) {
    if (message === null) throw new Error('a message is gone');
    const data = message.seq === changed ? Buffer.from('{"spec":{}}') : message.data;
    await js.publish(message.subject, data, { headers: message.header });
  }
}
