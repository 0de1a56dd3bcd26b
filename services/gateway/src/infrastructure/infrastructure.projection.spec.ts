import { newId } from '@freehold/contracts/ids';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Sync } from '@freehold/contracts/inventory/sync';
import { Vps } from '@freehold/contracts/inventory/vps';
import { describe, expect, it } from '@jest/globals';
import { infrastructureProjection } from './infrastructure.projection.js';
import { InfrastructureUnderTest } from './infrastructure-under-test.js';

describe('the tables of rented infrastructure', () => {
  const infrastructure = new InfrastructureUnderTest();

  it('are as their entities say: columns, types, nulls, keys, indexes', async () => {
    const { dataSource } = infrastructure.gateway.gateway.parts;
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  /** Every row of every table, in the order of its whole content. */
  async function rows(): Promise<Record<string, string[]>> {
    const all: Record<string, string[]> = {};
    for (const table of infrastructureProjection.tables) {
      const { rows: found } = await infrastructure.gateway.pool.query<{ text: string }>(
        `SELECT t::text AS text FROM ${table} t ORDER BY 1`,
      );
      all[table] = found.map(({ text }) => text);
    }
    return all;
  }

  it('are after a rebuild what they were, row by row', async () => {
    const machine = await infrastructure.vps('1001');
    const addresses = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => await infrastructure.ip(`203.0.113.${n}`)),
    );
    for (const id of addresses) {
      await infrastructure.tell(Ip, 'move', id, { vps_id: machine, previous_vps_id: null });
      await infrastructure.tell(Ip, 'assign', id, { tenant_id: 't1' });
      await infrastructure.tell(Ip, 'assign', id, { tenant_id: 't1', domain: 'acme.example' });
    }
    await infrastructure.tell(Ip, 'unassign', addresses[0] ?? '');
    await infrastructure.tell(Vps, 'change', machine, { changes: { name: 'new' }, previous: { name: 'web-1001' } });
    await infrastructure.tell(Vps, 'vanish', machine);
    await infrastructure.completed('p1');
    await infrastructure.tell(Sync, 'create', newId(), { provider_id: 'p1', trigger: 'manual' });
    await infrastructure.get('/infrastructure/status');
    const live = await rows();
    expect(live['ip_address_version']).toHaveLength(20 * 3 + 1);
    expect(live['assignment']).toHaveLength(40);
    await infrastructure.rebuild();
    expect(await rows()).toEqual(live);
  });
});
