import { Zone } from '@freehold/contracts/dns/zone';
import { kindNamed } from '@freehold/contracts/kinds';
import { born, type Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { freshTables } from './ledger-under-test.js';
import { LocalView } from './local-view.js';
import { Positions } from './positions.js';
import { writeRows } from './resource-rows.js';
import { inTransaction } from './transaction.js';

const pool = await freshTables();
const positions = new Positions();
const view = new LocalView(pool, positions, 'rows');

function resource(kind: string, id: string, spec: Record<string, unknown>, second = 0): Resource {
  const { context, name } = kindNamed(kind);
  return born(
    {
      position: 1,
      time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
      id: 'c',
      type: 'T',
      fact: 'created',
      version: 1,
      context,
      kind: name,
      resource_id: id,
      aggregate_kind: name,
      aggregate_id: id,
      data: {},
      actor: 'a',
      correlation_id: 'c',
      tenant_id: 't1',
      brand_id: 'b1',
    },
    'active',
    spec,
  );
}

const rows = [
  resource('brand', 'b1', { name: 'B' }),
  resource('tenant', 't1', { brand_id: 'b1' }),
  resource('tenant', 't2', { brand_id: 'b1' }, 1),
  resource('zone', 'z2', { name: 'b.example', tenant_id: 't1', dnssec: false }, 2),
  resource('zone', 'z1', { name: 'a.example', tenant_id: 't1', brand_id: 'b1', dnssec: true }, 1),
];

beforeEach(async () => {
  await pool.query('TRUNCATE resource');
  await inTransaction(pool, (tx) => writeRows(rows, tx));
});

const ids = (found: readonly Resource[]) => found.map(({ id }) => id);

describe('a local view', () => {
  it('gives a resource as the fold that it is', async () => {
    expect(await view.get('tenant', 't1')).toEqual(rows[1]);
    expect(await view.get('tenant', 'nobody')).toBeUndefined();
    expect(await view.get('brand', 't1')).toBeUndefined();
  });

  it('lists a kind by fields of its spec, oldest first', async () => {
    expect(ids(await view.list('zone'))).toEqual(['z1', 'z2']);
    expect(ids(await view.list('zone', { tenant_id: 't1', dnssec: false }))).toEqual(['z2']);
    expect(ids(await view.list('zone', { tenant_id: 't2' }))).toEqual([]);
  });

  it('knows for a decision what the command refers to', async () => {
    const { refs, referrers } = await view.facts(
      Zone,
      'z9',
      { name: 'c.example', tenant_id: 't1', brand_id: 'nobody' },
      'create',
    );
    expect(refs).toEqual({ tenant_id: rows[1], brand_id: undefined });
    expect(referrers).toEqual([]);
    expect(await view.facts(Zone, 'z9', { tenant_id: null }, 'update')).toEqual({ refs: {}, referrers: [] });
  });

  it('counts who refers to what is to be deleted, and would be refused to lose it', async () => {
    expect((await view.facts(Brand, 'b1', {}, 'delete')).referrers).toEqual([
      { kind: 'membership', count: 0 },
      { kind: 'tenant', count: 2 },
      { kind: 'zone', count: 1 },
    ]);
    expect((await view.facts(Brand, 'b2', {}, 'delete')).referrers).toEqual([
      { kind: 'membership', count: 0 },
      { kind: 'tenant', count: 0 },
      { kind: 'zone', count: 0 },
    ]);
    expect((await view.facts(Tenant, 't1', {}, 'delete')).referrers).toEqual([]);
  });

  it('reads within a transaction what that one has written', async () => {
    await expect(
      inTransaction(pool, async (tx) => {
        await writeRows([{ ...resource('tenant', 't3', {}), status: 'suspended' }], tx);
        expect(await view.over(tx).get('tenant', 't3')).toMatchObject({ status: 'suspended' });
        expect(await view.get('tenant', 't3')).toBeUndefined();
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await view.get('tenant', 't3')).toBeUndefined();
  });

  it('tells whether it has passed a position', async () => {
    expect(await view.passed(9, 10)).toBe(false);
    positions.announce('rows', 9);
    expect(await view.passed(9, 10)).toBe(true);
  });
});
