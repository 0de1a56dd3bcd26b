import { afterEach, describe, expect, it } from '@jest/globals';
import { hostctl, problem, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

afterEach(() => platform.stop());

const KEY = { id: 'k1', name: 'ci', status: 'active' };

/** A platform that takes no change of a key which does not name its revision. */
async function start(): Promise<void> {
  const ifRevision: Parameters<typeof startStandIn>[0][string] = ({ headers }) =>
    headers['if-match'] === '"12.15"' ? { body: KEY } : problem(428, 'api-key.precondition', 'name its revision');
  platform = await startStandIn({
    'GET /api-keys/k1': () => ({ body: KEY, headers: { etag: '"12.15"' } }),
    'PUT /api-keys/k1': ifRevision,
    'DELETE /api-keys/k1': ifRevision,
    'POST /api-keys/k1/rotate': ifRevision,
    'PUT /tenants/t1': () => ({ body: { id: 't1' } }),
  });
}

describe('a change of a kind that wants to know which revision it is for', () => {
  it.each([
    [['update', 'api-key', 'k1', '--name', 'other']],
    [['delete', 'api-key', 'k1']],
    [['api-keys', 'rotate', 'k1', '--overlap-seconds', '0']],
  ])('names the one that is there: %p', async (args) => {
    await start();
    expect(await hostctl(platform, args)).toMatchObject({ code: 0, err: '' });
  });

  it('names the one that --if-match says, without looking', async () => {
    await start();
    const { code, err } = await hostctl(platform, ['delete', 'api-key', 'k1', '--if-match', '1.1']);
    expect([code, err]).toEqual([1, expect.stringContaining('428')]);
    expect(platform.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('is no concern of other kinds', async () => {
    await start();
    await hostctl(platform, ['update', 'tenant', 't1', '--name', 'Acme']);
    expect(platform.requests.map(({ method }) => method)).toEqual(['PUT']);
  });
});

describe('--because', () => {
  it('says why to whoever reads the history, in any script', async () => {
    await start();
    const because = 'Ticket 4711: 100 % geklärt';
    await hostctl(platform, ['update', 'tenant', 't1', '--name', 'Acme', '--because', because]);
    const header = String(platform.requests[0]?.headers['freehold-reason']);
    expect(header).toBe('Ticket 4711: 100 %25 gekl%C3%A4rt');
    expect(decodeURIComponent(header)).toBe(because);
  });
});
