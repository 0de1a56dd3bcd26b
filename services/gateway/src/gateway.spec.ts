import { Record as DnsRecord } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from './gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
});

afterAll(async () => {
  await freehold?.stop();
});

const served = (generation: number) => ({
  generation,
  observed: { serial: 1, ds: [], nameservers: ['ns1.acme.example'] },
});

async function zone(name: string) {
  return await freehold.request('POST', '/api/v1/zones', { name });
}

async function operation(id: string) {
  return (await freehold.request('GET', `/api/v1/operations/${id}`)).body;
}

describe('a synchronous kind', () => {
  it('is visible, where Location says, as soon as it is accepted', async () => {
    const made = await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'visible', name: 'Seen' });
    expect(made.status).toBe(201);
    const got = await freehold.request('GET', made.headers.get('location') ?? '');
    expect(got.body).toEqual(made.body);
    expect(got.headers.get('etag')).toBe(made.headers.get('etag'));
    expect(got.headers.get('freehold-position')).toBe(made.headers.get('freehold-position'));
  });

  it('merges a PUT: what is absent is kept, null clears', async () => {
    await freehold.request('PUT', '/api/v1/brands/acme', { mail_hostname: 'mail.acme.example', dmarc_policy: 'none' });
    const put = await freehold.request('PUT', '/api/v1/brands/acme', { mail_hostname: null, name: 'Acme Ltd' });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({
      mail_hostname: null,
      dmarc_policy: 'none',
      name: 'Acme Ltd',
      base_hostname: BRAND.base_hostname,
    });
  });

  it('is gone after its 204, and for ever a 404', async () => {
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'brief' });
    expect((await freehold.request('DELETE', '/api/v1/brands/brief')).status).toBe(204);
    expect((await freehold.request('GET', '/api/v1/brands/brief')).status).toBe(404);
    const again = await freehold.request('DELETE', '/api/v1/brands/brief');
    expect([again.status, again.body.code]).toEqual([404, 'brand.not_found']);
  });

  it('is refused under an id that exists', async () => {
    const twice = await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' });
    expect([twice.status, twice.body.code]).toEqual([409, 'brand.exists']);
  });
});

describe('a reference', () => {
  it('that leads nowhere is named as its owner refuses it', async () => {
    const refused = await freehold.tenant({ brand_id: 'nobody' });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'tenant.reference_missing', errors: [{ pointer: '/brand_id' }] });
  });

  it('to what was made the moment before is seen', async () => {
    for (let i = 0; i < 10; i++) {
      await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: `parent-${i}` });
      expect((await freehold.tenant({ brand_id: `parent-${i}` })).status).toBe(202);
    }
  });

  it('may be one of a list, whose things are kept while they stand in it', async () => {
    const { region_id, cluster_id } = (await freehold.tenant()).body;
    expect(region_id).toEqual(expect.any(String));
    const path = '/api/v1/brands/acme/clusters';
    const put = await freehold.request('PUT', path, { cluster_ids: [cluster_id] });
    expect([put.status, put.body]).toEqual([200, { cluster_ids: [cluster_id] }]);
    const wrong = await freehold.request('PUT', path, { cluster_ids: [cluster_id, 'nowhere'] });
    expect(wrong.body).toMatchObject({ code: 'brand.reference_missing', errors: [{ pointer: '/cluster_ids/1' }] });
    const unused = await freehold.request('POST', `/api/v1/regions/${region_id}/clusters`, { name: 'spare' });
    await freehold.request('PUT', path, { cluster_ids: [unused.body.id] });
    const kept = await freehold.request('DELETE', `/api/v1/clusters/${unused.body.id}`);
    expect([kept.status, kept.body.code]).toEqual([409, 'cluster.in_use']);
    await freehold.request('PUT', path, { cluster_ids: [] });
    expect((await freehold.request('GET', path)).body).toEqual({ cluster_ids: [] });
    expect((await freehold.request('DELETE', `/api/v1/clusters/${unused.body.id}`)).status).toBe(204);
  });
});

