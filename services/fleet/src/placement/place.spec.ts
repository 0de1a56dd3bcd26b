import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HostToFill, type Housed, lowestFree, place } from './place.js';

const host = (id: string, of: Partial<HostToFill> = {}): HostToFill => {
  return { id, hostname: `${id}.example`, max_nodes: 10, roles: [], ...of };
};
const on = (host_id: string, ...shard_ids: string[]): Housed => ({ host_id, shard_ids });
const node = { id: 'n1', roles: ['web'], shard_ids: ['s1'] };

describe('a node is placed', () => {
  it('where nodes of its roles may be', () => {
    const hosts = [
      host('a', { roles: ['lb'] }),
      host('b', { roles: ['web', 'lb'] }),
      host('c', { roles: ['database'] }),
    ];
    expect(place(node, hosts, []).id).toBe('b');
    expect(() => place({ ...node, roles: ['web', 'database'] }, hosts, [])).toThrow(
      '0 take nodes with the role web, database',
    );
  });

  it('where there is room, whoever has taken it', () => {
    const hosts = [host('a', { max_nodes: 2 }), host('b', { max_nodes: 3 })];
    expect(place(node, hosts, [on('a', 's9'), on('a'), on('b'), on('b')]).id).toBe('b');
  });

  it('beside as few nodes of its shards as can be, before anything else', () => {
    const hosts = [host('a'), host('b')];
    expect(place(node, hosts, [on('a', 's1'), on('b', 's9'), on('b', 's8'), on('b')]).id).toBe('b');
    expect(place(node, hosts, [on('a', 's1'), on('a', 's1'), on('b', 's1'), on('b'), on('b')]).id).toBe('b');
  });

  it('on the host with the fewest nodes where its shards do not matter, then on the first by name', () => {
    expect(place(node, [host('a'), host('b')], [on('a'), on('a'), on('b')]).id).toBe('b');
    expect(place(node, [host('b'), host('c'), host('a')], []).id).toBe('a');
  });

  it('nowhere when all are full, and is told in numbers', () => {
    const hosts = [host('a', { max_nodes: 1 }), host('b', { max_nodes: 0 }), host('c', { roles: ['lb'] })];
    expect(() => place(node, hosts, [on('a')])).toThrow(
      expect.objectContaining({
        code: 'refused',
        detail:
          'no host has room for node n1: of 3 hosts of its cluster 2 take nodes with the role web, and their 1 places are taken: add a host, or raise a host’s capacity'.replace(
            '’',
            "'",
          ),
      }),
    );
  });

  it('on the same host whatever the order, and never past its capacity', () => {
    const ids = ['a', 'b', 'c'];
    const hosts = fc.tuple(...ids.map((id) => fc.nat(4).map((max_nodes) => host(id, { max_nodes }))));
    const housed = fc.array(
      fc.tuple(fc.constantFrom(...ids), fc.constantFrom('s1', 's2')).map(([id, s]) => on(id, s)),
      {
        maxLength: 12,
      },
    );
    const property = fc.property(hosts, housed, (all, others) => {
      const chosen = attempt(() => place(node, all, others));
      expect(attempt(() => place(node, all.toReversed(), others.toReversed()))).toEqual(chosen);
      const full = (one: HostToFill) => others.filter(({ host_id }) => host_id === one.id).length >= one.max_nodes;
      if (chosen === undefined) expect(all.every(full)).toBe(true);
      else expect(full(chosen)).toBe(false);
    });
    fc.assert(property);
  });
});

describe('a range of users', () => {
  it('is the lowest that nobody has', () => {
    expect(lowestFree([], 1_000_000, 100_000)).toBe(1_000_000);
    expect(lowestFree([1_000_000, 1_200_000], 1_000_000, 100_000)).toBe(1_100_000);
    expect(lowestFree([1_100_000, 1_000_000, 1_200_000], 1_000_000, 100_000)).toBe(1_300_000);
  });
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
