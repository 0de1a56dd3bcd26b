import { OutcomeUnknown } from '@freehold/contracts/command';
import { EVENTS } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { Conflict, ensureLedger, Ledger } from './ledger.js';
import { connected, draft, freshLedger, idsForgotten, renamed } from './ledger-under-test.js';

const { nats, nc, ledger } = await freshLedger();
const subject = (id: string) => `evt.tenant.brand.${id}`;
const ids = async (id: string) => (await ledger.read(subject(id))).map((event) => event.id);

describe('an append', () => {
  it('gives the event its position, and what was written is read back as it was', async () => {
    const wanted = draft({
      resource_id: 'a1',
      tenant_id: 't1',
      brand_id: 'b1',
      causation_id: 'c1',
      actor: 'user:jürgen',
    });
    const event = await ledger.append(wanted, 0);
    expect(event).toMatchObject({ ...wanted, type: 'BrandCreated', version: 1 });
    expect(await ledger.read(subject('a1'))).toEqual([event]);
    expect(await ledger.tail(subject('a1'), 0)).toEqual([event]);
  });

  it('is refused when the subject has moved on, and tells by what', async () => {
    const first = await ledger.append(draft({ resource_id: 'a2' }), 0);
    const second = await ledger.append(renamed('a2', 'Second'), first.position);
    const late = ledger.append(renamed('a2', 'Late'), first.position);
    await expect(late).rejects.toBeInstanceOf(Conflict);
    await expect(late).rejects.toMatchObject({ tail: { events: [second], last: second.position } });
    await expect(ledger.append(draft({ resource_id: 'a2' }), 0)).rejects.toMatchObject({
      tail: { events: [first, second], last: second.position },
    });
    expect(await ids('a2')).toEqual([first.id, second.id]);
  });

  it('goes on behind what NATS has written on its subject in the name of nobody', async () => {
    const first = await ledger.append(draft({ resource_id: 'interrupted' }), 0);
    const { seq } = await ledger.js.publish('evt.tenant.brand.interrupted', '{"stream":"EVENTS","seq":5}');
    expect(await ledger.read('evt.tenant.brand.interrupted')).toEqual([first]);
    const late = ledger.append(renamed('interrupted', 'Late'), first.position);
    await expect(late).rejects.toMatchObject({ tail: { events: [], last: seq } });
    const second = await ledger.append(renamed('interrupted', 'Second'), seq);
    expect(await ids('interrupted')).toEqual([first.id, second.id]);
  });

  it('of one id is one event, however often it is sent', async () => {
    const wanted = draft({ resource_id: 'a3' });
    const first = await ledger.append(wanted, 0);
    expect(await ledger.append(wanted, 0)).toEqual(first);
    const next = renamed('a3', 'Next');
    const second = await ledger.append(next, first.position);
    expect(await ledger.append(next, first.position)).toEqual(second);
    // The guard would let it pass here: the id alone says that it is there.
    expect(await ledger.append(next, second.position)).toEqual(second);
    expect(await ids('a3')).toEqual([first.id, second.id]);
  });

  it('of one id is one event also after the server has forgotten the id', async () => {
    const wanted = draft({ resource_id: 'a4' });
    const first = await ledger.append(wanted, 0);
    await idsForgotten(ledger);
    expect(await ledger.append(wanted, 0)).toEqual(first);
    expect(await ids('a4')).toEqual([first.id]);
  });

  it('does not take the id of another subject’s event for its own', async () => {
    const id = newId();
    await ledger.append(draft({ resource_id: 'a5', id }), 0);
    await expect(ledger.append(draft({ resource_id: 'a6', id }), 0)).rejects.toMatchObject({
      code: 'request.idempotency_mismatch',
    });
    expect(await ids('a6')).toEqual([]);
  });

  it('of many writers on one subject goes on from one to the next', async () => {
    const first = await ledger.append(draft({ resource_id: 'a7' }), 0);
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let expected = first.position; ; ) {
        try {
          return await ledger.append(renamed('a7', `by ${writer}`), expected);
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
          expected = error.tail.last || expected;
        }
      }
    });
    const written = await Promise.all(writers);
    expect(new Set(written.map(({ position }) => position)).size).toBe(8);
    expect((await ids('a7')).toSorted()).toEqual([first.id, ...written.map(({ id }) => id)].toSorted());
  });

  it('that is too large for a message is a fault at once, and writes nothing', async () => {
    const data = { changes: { name: 'x'.repeat(1_100_000) }, previous: {} };
    await expect(ledger.append(draft({ resource_id: 'a9', fact: 'updated', data }), 0)).rejects.toThrow('max_payload');
    expect(await ids('a9')).toEqual([]);
  });

  it('in whose way nothing is to be seen is of unknown outcome, for it may still be under way', async () => {
    const impatient = await Ledger.open(nc, { appendWithinMs: 200 });
    const { position } = await ledger.append(draft({ resource_id: 'a10' }), 0);
    await expect(impatient.append(renamed('a10', 'Early'), position + 1_000)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  it('that nobody acknowledges is of unknown outcome, neither done nor refused', async () => {
    const other = await connected(nats.url);
    const closing = await Ledger.open(other);
    await other.close();
    await expect(closing.append(draft({ resource_id: 'a8' }), 0)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('reading a subject', () => {
  it('gives every event in order, over more than one page', async () => {
    let last = (await ledger.append(draft({ resource_id: 'r1' }), 0)).position;
    const begun = last;
    for (let n = 0; n < 1_100; n++) last = (await ledger.append(renamed('r1', `name ${n}`), last)).position;
    const events = await ledger.read(subject('r1'));
    expect(events).toHaveLength(1_101);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => begun + index));
  });

  it('gives nothing where there is nothing', async () => {
    expect(await ledger.read(subject('nobody'))).toEqual([]);
    expect(await ledger.tail(subject('nobody'), 0)).toEqual([]);
  });

  it('leaves nothing behind on the connection', async () => {
    // The client counts its subscriptions inside alone.
    const { protocol } = nc as unknown as { protocol: { subscriptions: { size(): number } } };
    const open = () => protocol.subscriptions.size();
    await ledger.read(subject('a1'));
    const before = open();
    for (let n = 0; n < 20; n++) await ledger.read(subject(n % 2 ? 'a1' : 'nobody'));
    expect(open()).toBe(before);
  });
});

describe('the stream', () => {
  it('is made once, and cannot lose an event', async () => {
    const before = await ledger.state();
    await ensureLedger(nc, 1);
    expect((await ledger.state()).created).toBe(before.created);
    await expect(ledger.jsm.streams.purge(EVENTS)).rejects.toThrow();
    await expect(ledger.jsm.streams.deleteMessage(EVENTS, 1)).rejects.toThrow();
    const { config } = await ledger.jsm.streams.info(EVENTS);
    expect(config).toMatchObject({
      deny_delete: true,
      deny_purge: true,
      max_age: 0,
      max_msgs: -1,
      max_bytes: -1,
      storage: 'file',
    });
  });

  it('keeps what was acknowledged through a power cut', async () => {
    const event = await ledger.append(draft({ resource_id: 's1' }), 0);
    await nats.kill();
    await nats.restart();
    await until(() => nc.flush().then(() => true));
    expect(await ledger.read(subject('s1'))).toEqual([event]);
  });
});

describe('a long subject', () => {
  it('is read whole and in order, in few requests, beside what others write meanwhile', async () => {
    const written: string[] = [];
    let { position } = await ledger.append(draft({ resource_id: 'long' }), 0);
    for (let n = 0; n < 150; n++) {
      await ledger.append(draft({ resource_id: `between-${n}` }), 0);
      const event = await ledger.append(renamed('long', `Name ${n}`), position);
      written.push(event.id);
      ({ position } = event);
      if (n === 75) ({ seq: position } = await ledger.js.publish(subject('long'), '{"stream":"EVENTS","seq":5}'));
    }
    const asked = nc.stats().outMsgs;
    const tail = await ledger.since(subject('long'), 0);
    expect(nc.stats().outMsgs - asked).toBeLessThan(60);
    expect(tail.events.slice(1).map(({ id }) => id)).toEqual(written);
    expect(tail.last).toBe(position);
    expect(await ids('long')).toHaveLength(151);
    expect((await ledger.tail(subject('long'), position - 1)).map(({ id }) => id)).toEqual(written.slice(-1));
    const left = await until(async () => (await ledger.jsm.streams.info(EVENTS)).state.consumer_count === 0);
    expect(left).toBe(true);
  });

  it('is read from its leader alone where its bulk cannot be had', async () => {
    const { resource_id } = draft({ resource_id: 'denied' });
    let { position } = await ledger.append(draft({ resource_id }), 0);
    for (let n = 0; n < 40; n++) ({ position } = await ledger.append(renamed(resource_id, `Name ${n}`), position));
    const { jsm } = ledger;
    const { consumers } = jsm;
    const add = consumers.add.bind(consumers);
    consumers.add = async () => await Promise.reject(new Error('no consumers today'));
    try {
      expect((await ledger.since(subject(resource_id), 0)).events).toHaveLength(41);
    } finally {
      consumers.add = add;
    }
  });
});
