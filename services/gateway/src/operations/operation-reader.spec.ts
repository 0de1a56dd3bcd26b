import { Zone } from '@freehold/contracts/dns/zone';
import { Positions } from '@freehold/ledger/positions';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReachedRows } from '../access/rows.js';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { OperationReader } from './operation-reader.js';

let freehold: GatewayUnderTest;

/** Tells that somebody waits, or has waited. */
class CountedPositions extends Positions {
  waits = 0;

  override async wait(...asked: Parameters<Positions['wait']>): Promise<boolean> {
    this.waits += 1;
    return await super.wait(...asked);
  }
}

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => freehold?.stop());

describe('an operation that has ended', () => {
  it('is not told before what it did can be read, though another replica has written its row', async () => {
    const made = await freehold.request('POST', '/api/v1/zones', { name: 'ends.example' });
    const { id, operation_id } = made.body;
    await freehold.report(Zone, id, 'converged', {
      generation: Number(made.headers.get('freehold-position')),
      observed: { serial: 1, ds: [], nameservers: [] },
    });
    const rows = new ReachedRows(freehold.gateway.parts.reading).within('everything');
    const isOver = async () =>
      (
        await rows.query({
          text: 'SELECT FROM operation WHERE id = $1 AND finished_at IS NOT NULL',
          values: [operation_id],
        })
      ).rows.length === 1;
    await until(isOver);
    const { last } = await freehold.gateway.parts.ledger.state();

    // Of a replica that has heard of nothing yet.
    const positions = new CountedPositions();
    const told: string[] = [];
    const answer = new OperationReader(rows, positions).get(operation_id).then((operation) => {
      told.push('the operation');
      return operation;
    });
    await until(() => positions.waits > 0);
    await isOver();
    told.push('the zone');
    for (const name of ['resources', 'operations', 'events']) positions.announce(name, last);
    expect((await answer)?.status).toBe('succeeded');
    expect(told).toEqual(['the zone', 'the operation']);
  });
});
