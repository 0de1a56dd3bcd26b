import { describe, expect, it, jest } from '@jest/globals';
import { Aggregates } from './aggregates.js';
import { draft, freshLedger, renamed } from './ledger-under-test.js';

const { ledger } = await freshLedger();
const reads = jest.spyOn(ledger, 'since');
const load = (aggregates: Aggregates, id: string) => aggregates.load('tenant', 'brand', id);

async function brand(id: string, events: number): Promise<number> {
  let { position } = await ledger.append(draft({ resource_id: id }), 0);
  for (let n = 1; n < events; n++) position = (await ledger.append(renamed(id, `name ${n}`), position)).position;
  return position;
}

describe('folds of a service', () => {
  it('are read from the ledger once, and kept', async () => {
    const last = await brand('a1', 3);
    const aggregates = new Aggregates(ledger);
    reads.mockClear();
    const fold = await load(aggregates, 'a1');
    expect(fold).toMatchObject({ last, subject: 'evt.tenant.brand.a1' });
    expect(fold.resources.get('a1')).toMatchObject({ spec: { name: 'name 2' }, revision: last });
    expect(await load(aggregates, 'a1')).toBe(fold);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it('take in only what comes after them, and each event once', async () => {
    const aggregates = new Aggregates(ledger);
    await brand('a2', 2);
    const [created, updated] = await ledger.read('evt.tenant.brand.a2');
    if (!created || !updated) throw new Error('two events were appended');
    const fold = aggregates.guess('tenant', 'brand', 'a2');
    aggregates.absorb(fold, { events: [created, updated, created, updated], last: updated.position });
    expect(fold.resources.get('a2')).toMatchObject({ spec: { name: 'name 1' } });
    expect([...fold.commands]).toEqual([
      [created.id, created.position],
      [updated.id, updated.position],
    ]);
  });

  it('remember the newest commands of a subject, and let the oldest go', async () => {
    const aggregates = new Aggregates(ledger);
    await brand('a3', 300);
    const { commands } = await load(aggregates, 'a3');
    const ids = (await ledger.read('evt.tenant.brand.a3')).map(({ id }) => id);
    expect([...commands.keys()]).toEqual(ids.slice(-256));
  });

  it('are bounded by the resources in them: whoever was used longest ago makes room', async () => {
    for (const id of ['l1', 'l2', 'l3', 'l4']) await brand(id, 1);
    const aggregates = new Aggregates(ledger, { resources: 6 }); // a fold of one resource weighs two
    for (const id of ['l1', 'l2', 'l3', 'l1', 'l4']) await load(aggregates, id);
    reads.mockClear();
    for (const id of ['l1', 'l3', 'l4']) await load(aggregates, id);
    expect(reads).not.toHaveBeenCalled();
    await load(aggregates, 'l2');
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it('weigh what they have grown to', async () => {
    const aggregates = new Aggregates(ledger, { resources: 10 });
    await brand('g1', 1);
    await load(aggregates, 'g1');
    const zone = aggregates.guess('dns', 'zone', 'z1');
    const inZone = { context: 'dns', aggregate_kind: 'zone', aggregate_id: 'z1' };
    let { position } = await ledger.append(
      draft({ ...inZone, kind: 'zone', resource_id: 'z1', data: { spec: { name: 'z.example' } } }),
      0,
    );
    for (let n = 0; n < 8; n++) {
      const event = await ledger.append(
        draft({ ...inZone, kind: 'record', resource_id: `r${n}`, data: { spec: { zone_id: 'z1' } } }),
        position,
      );
      position = event.position;
      aggregates.absorb(zone, await ledger.since(zone.subject, zone.last));
    }
    expect(zone.resources.size).toBe(9);
    reads.mockClear();
    await load(aggregates, 'g1');
    expect(reads).toHaveBeenCalledTimes(1);
  });
});
