import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answers, hostctl, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;

afterEach(() => platform.stop());

const OPERATION = { id: 'op1', status: 'pending' };

/** Answers with these besides an operation that has succeeded. */
async function start(answers: Answers): Promise<void> {
  const ended = { ...OPERATION, status: 'succeeded' };
  platform = await startStandIn({ ...answers, 'GET /operations/op1/await': () => ({ body: ended }) });
}

describe('verbs', () => {
  it('show what they made once it is done', async () => {
    const operation = { ...OPERATION, kind: 'sync.sync', resource: { kind: 'sync', id: 'run1' } };
    await start({
      'POST /providers/p1/sync': () => ({ status: 202, body: { operation } }),
      'GET /infrastructure/sync-runs/run1': () => ({ body: { id: 'run1', status: 'completed' } }),
    });
    const { out } = await hostctl(platform, ['providers', 'sync', 'p1', '--wait']);
    expect(JSON.parse(out)).toEqual({ id: 'run1', status: 'completed' });
  });

  it('that ask a question end with 1 when the answer is no', async () => {
    const body = { ok: false, code: 'unauthorized', detail: 'the key is wrong', duration_ms: 12 };
    await start({ 'POST /providers/p1/test-connection': () => ({ body }) });
    const { code, out, err } = await hostctl(platform, ['provider', 'test-connection', 'p1']);
    expect({ code, err }).toEqual({ code: 1, err: 'hostctl: test-connection: the key is wrong\n' });
    expect(JSON.parse(out)).toEqual(body);
  });

  it('are sent to the resource, with their fields as the body', async () => {
    await start({
      'POST /infrastructure/ips/i1/assign': () => ({ body: { id: 'i1', status: 'assigned' } }),
      'POST /providers/p1/sync': () => ({ status: 202, body: { operation: OPERATION } }),
      'POST /projections/dns/zones/rebuild': () => ({ status: 202 }),
      'POST /parked/dns/zone/z1/drop': () => ({ status: 204 }),
      'POST /identity/signing-keys/rotate': () => ({ status: 202, body: { signs_from: '2026-11-28T00:15:00.000Z' } }),
    });
    const assign = ['infrastructure', 'assign', 'ip', 'i1', '--tenant-id', 't1', '--domain', 'acme.example'];
    for (const args of [
      assign,
      ['providers', 'sync', 'p1', '--wait'],
      ['projections', 'rebuild', 'dns', 'zones'],
      ['parked', 'drop', 'dns', 'zone', 'z1'],
      ['identity', 'rotate-signing-keys', '--because', 'one was seen'],
    ]) {
      expect(await hostctl(platform, args)).toMatchObject({ code: 0, err: '' });
    }
    expect(platform.requests[0]?.body).toEqual({ tenant_id: 't1', domain: 'acme.example' });
    expect(platform.requests.map(({ path }) => path)).toContain('/operations/op1/await');
  });
});
