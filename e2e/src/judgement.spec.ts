import { Tenant } from '@freehold/contracts/tenant/tenant';
import { recorded } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import type { Sent } from './history.js';
import { judge } from './judgement.js';

/** A command that was told a position, and when. */
const sent = (key: string, position: number, from: number, more: Partial<Sent> = {}): Sent => ({
  key,
  position,
  from,
  to: from + 1,
  method: 'POST',
  path: '/tenants',
  body: { name: key },
  id: key,
  doubts: [],
  status: 202,
  text: '',
  ...more,
});
const created = (key: string, position: number) =>
  recorded(Tenant, { fact: 'created', id: key, data: { spec: { name: key } } }, position, key);

const told = [sent('a', 1, 10), sent('b', 2, 20), sent('c', 3, 30)];
const held = [created('a', 1), created('b', 2), created('c', 3)];

describe('the judgement of a storm', () => {
  it('finds nothing where the ledger holds what clients were told', () => {
    expect(judge(told, held)).toEqual([]);
  });

  it('finds an acknowledged command that is lost', () => {
    expect(judge([...told, sent('d', 4, 40)], held)).toEqual(['POST /tenants (d; ) was told 4 and stands at []']);
  });

  it('finds a command that was applied twice', () => {
    const twice = { ...created('b', 4), resource_id: 'other', aggregate_id: 'other' };
    expect(judge(told, [...held, twice])).toEqual(['POST /tenants (b; ) was told 2 and stands at [2, 4]']);
  });

  it('finds a client that was told another position than the ledger’s', () => {
    expect(judge([sent('a', 2, 10)], [created('a', 1)])).toEqual(['POST /tenants (a; ) was told 2 and stands at [1]']);
  });

  it('finds a gap between positions', () => {
    expect(judge([], [created('a', 1), created('b', 3)])).toContain('event 2 stands at position 3');
  });

  it('finds what nobody asked for', () => {
    expect(judge(told, [...held, created('z', 4)])).toEqual(['TenantCreated at 4 was asked for by nobody: z']);
  });

  it('finds an order that contradicts what a client knew', () => {
    const backwards = [sent('a', 2, 10), sent('b', 1, 20)];
    expect(judge(backwards, [created('b', 1), created('a', 2)])).toEqual([
      'b was sent after 2 was known, and stands at 1',
    ]);
  });

  it('finds a command that was refused in the end', () => {
    const refused = sent('d', 0, 40, { status: 409, doubts: ['504 request.outcome_unknown'], text: 'exists' });
    expect(judge([...told, refused], held)[0]).toBe(
      'POST /tenants (d) was refused after 504 request.outcome_unknown: 409 exists',
    );
  });
});
