import { openDatabase } from '@freehold/service/postgres';
import { freshDatabase } from '@freehold/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Nodes1700000000002 } from '../migrations/001-nodes.js';
import { NodeIdentities } from './node-identities.js';

describe('a join token', () => {
  let pool: Pool;
  let dataSource: DataSource;
  let identities: NodeIdentities;
  beforeAll(async () => {
    const { url } = await freshDatabase();
    const migrations = [Nodes1700000000002];
    ({ pool, dataSource } = await openDatabase({ url, schema: 'fleet', connections: 8, migrations, onError() {} }));
    identities = new NodeIdentities(pool);
  });
  afterAll(() => dataSource.destroy());

  it('is good once, also for several who show it at once', async () => {
    const token = await identities.invite('n1');
    const taken = await Promise.all(['1', '2', '3', '4', '5'].map((serial) => identities.redeem('n1', token, serial)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await identities.issued('n1')).toBe(String(taken.indexOf(true) + 1));
    expect(await identities.redeem('n1', token, '6')).toBe(false);
  });

  it('is good for its own node, and only until the next one', async () => {
    const [first, other] = [await identities.invite('n2'), await identities.invite('n3')];
    for (const wrong of [other, '', 'guessed', `${first} `])
      expect(await identities.redeem('n2', wrong, '1')).toBe(false);
    const second = await identities.invite('n2');
    expect(await identities.redeem('n2', first, '1')).toBe(false);
    expect(await identities.issued('n2')).toBeUndefined();
    expect(await identities.redeem('n2', second, '1')).toBe(true);
  });

  it('is worth nothing after an hour, nor once the node is forgotten', async () => {
    const late = await identities.invite('n4');
    await pool.query(
      `UPDATE node_identity SET token_expires_at = token_expires_at - interval '61 minutes' WHERE node_id = 'n4'`,
    );
    expect(await identities.redeem('n4', late, '1')).toBe(false);
    const token = await identities.invite('n4');
    await identities.forget('n4');
    expect(await identities.redeem('n4', token, '1')).toBe(false);
  });

  it('lies nowhere but with the node', async () => {
    const token = await identities.invite('n5');
    const { rows } = await pool.query('SELECT * FROM node_identity');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
  });
});

describe('a certificate that was issued', () => {
  it('is remembered beside a token, and its successor instead of it', async () => {
    const { url } = await freshDatabase();
    const migrations = [Nodes1700000000002];
    const { pool, dataSource } = await openDatabase({ url, schema: 'fleet', connections: 4, migrations, onError() {} });
    const identities = new NodeIdentities(pool);
    await identities.renew('n1', '4a');
    const token = await identities.invite('n1');
    expect(await identities.issued('n1')).toBe('4a');
    await identities.redeem('n1', token, '4b');
    expect(await identities.issued('n1')).toBe('4b');
    await identities.renew('n1', '4c');
    expect(await identities.issued('n1')).toBe('4c');
    await dataSource.destroy();
  });
});
