import { afterEach, describe, expect, it } from '@jest/globals';
import { hostctl, problem, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

afterEach(() => platform.stop());

const OLD = {
  id: 'p1',
  name: 'rented',
  settings: { base_url: 'http://one.example', pages: 2 },
  status: 'pending',
  updated_at: 'a',
};
const NOW = { ...OLD, settings: { base_url: 'http://two.example', pages: 2 }, status: 'active', updated_at: 'b' };

/** A provider that was made at 10, changed at 20, and is there still unless it was deleted at 30. */
async function start(isDeleted = false): Promise<void> {
  platform = await startStandIn({
    'GET /providers/p1': ({ query }) => {
      const at = Number(query['asOf'] ?? 99);
      if (at < 10 || (isDeleted && at >= 30)) return problem(404, 'provider.not_found', 'there is none');
      return at < 20 ? { body: OLD, headers: { etag: '"10.10"' } } : { body: NOW, headers: { etag: '"20.20"' } };
    },
    'GET /events': () => ({ body: { items: [{ position: isDeleted ? 30 : 20 }], next_cursor: null, has_more: false } }),
  });
}

const CHANGED = [
  { field: 'settings.base_url', from: 'http://one.example', to: 'http://two.example' },
  { field: 'status', from: 'pending', to: 'active' },
];

describe('diff', () => {
  it('shows what its last change did, field by field, and ends with 3', async () => {
    await start();
    const { code, out, err } = await hostctl(platform, ['diff', 'provider', 'p1']);
    expect({ code, out: JSON.parse(out), err }).toEqual({
      code: 3,
      out: CHANGED,
      err: 'hostctl: 2 fields differ of the provider\n',
    });
  });

  it('compares any two moments, and ends with 0 when nothing differs', async () => {
    await start();
    const { code, out } = await hostctl(platform, ['diff', 'provider', 'p1', '--from', '11', '--to', '19']);
    expect({ code, out }).toEqual({ code: 0, out: '[]\n' });
    expect((await hostctl(platform, ['diff', 'provider', 'p1', '--from', '11', '--to', '21'])).code).toBe(3);
  });

  it('shows every field of what was made or deleted in between', async () => {
    await start(true);
    const made = await hostctl(platform, ['diff', 'provider', 'p1', '--from', '5', '--to', '15']);
    expect(JSON.parse(made.out)).toContainEqual({ field: 'name', from: null, to: 'rented' });
    const gone = await hostctl(platform, ['diff', 'provider', 'p1']);
    expect(JSON.parse(gone.out)).toContainEqual({ field: 'name', from: 'rented', to: null });
  });

  it('is an error of what never was there', async () => {
    await start();
    expect(await hostctl(platform, ['diff', 'provider', 'p1', '--from', '1', '--to', '2'])).toMatchObject({
      code: 1,
      out: '',
    });
  });
});
