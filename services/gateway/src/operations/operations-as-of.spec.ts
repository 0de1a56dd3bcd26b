import { Zone } from '@freehold/contracts/dns/zone';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { ROUTES } from '../routes.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => freehold?.stop());

const get = async (path: string) => (await freehold.request('GET', `/api/v1${path}`)).body;
const positionOf = ({ headers }: { headers: Headers }) => Number(headers.get('freehold-position'));

describe('operations as of an earlier moment', () => {
  it('are as they were told then: in every list, by every status, and each by its id', async () => {
    const made = await freehold.request('POST', '/api/v1/zones', { name: 'past.example' });
    const { id } = made.body;
    const [begun, create] = [positionOf(made), made.body.operation_id];
    const then = await get(`/operations/${create}`);
    await freehold.report(Zone, id, 'converged', {
      generation: begun,
      observed: { serial: 1, ds: [], nameservers: [] },
    });
    await until(async () => (await get(`/operations/${create}`)).status === 'succeeded');
    const ended = await get(`/operations/${create}`);
    const changed = await freehold.request('PUT', `/api/v1/zones/${id}`, { dnssec: true });
    const [update, later] = [changed.body.operation_id, positionOf(changed)];
    const removed = positionOf(await freehold.request('DELETE', `/api/v1/zones/${id}`));
    const listed = async (query: string) =>
      (await get(`/operations?resource_id=${id}&${query}`)).items.map(
        ({ id, status }: { id: string; status: string }) => [id, status],
      );
    expect(await get(`/operations/${create}?asOf=${begun}`)).toEqual(then);
    expect(await get(`/operations/${create}?asOf=${later}`)).toEqual(ended);
    expect(await get(`/operations/${create}?asOf=${begun - 1}`)).toMatchObject({ status: 404 });
    expect(await listed(`asOf=${begun - 1}`)).toEqual([]);
    expect(await listed(`asOf=${begun}`)).toEqual([[create, 'pending']]);
    expect(await listed(`asOf=${later}`)).toEqual([
      [update, 'pending'],
      [create, 'succeeded'],
    ]);
    expect(await listed(`asOf=${later}&order=asc&limit=1`)).toEqual([[create, 'succeeded']]);
    expect(await listed(`asOf=${later}&status=pending`)).toEqual([[update, 'pending']]);
    expect(await listed(`asOf=${later}&status=succeeded`)).toEqual([[create, 'succeeded']]);
    expect(await listed(`asOf=${later}&status=cancelled`)).toEqual([]);
    expect(await listed(`asOf=${removed}&status=cancelled`)).toEqual([[update, 'cancelled']]);
    expect(await listed(`minPosition=${removed}`)).toHaveLength(3);
  });
});

/** Of what has no past of its own: events and deliveries are the past, the others are how things stand in services now. */
const WITHOUT_A_PAST = [
  '/api/v1/events',
  '/api/v1/resources/{kind}/{id}/history',
  '/api/v1/audit',
  '/api/v1/audit/checkpoints',
  '/api/v1/audit/keys',
  '/api/v1/diff',
  '/api/v1/parked',
  '/api/v1/projections',
  '/api/v1/webhooks/{id}/deliveries',
];

describe('every list', () => {
  it('takes asOf and minPosition, but for those of what has no past', () => {
    const lists = ROUTES.filter(({ method, query }) => method === 'GET' && query?.safeParse({ limit: '1' }).success);
    const without = lists.filter(({ query }) => !query?.safeParse({ asOf: '1', minPosition: '1' }).success);
    expect(lists.length).toBeGreaterThan(20);
    expect(without.map(({ path }) => path).filter((path) => !WITHOUT_A_PAST.includes(path))).toEqual([]);
  });
});
