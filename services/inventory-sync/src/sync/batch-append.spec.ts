import { EVENTS } from '@freehold/contracts/event';
import { Ip } from '@freehold/contracts/inventory/ip';
import { envelope } from '@freehold/ledger/commander';
import { decode } from '@freehold/ledger/envelope';
import { freshNats } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ip } from '../ip/ip.js';
import { BatchAppend } from './batch-append.js';
import { addressFacts } from './observed-facts-under-test.js';

const seen = (count: number, from = 0) =>
  Array.from({ length: count }, (_, nth) => {
    const address = `203.0.113.${from + nth}`;
    const data = { ...addressFacts({ address }), tenant_id: null, domain: null };
    const wish = { kind: Ip, verb: 'create', resource_id: `ip-${address.replaceAll('.', '-')}`, data };
    return envelope({ ...wish, correlation_id: 'run-1' }, 'service:inventory-sync');
  });

describe('a batch of first events', () => {
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  let batches: BatchAppend;

  beforeAll(async () => {
    nc = await connect({ servers: (await freshNats()).url });
    jsm = await jetstreamManager(nc);
  });

  afterAll(async () => {
    await nc.close();
  });

  /** A ledger of its own for each guarantee. */
  async function ledger(allow_atomic: boolean): Promise<void> {
    await jsm.streams.delete(EVENTS).catch(() => false);
    await jsm.streams.add({ name: EVENTS, subjects: ['evt.>'], allow_direct: true, allow_atomic });
    batches = new BatchAppend(jetstream(nc), [ip], () => new Date());
  }

  async function written() {
    const { state } = await jsm.streams.info(EVENTS);
    const events = [];
    for (let seq = 1; seq <= state.last_seq; seq++) {
      const stored = await jsm.streams.getMessage(EVENTS, { seq });
      if (stored) events.push(decode({ seq, subject: stored.subject, data: stored.data, headers: stored.header }));
    }
    return events;
  }

  describe('on a ledger that takes batches', () => {
    beforeEach(() => ledger(true));

    it('is written as the commands alone would have been, in their order', async () => {
      const commands = seen(30);
      expect(await batches.append(commands)).toBe(true);
      const events = await written();
      expect(events.map(({ id, resource_id }) => [id, resource_id])).toEqual(
        commands.map(({ id, resource_id }) => [id, resource_id]),
      );
      expect(events[0]).toMatchObject({
        type: 'IpDiscovered',
        position: 1,
        actor: 'service:inventory-sync',
        correlation_id: 'run-1',
        data: { spec: addressFacts({ address: '203.0.113.0' }) },
      });
    });

    it('is not written at all when one of its things is known already', async () => {
      expect(await batches.append(seen(2, 10))).toBe(true);
      expect(await batches.append(seen(20))).toBe(false);
      expect(await written()).toHaveLength(2);
      expect(await batches.append(seen(10))).toBe(true);
    });

    it('that is sent a second time writes nothing', async () => {
      const commands = seen(20);
      expect(await batches.append(commands)).toBe(true);
      expect(await batches.append(commands)).toBe(false);
      expect(await written()).toHaveLength(20);
    });

    it('with something in it that is none of its business is left to the commands', async () => {
      const [first, ...others] = seen(20);
      if (first === undefined) throw new Error('twenty are more than none');
      expect(await batches.append([{ ...first, kind: 'zone' }, ...others])).toBe(false);
      expect(await written()).toEqual([]);
    });
  });

  it('is not tried again on a ledger that takes none', async () => {
    await ledger(false);
    expect(await batches.append(seen(20))).toBe(false);
    expect(await written()).toEqual([]);
    const sent = nc.stats().outMsgs;
    expect(await batches.append(seen(20))).toBe(false);
    expect(nc.stats().outMsgs).toBe(sent);
  });
});
