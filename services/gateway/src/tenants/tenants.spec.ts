import { Zone } from '@freehold/contracts/dns/zone';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;
let tenant: string;
let webroots: string[];
let zone: string;

const positionOf = ({ headers }: Got) => Number(headers.get('freehold-position'));
const made = async (path: string, body: object) => {
  const got = await freehold.request('POST', `/api/v1${path}`, body);
  if (got.status >= 300) throw new Error(JSON.stringify(got.body));
  return got;
};
/** Reports it, and waits until readers see it. */
const failed = async (kind: typeof Zone | typeof Webroot, got: Got) => {
  await freehold.report(kind, got.body.id, 'failed', { generation: positionOf(got), reason: 'out of order' });
  const path = `/api/v1/${kind.plural}/${got.body.id}`;
  await until(async () => (await freehold.request('GET', path)).body.status === 'failed');
};
const summary = async (query = '') => {
  const { body } = await freehold.request('GET', `/api/v1/tenants/${tenant}/resource-summary${query}`);
  return Object.fromEntries(
    body.items.flatMap(({ kind, total, by_status }: { kind: string; total: number; by_status: object }) =>
      total > 0 ? [[kind, by_status]] : [],
    ),
  );
};
const retryFailed = async (query = '', headers = {}) =>
  await freehold.request('POST', `/api/v1/tenants/${tenant}/retry-failed${query}`, undefined, headers);

beforeAll(async () => {
  freehold = await startGateway();
  tenant = (await freehold.tenant()).body.id;
  const php = { runtime: 'php', runtime_version: '8.2' };
  const sites = [await made(`/tenants/${tenant}/webroots`, php), await made(`/tenants/${tenant}/webroots`, php)];
  webroots = sites.map(({ body }) => body.id);
  await made(`/tenants/${tenant}/webroots`, php);
  const of = await made('/zones', { name: 'shop.example', tenant_id: tenant });
  zone = of.body.id;
  await made(`/zones/${zone}/records`, { type: 'A', name: 'www', content: '192.0.2.1' });
  await made(`/tenants/${(await freehold.tenant()).body.id}/webroots`, php);
  for (const site of sites) await failed(Webroot, site);
  await failed(Zone, of);
});

afterAll(async () => {
  await freehold?.stop();
});

describe('a tenant’s summary', () => {
  it('counts what is the tenant’s, of every kind and service, by status, and nothing of others', async () => {
    const { body } = await freehold.request('GET', `/api/v1/tenants/${tenant}/resource-summary?minPosition=0`);
    expect(body).toMatchObject({ tenant_id: tenant });
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['webroot', 'fqdn', 'zone', 'record', 'subscription']),
    );
    expect(await summary()).toMatchObject({
      webroot: { failed: 2, pending: 1 },
      zone: { failed: 1 },
      record: { pending: 1 },
    });
  });

  it('tells what it was', async () => {
    const site = await made(`/tenants/${tenant}/webroots`, { runtime: 'php', runtime_version: '8.2' });
    expect((await summary())['webroot']).toEqual({ failed: 2, pending: 2 });
    expect((await summary(`?asOf=${positionOf(site) - 1}`))['webroot']).toEqual({ failed: 2, pending: 1 });
  });

  it('is as little there for strangers as the tenant', async () => {
    const stranger = await freehold.keyWith({ scopes: ['*:*'], brands: ['nobody'] });
    for (const [method, path] of [
      ['GET', 'resource-summary'],
      ['POST', 'retry-failed'],
    ] as const) {
      const headers = { authorization: `Bearer ${stranger}` };
      const got = await freehold.request(method, `/api/v1/tenants/${tenant}/${path}`, undefined, headers);
      expect([got.status, got.body.code]).toEqual([404, 'tenant.not_found']);
    }
  });
});

describe('what has failed of a tenant', () => {
  it('is only counted in a dry run', async () => {
    const dry = await retryFailed('?dryRun=true');
    expect([dry.status, dry.body]).toEqual([
      200,
      { retried: 3, by_kind: { webroot: 2, zone: 1 }, operations: [], refused: [], has_more: false },
    ]);
    expect((await summary())['zone']).toEqual({ failed: 1 });
  });

  it('is tried again, all of it, once for one key, each with its operation', async () => {
    const key = { 'idempotency-key': 'once' };
    const got = await retryFailed('', key);
    expect([got.status, got.body.retried, got.body.by_kind]).toEqual([202, 3, { webroot: 2, zone: 1 }]);
    const of = got.body.operations.map(({ resource_id }: { resource_id: string }) => resource_id);
    expect(of.toSorted()).toEqual([...webroots, zone].toSorted());
    for (const { operation_id, kind } of got.body.operations) {
      const operation = await freehold.request('GET', `/api/v1/operations/${operation_id}`);
      expect(operation.body).toMatchObject({ kind: `${kind}.retry`, status: 'pending' });
    }
    expect(await summary()).toMatchObject({ webroot: { pending: 4 }, zone: { pending: 1 } });
    expect((await retryFailed()).body).toMatchObject({ retried: 0, operations: [] });
  });

  it('of an owner who is away is told, and keeps nothing else from being tried again', async () => {
    const sites = await freehold.request('GET', `/api/v1/webroots/${webroots[0]}`);
    const seen = await freehold.request('GET', `/api/v1/zones/${zone}`);
    await failed(Webroot, sites);
    await failed(Zone, seen);
    await freehold.owners.get('dns')?.stop();
    freehold.owners.delete('dns');
    const { body } = await retryFailed();
    expect(body).toMatchObject({ retried: 1, by_kind: { webroot: 1 } });
    expect(body.refused).toEqual([
      { kind: 'zone', resource_id: zone, code: 'request.unavailable', detail: expect.any(String) },
    ]);
  });
});
