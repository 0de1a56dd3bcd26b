import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hostctl, type StandIn, startStandIn } from '../stand-in.js';

const sum = (rows: number) => ({ rows, checksum: 'c'.repeat(32) });
const DIFFERENT = {
  service: 'gateway',
  name: 'resources',
  position: 90,
  live_position: 90,
  equal: false,
  tables: [
    {
      table: 'resource',
      folded: sum(3),
      live: sum(2),
      equal: false,
      differences: [{ key: { kind: 'zone', id: 'z1' }, found: 'missing' }],
    },
    { table: 'resource_version', folded: sum(9), live: null, equal: null, differences: [] },
  ],
};

let platform: StandIn;
beforeEach(async () => {
  platform = await startStandIn({
    'POST /projections/gateway/resources/replay': ({ query }) => ({
      body: query['to'] === '40' ? { ...DIFFERENT, equal: true, position: 40, tables: [] } : DIFFERENT,
    }),
  });
});
afterEach(() => platform.stop());

const replay = async (...args: string[]) => await hostctl(platform, ['replay', '--projection', ...args]);

describe('replay', () => {
  it('ends with 3 where rows differ from their events, and names them', async () => {
    const { code, out, err } = await replay('gateway/resources');
    expect([code, JSON.parse(out)]).toEqual([3, DIFFERENT]);
    expect(err).toContain('projections rebuild gateway resources');
    const shown = await replay('gateway/resources', '-o', 'table');
    expect(shown.out).toMatch(/resource +different +3 .*zone\/z1 missing/);
    expect(shown.out).toMatch(/resource_version +not compared/);
  });

  it('ends with 0 where they do not, as of the position that was asked for', async () => {
    const { code, out } = await replay('gateway/resources', '--to', '40');
    expect([code, JSON.parse(out).position]).toEqual([0, 40]);
  });

  it.each(['resources', 'gateway/', 'a/b/c'])('does not take %s for a projection', async (text) => {
    expect([(await replay(text)).code, platform.requests]).toEqual([2, []]);
  });
});
