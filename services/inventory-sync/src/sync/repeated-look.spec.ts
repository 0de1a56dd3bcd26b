import { Rejected } from '@freehold/contracts/command';
import { evolve } from '@freehold/contracts/evolve';
import type { Resource } from '@freehold/contracts/resource';
import { recorded } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FakeProvider, fakeAccount } from '../backends/fake-provider.js';
import { ip } from '../ip/ip.js';
import { vps } from '../vps/vps.js';
import { accountDifferences, type Known } from './account-differences.js';

const never = new AbortController().signal;
const SERVERS = 5;

/** Something that happens at the provider. */
const change = fc.record({
  what: fc.constantFrom('remove', 'restore', 'rename', 'addIp', 'moveIp', 'freeIp', 'loseIps', 'tellIps'),
  server: fc.integer({ min: 0, max: SERVERS - 1 }),
  other: fc.integer({ min: 0, max: SERVERS - 1 }),
  number: fc.integer({ min: 0, max: 9 }),
});

type Happening = typeof change extends fc.Arbitrary<infer T> ? T : never;

function happen(account: FakeProvider, { what, server, other, number }: Happening): void {
  const [from, to] = [String(1001 + server), String(1001 + other)];
  const address = `203.0.113.${number}`;
  const deeds = {
    remove: () => account.remove(from),
    restore: () => account.restore(from),
    rename: () => account.change(from, { name: `named-${number}` }),
    addIp: () => account.addIp(from, address),
    moveIp: () => account.moveIp(address, from, to),
    freeIp: () => account.addFreeIp(address),
    loseIps: () => account.loseIpsOf.add(from),
    tellIps: () => account.loseIpsOf.delete(from),
  };
  try {
    deeds[what]();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // such a server is not there just now
  }
}

/** What is known, kept by the deciders and folds that keep it in the service. */
class Inventory {
  private readonly rows = new Map<string, Resource>();
  private position = 0;

  readonly known: Known = async function* (this: Inventory, kind: 'vps' | 'ip') {
    for (const row of this.rows.values()) if (row.kind === kind) yield row;
  }.bind(this);

  /** Looks at the account and records what differs; answers how many facts that were. */
  async look(account: FakeProvider): Promise<number> {
    const { differences } = await accountDifferences('p1', await account.observe(never), this.known);
    for (const { kind, id, verb, data } of differences) {
      const decider = kind.name === 'vps' ? vps : ip;
      const resource = this.rows.get(id);
      const command = { verb, resource_id: id, data };
      const fact = decider.decide({ command, resource, aggregate: new Map(), facts: { refs: {}, referrers: [] } });
      // Each difference is a fact of its own: no command is sent for nothing, and none is refused.
      if (fact === undefined || fact instanceof Rejected)
        throw new Error(`${verb} of ${kind.name} ${id} yields ${String(fact)}`);
      this.rows.set(id, evolve(kind, resource, recorded(kind, { ...fact, id }, ++this.position, id)));
    }
    return differences.length;
  }

  living(kind: 'vps' | 'ip'): string[] {
    const rows = [...this.rows.values()].filter((row) => row.kind === kind && row.status === 'active');
    return rows.map(({ spec }) => String(spec[kind === 'vps' ? 'external_id' : 'address'])).toSorted();
  }
}

describe('whatever happens at a provider', () => {
  it('one look records it all: a second one finds nothing, and what is known is what is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }), async (days) => {
        const account = fakeAccount(SERVERS);
        const inventory = new Inventory();
        await inventory.look(account);
        for (const day of days) {
          for (const happening of day) happen(account, happening);
          await inventory.look(account);
          expect(await inventory.look(account)).toBe(0);
          const { vps: machines, ips, failures } = await account.observe(never);
          expect(inventory.living('vps')).toEqual(machines.map(({ external_id }) => external_id).toSorted());
          const shown = ips.map(({ address }) => address).toSorted();
          if (failures.length === 0) expect(inventory.living('ip')).toEqual(shown);
          else expect(inventory.living('ip')).toEqual(expect.arrayContaining(shown));
        }
      }),
      { numRuns: 200 },
    );
  });
});