describe('an asynchronous kind', () => {
  it('is pending until its reconciler reports, and so is its operation', async () => {
    const made = await zone('one.example');
    expect([made.status, made.body.status]).toEqual([202, 'pending']);
    expect(await operation(made.body.operation_id)).toMatchObject({ status: 'pending', finished_at: null });
    await freehold.report(Zone, made.body.id, 'converged', served(Number(made.headers.get('freehold-position'))));
    const ended = await freehold.request('GET', `/api/v1/operations/${made.body.operation_id}/await?timeout=5`);
    expect(ended.body).toMatchObject({ status: 'succeeded', steps: [{ name: 'accepted' }, { name: 'converged' }] });
    expect((await freehold.request('GET', `/api/v1/zones/${made.body.id}`)).body).toMatchObject({
      status: 'active',
      serial: 1,
    });
  });

  it('waits for the end of its operation when it is preferred', async () => {
    const creating = freehold.request('POST', '/api/v1/zones', { name: 'patient.example' }, { prefer: 'wait=10' });
    const found = await until(
      async () => (await freehold.request('GET', '/api/v1/zones?name=patient.example')).body.items[0],
    );
    const { headers } = await freehold.request('GET', `/api/v1/zones/${found.id}`);
    await freehold.report(Zone, found.id, 'converged', served(Number(headers.get('freehold-position'))));
    const made = await creating;
    expect(made.headers.get('preference-applied')).toBe('wait=10');
    expect([made.status, made.body.status]).toEqual([202, 'active']);
  });

  it('fails its operation with the reason, and succeeds with a retry', async () => {
    const made = await zone('broken.example');
    await freehold.report(Zone, made.body.id, 'failed', {
      generation: Number(made.headers.get('freehold-position')),
      reason: 'the server said no',
    });
    const ended = await freehold.request('GET', `/api/v1/operations/${made.body.operation_id}/await`);
    expect(ended.body).toMatchObject({ status: 'failed', error: 'the server said no' });
    expect((await freehold.request('GET', `/api/v1/zones/${made.body.id}`)).body).toMatchObject({
      status: 'failed',
      status_message: 'the server said no',
    });
    const retry = await freehold.request('POST', `/api/v1/zones/${made.body.id}/retry`);
    expect([retry.status, retry.body.operation.kind]).toEqual([202, 'zone.retry']);
    await freehold.report(Zone, made.body.id, 'converged', served(Number(retry.headers.get('freehold-position'))));
    expect((await freehold.request('GET', `/api/v1/operations/${retry.body.operation.id}/await`)).body.status).toBe(
      'succeeded',
    );
    expect((await operation(made.body.operation_id)).status).toBe('failed');
  });

  it('cancels what a deletion overtakes, and answers a second deletion with the first one’s operation', async () => {
    const made = await zone('doomed.example');
    const first = await freehold.request('DELETE', `/api/v1/zones/${made.body.id}`);
    const second = await freehold.request('DELETE', `/api/v1/zones/${made.body.id}`);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.operation.id).toBe(first.body.operation.id);
    expect((await operation(made.body.operation_id)).status).toBe('cancelled');
    await freehold.report(Zone, made.body.id, 'deleted', {});
    expect((await freehold.request('GET', `/api/v1/operations/${first.body.operation.id}/await`)).body.status).toBe(
      'succeeded',
    );
    expect((await freehold.request('GET', `/api/v1/zones/${made.body.id}`)).status).toBe(404);
  });

  it('answers a change that changes nothing with the operation that made it so', async () => {
    const made = await zone('same.example');
    const same = await freehold.request('PUT', `/api/v1/zones/${made.body.id}`, { dnssec: false });
    expect([same.status, same.body.operation_id]).toEqual([202, made.body.operation_id]);
  });

  it('takes what lies within it along when it is deleted, and cancels what was being done to that', async () => {
    const made = await zone('family.example');
    const record = await freehold.request('POST', `/api/v1/zones/${made.body.id}/records`, {
      type: 'A',
      name: '@',
      content: '192.0.2.1',
    });
    expect([record.status, record.body.zone_id]).toEqual([202, made.body.id]);
    await freehold.request('DELETE', `/api/v1/zones/${made.body.id}`);
    await freehold.report(Zone, made.body.id, 'deleted', {});
    expect((await freehold.request('GET', `/api/v1/operations/${record.body.operation_id}/await`)).body.status).toBe(
      'cancelled',
    );
    expect((await freehold.request('GET', `/api/v1/zone-records/${record.body.id}`)).status).toBe(404);
  });
});

describe('a kind within another', () => {
  it('is changed and deleted by its own id, on the subject of its parent', async () => {
    const { body: parent } = await zone('records.example');
    const { body: made } = await freehold.request('POST', `/api/v1/zones/${parent.id}/records`, {
      type: 'A',
      name: 'www',
      content: '192.0.2.1',
    });
    const changed = await freehold.request('PUT', `/api/v1/zone-records/${made.id}`, { content: '192.0.2.2' });
    expect([changed.status, changed.body.content]).toEqual([202, '192.0.2.2']);
    await freehold.report(
      DnsRecord,
      made.id,
      'converged',
      {
        generation: Number(changed.headers.get('freehold-position')),
        observed: { fqdn: 'www.records.example', rdata: '192.0.2.2' },
      },
      parent.id,
    );
    expect((await freehold.request('DELETE', `/api/v1/zone-records/${made.id}`)).status).toBe(202);
  });

  it('has no list and takes no child where its parent is not', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await freehold.request(
        method,
        '/api/v1/zones/nowhere/records',
        method === 'POST' ? { type: 'A', name: '@', content: '192.0.2.1' } : undefined,
      );
      expect([answer.status, answer.body.code]).toEqual([404, 'zone.not_found']);
    }
  });
});

describe('a zone and its tenant', () => {
  it('are brought together and apart by the route of old clients', async () => {
    const { body: tenant } = await freehold.tenant({ brand_id: 'acme' });
    const { body: made } = await zone('given.example');
    const given = await freehold.request('PUT', `/api/v1/zones/${made.id}/tenant`, { tenant_id: tenant.id });
    expect([given.status, given.body.tenant_id]).toEqual([202, tenant.id]);
    expect((await freehold.request('GET', `/api/v1/zones?tenant_id=${tenant.id}`)).body.items).toHaveLength(1);
    expect(
      (await freehold.request('PUT', `/api/v1/zones/${made.id}/tenant`, { tenant_id: null })).body.tenant_id,
    ).toBeNull();
  });
});

describe('the platform config', () => {
  it('is a flat map: PUT keeps what is absent, null removes', async () => {
    await freehold.request('PUT', '/api/v1/platform/config', { primary_ns: 'ns1.host.example', motto: 'hello' });
    const put = await freehold.request('PUT', '/api/v1/platform/config', { motto: null });
    expect([put.status, put.body]).toEqual([200, { base_domain: 'host.example', primary_ns: 'ns1.host.example' }]);
    expect((await freehold.request('GET', '/api/v1/platform/config')).body).toEqual(put.body);
  });

  it('loses no key to a race', async () => {
    const names = Array.from({ length: 5 }, (_, i) => `race_${i}`);
    const answers = await Promise.all(
      names.map((name) => freehold.request('PUT', '/api/v1/platform/config', { [name]: 'here' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(Object.keys((await freehold.request('GET', '/api/v1/platform/config')).body)).toEqual(
      expect.arrayContaining(names),
    );
  });
});
