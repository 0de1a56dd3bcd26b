import { OutcomeUnknown } from '@freehold/contracts/command';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { Conflict, Ledger } from './ledger.js';
import { draft, freshLedger, renamed } from './ledger-under-test.js';

const { nats, nc } = await freshLedger();
const ledger = await Ledger.open(nc, { appendWithinMs: 2_000, answerWithinMs: 400 });

describe('power cuts in the middle of appends', () => {
  it('lose nothing that was acknowledged, and apply nothing twice', async () => {
    const acknowledged = new Map<string, number>();
    const unknown = new Set<string>();
    const stop = new AbortController();
    const write = async (writer: number) => {
      const resource_id = `b${writer % 12}`; // two writers a subject
      for (let expected = 0, first = true; !stop.signal.aborted; first = false) {
        const wanted = first ? draft({ resource_id }) : renamed(resource_id, `by ${writer}`);
        try {
          const { position } = await ledger.append(wanted, expected);
          acknowledged.set(wanted.id, position);
          expected = position;
        } catch (error) {
          if (error instanceof OutcomeUnknown) unknown.add(wanted.id);
          else if (!(error instanceof Conflict)) throw error;
          expected =
            (await until(async () => await ledger.tail(`evt.tenant.brand.${resource_id}`, 0))).at(-1)?.position ?? 0;
        }
      }
    };
    const writers = Array.from({ length: 24 }, (_, writer) => write(writer));
    for (let cut = 1; cut <= 3; cut++) {
      const before = acknowledged.size;
      await until(() => acknowledged.size > before + 100);
      await nats.kill();
      await nats.restart();
    }
    const after = acknowledged.size;
    await until(() => acknowledged.size > after);
    stop.abort();
    await Promise.all(writers);

    const stored = new Map<string, number>();
    let positions = 0;
    for (let subject = 0; subject < 12; subject++) {
      for (const { id, position } of await ledger.read(`evt.tenant.brand.b${subject}`)) {
        expect(stored.has(id)).toBe(false);
        stored.set(id, position);
        positions++;
      }
    }
    for (const [id, position] of acknowledged) expect(stored.get(id)).toBe(position);
    for (const id of stored.keys()) expect(acknowledged.has(id) || unknown.has(id)).toBe(true);
    expect(await ledger.state()).toMatchObject({ first: 1, last: positions, messages: positions });
  });

  it('end in an unknown outcome when the ledger stays away, and the event is there or not, never twice', async () => {
    await until(() => nc.flush().then(() => true));
    const wanted = draft({ resource_id: 'away' });
    await nats.kill();
    const appending = ledger.append(wanted, 0);
    const settled = appending.then(
      () => 'acknowledged',
      (error: unknown) => error,
    );
    expect(await settled).toBeInstanceOf(OutcomeUnknown);
    await nats.restart();
    await until(() => nc.flush().then(() => true));
    const again = await ledger.append(wanted, 0);
    expect(await ledger.read('evt.tenant.brand.away')).toEqual([again]);
  });
});
