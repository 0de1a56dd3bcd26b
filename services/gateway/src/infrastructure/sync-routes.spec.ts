import { createHash } from 'node:crypto';
import { newId } from '@freehold/contracts/ids';
import { Sync } from '@freehold/contracts/inventory/sync';
import { describe, expect, it } from '@jest/globals';
import { cronSecret, InfrastructureUnderTest } from './infrastructure-under-test.js';

describe('syncs at the gateway', () => {
  const infrastructure = new InfrastructureUnderTest();
  let provider: string;

  it('never happened at first', async () => {
    expect(await infrastructure.get('/infrastructure/status')).toEqual({
      status: 'never',
      last_run_at: null,
      last_successful_sync: null,
      last_error: null,
      providers: [],
    });
  });

  it('are shown as they were at any position, alone and in lists', async () => {
    const id = newId();
    const requested = await infrastructure.tell(Sync, 'create', id, { provider_id: 'past', trigger: 'manual' });
    const completed = await infrastructure.complete(id);
    const then = async (position: number) => {
      const list = await infrastructure.get(`/infrastructure/sync-runs?provider_id=past&asOf=${position}`);
      return list.items.map(({ status, finished_at }: Record<string, unknown>) => [status, finished_at !== null]);
    };
    expect(await then(requested - 1)).toEqual([]);
    expect(await then(requested)).toEqual([['pending', false]]);
    expect(await then(completed - 1)).toEqual([['running', false]]);
    expect(await then(completed)).toEqual([['completed', true]]);
    const path = `/infrastructure/sync-runs/${id}`;
    expect(await infrastructure.get(`${path}?asOf=${requested}`)).toMatchObject({ status: 'pending', starts: 0 });
    const early = await infrastructure.gateway.request('GET', `/api/v1${path}?asOf=${requested - 1}`);
    expect(early).toMatchObject({ status: 404, body: { code: 'sync.not_found' } });
  });

  it('are asked for with 202: operation, run and command have one id, and the operation ends with the run', async () => {
    const made = await infrastructure.post('/providers', {
      name: 'Hostwinds',
      kind: 'hostwinds',
      credentials: { api_key: 'k' },
    });
    provider = made.body.id;
    const asked = await infrastructure.post(`/providers/${provider}/sync`);
    expect(asked).toMatchObject({
      status: 202,
      body: { operation: { status: 'pending', resource: { kind: 'sync' } } },
    });
    const { id, resource } = asked.body.operation;
    expect(resource.id).toBe(id);
    expect(asked.headers.get('location')).toBe(`/api/v1/operations/${id}`);
    expect(await infrastructure.get(`/infrastructure/sync-runs/${id}`)).toMatchObject({
      status: 'pending',
      trigger: 'manual',
      provider_id: provider,
    });
    await infrastructure.complete(id);
    expect(await infrastructure.get(`/infrastructure/sync-runs/${id}`)).toMatchObject({
      status: 'completed',
      counts: { vps: 2, ips: 3 },
    });
    const operation = await infrastructure.gateway.request('GET', `/api/v1/operations/${id}/await`);
    expect(operation.body.status).toBe('succeeded');
  });

  it('that are asked for twice under one Idempotency-Key are one', async () => {
    const headers = { 'idempotency-key': newId() };
    const [first, second] = [
      await infrastructure.post(`/providers/${provider}/sync`, undefined, headers),
      await infrastructure.post(`/providers/${provider}/sync`, undefined, headers),
    ];
    expect(second.body.operation.id).toBe(first.body.operation.id);
    await infrastructure.complete(first.body.operation.id);
  });

  it('of a provider that is not there are a 404', async () => {
    expect(await infrastructure.post(`/providers/${newId()}/sync`)).toMatchObject({
      status: 404,
      body: { code: 'provider.not_found' },
    });
    expect(await infrastructure.post(`/infrastructure/sync-runs/${newId()}/confirm`)).toMatchObject({
      status: 404,
      body: { code: 'sync.not_found' },
    });
  });

  it('show in the status what went wrong last, and since when nothing was seen', async () => {
    const before = await infrastructure.get('/infrastructure/status');
    expect(before).toMatchObject({
      status: 'completed',
      last_error: null,
      providers: [{ provider_id: provider, name: 'Hostwinds' }],
    });
    const { body } = await infrastructure.post(`/providers/${provider}/sync`);
    await infrastructure.tell(Sync, 'fail', body.operation.id, { reason: 'Not Authorized!', duration_ms: 4 });
    expect(await infrastructure.get('/infrastructure/status')).toMatchObject({
      status: 'failed',
      last_error: 'Not Authorized!',
      last_successful_sync: before.last_successful_sync,
      providers: [{ status: 'failed', last_run_id: body.operation.id }],
    });
  });

  it('that are held back go on when they are confirmed', async () => {
    const { body } = await infrastructure.post(`/providers/${provider}/sync`);
    const { id } = body.operation;
    await infrastructure.tell(Sync, 'start', id);
    await infrastructure.tell(Sync, 'hold', id, {
      would_vanish_vps: 12,
      would_release_ips: 0,
      known_vps: 20,
      known_ips: 0,
      reason: 'too much',
    });
    expect(await infrastructure.get('/infrastructure/sync-runs?status=held')).toMatchObject({
      items: [{ id, held: { would_vanish_vps: 12 } }],
    });
    expect(await infrastructure.get('/infrastructure/status')).toMatchObject({
      status: 'held',
      last_error: 'too much',
    });
    const confirmed = await infrastructure.post(`/infrastructure/sync-runs/${id}/confirm`);
    expect(confirmed).toMatchObject({ status: 202, body: { operation: { id, status: 'running' } } });
    await infrastructure.complete(id);
  });

  it('and questions to a provider are answered by GET and by POST', async () => {
    for (const method of ['GET', 'POST']) {
      const tested = await infrastructure.gateway.request(method, `/api/v1/providers/${provider}/test-connection`);
      expect(tested).toMatchObject({ status: 200, body: { ok: false, code: 'unauthorized', detail: provider } });
      const regions = await infrastructure.gateway.request(method, `/api/v1/providers/${provider}/regions`);
      expect(regions.body.items).toEqual([{ external_id: '1', name: 'Seattle', vps_count: 2 }]);
    }
  });

  describe('by an outside schedule', () => {
    const cron = async (authorization: string) =>
      await infrastructure.post('/cron/sync-infra', undefined, { authorization });

    /** Ends every run as soon as it is wanted. */
    async function answering(end: (id: string) => Promise<unknown>, work: () => Promise<void>): Promise<void> {
      const stop = new AbortController();
      const done = new Set<string>();
      const ending = (async () => {
        while (!stop.signal.aborted) {
          const { items } = await infrastructure.get('/infrastructure/sync-runs?status=pending');
          for (const { id } of items) {
            if (!done.has(id)) await end(id);
            done.add(id);
          }
        }
      })();
      await work().finally(() => stop.abort());
      await ending;
    }

    it('are opened by its secret or a key that may write providers, and by nothing else', async () => {
      const guess = createHash('sha256').update(cronSecret).digest('hex');
      for (const wrong of [
        '',
        `Bearer ${guess}`,
        `Bearer ${cronSecret}x`,
        `Bearer ${cronSecret.slice(1)}`,
        `Basic ${cronSecret}`,
      ]) {
        expect(await cron(wrong)).toMatchObject({ status: 401, body: { code: 'request.unauthenticated' } });
      }
      const elsewhere = await infrastructure.gateway.request('GET', '/api/v1/infrastructure/ips', undefined, {
        authorization: `Bearer ${cronSecret}`,
      });
      expect(elsewhere.status).toBe(401);
    });

    it('answer 200 with what was seen when all providers have been looked at', async () => {
      await answering(
        async (id) => await infrastructure.complete(id),
        async () => {
          for (const bearer of [cronSecret, infrastructure.gateway.key]) {
            expect(await cron(`Bearer ${bearer}`)).toMatchObject({
              status: 200,
              body: {
                syncedVps: 2,
                syncedIps: 3,
                providers: [{ provider_id: provider, status: 'completed', error: null }],
              },
            });
          }
        },
      );
      const runs = await infrastructure.get('/infrastructure/sync-runs?trigger=cron');
      expect(runs.items).toHaveLength(2);
    });

    it('answer 202 with the operations when one of them does not end by itself', async () => {
      const held = { would_vanish_vps: 12, would_release_ips: 0, known_vps: 20, known_ips: 0, reason: 'too much' };
      await answering(
        async (id) => await infrastructure.tell(Sync, 'hold', id, held),
        async () => {
          const answer = await cron(`Bearer ${cronSecret}`);
          expect(answer).toMatchObject({
            status: 202,
            body: { operation: { status: 'running' }, operations: [{ status: 'running' }] },
          });
          expect(answer.headers.get('location')).toBe(`/api/v1/operations/${answer.body.operation.id}`);
        },
      );
    });
  });
});
