import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Node } from '@freehold/contracts/fleet/node';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;
let region: string;

beforeAll(async () => {
  freehold = await startGateway();
  region = (await freehold.request('POST', '/api/v1/regions', { name: 'north' })).body.id;
});

afterAll(async () => {
  await freehold?.stop();
});

const cluster = async (name: string) => await freehold.request('POST', `/api/v1/regions/${region}/clusters`, { name });
const deed = async (made: Got, verb: string) =>
  await freehold.request('POST', `/api/v1/clusters/${made.body.id}/${verb}`);
const positionOf = ({ headers }: Got) => Number(headers.get('freehold-position'));
const operation = async ({ headers }: Got) =>
  (await freehold.request('GET', `${headers.get('location')}/await?timeout=5`)).body;

describe('a provisioned kind', () => {
  it('is declared, changed and deleted at once', async () => {
    const made = await cluster('declared');
    expect([made.status, made.body.status, made.headers.get('location')]).toEqual([
      201,
      'pending',
      `/api/v1/clusters/${made.body.id}`,
    ]);
    expect(made.body).toMatchObject({ region_id: region, name: 'declared', nodes: null, smoke_tested_at: null });
    expect(made.body).not.toHaveProperty('operation_id');
    const changed = await freehold.request('PUT', `/api/v1/clusters/${made.body.id}`, { config: { motd: 'hello' } });
    expect([changed.status, changed.body.config, changed.body.status]).toEqual([200, { motd: 'hello' }, 'pending']);
    expect((await freehold.request('DELETE', `/api/v1/clusters/${made.body.id}`)).status).toBe(204);
    expect((await freehold.request('GET', `/api/v1/clusters/${made.body.id}`)).status).toBe(404);
  });

  it('is made so by a deed, whose operation shows its steps and ends with it', async () => {
    const made = await cluster('provisioned');
    const asked = await deed(made, 'provision');
    expect([asked.status, asked.body.status]).toEqual([202, 'provisioning']);
    expect(asked.body.operation).toMatchObject({ kind: 'cluster.provision', status: 'pending' });
    const generation = positionOf(asked);
    const step = { generation, step: 'nodes provisioned', detail: '2 of 2' };
    await freehold.report(Cluster, made.body.id, 'step_reached', step);
    await freehold.report(Cluster, made.body.id, 'converged', { generation, observed: { nodes: 2 } });
    const ended = await freehold.request('GET', `/api/v1/operations/${asked.body.operation.id}/await?timeout=5`);
    expect(ended.body).toMatchObject({
      status: 'succeeded',
      steps: [{ name: 'accepted' }, { name: 'nodes provisioned', detail: '2 of 2' }, { name: 'converged' }],
    });
    const now = await freehold.request('GET', `/api/v1/clusters/${made.body.id}`);
    expect(now.body).toMatchObject({ status: 'active', nodes: 2 });
    expect(now.headers.get('etag')).toBe(`"${positionOf(made)}.${positionOf(now)}"`);
  });

  it('waits for the end of a deed when it is preferred, and tells the status that it came to', async () => {
    const made = await cluster('patient');
    const path = `/api/v1/clusters/${made.body.id}/provision`;
    const asking = freehold.request('POST', path, undefined, { prefer: 'wait=10' });
    const begun = await freehold.request('GET', `/api/v1/clusters/${made.body.id}?minPosition=${positionOf(made) + 1}`);
    await freehold.report(Cluster, made.body.id, 'failed', {
      generation: positionOf(begun),
      reason: 'no host has room',
    });
    const asked = await asking;
    expect([asked.status, asked.body.status, asked.body.operation.status]).toEqual([202, 'failed', 'failed']);
    expect(asked.headers.get('preference-applied')).toBe('wait=10');
  });

  it('answers a deed that is under way with its operation, and refuses another one', async () => {
    const made = await cluster('busy');
    const first = await deed(made, 'provision');
    const second = await deed(made, 'provision');
    expect([second.status, second.body.operation.id]).toEqual([202, first.body.operation.id]);
    const refused = await freehold.request('DELETE', `/api/v1/clusters/${made.body.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'cluster.wrong_state']);
  });

  it('is declared only again after its decommission, which cancels what it overtakes', async () => {
    const made = await cluster('short');
    const provision = await deed(made, 'provision');
    const decommission = await deed(made, 'decommission');
    expect(decommission.body).toMatchObject({ status: 'deleting', operation: { kind: 'cluster.decommission' } });
    expect((await operation(provision)).status).toBe('cancelled');
    await freehold.report(Cluster, made.body.id, 'withdrawn', { generation: positionOf(decommission) });
    expect((await operation(decommission)).status).toBe('succeeded');
    expect((await freehold.request('GET', `/api/v1/clusters/${made.body.id}`)).body.status).toBe('pending');
    expect((await freehold.request('DELETE', `/api/v1/clusters/${made.body.id}`)).status).toBe(204);
  });

  it('is tried again by a retry, which is harmless where nothing was asked for', async () => {
    const made = await cluster('retried');
    const harmless = await freehold.request('POST', `/api/v1/clusters/${made.body.id}/retry`);
    expect([harmless.status, harmless.body.status]).toEqual([202, 'pending']);
    expect(harmless.body.operation).toMatchObject({ status: 'succeeded', steps: [{}, { name: 'nothing to do' }] });
    expect(harmless.headers.get('location')).toBe(`/api/v1/clusters/${made.body.id}`);
    const asked = await deed(made, 'provision');
    await freehold.report(Cluster, made.body.id, 'failed', { generation: positionOf(asked), reason: 'no room' });
    const again = await freehold.request('POST', `/api/v1/clusters/${made.body.id}/retry`);
    expect(again.body).toMatchObject({ status: 'provisioning', operation: { kind: 'cluster.retry' } });
  });

  it('shows in a dry run the deed that would be written, and writes none', async () => {
    const made = await cluster('dry');
    const dry = await freehold.request('POST', `/api/v1/clusters/${made.body.id}/provision?dryRun=true`);
    expect([dry.status, dry.body.events]).toEqual([200, [{ type: 'ClusterProvisionRequested', data: {} }]]);
    expect((await freehold.request('GET', `/api/v1/clusters/${made.body.id}`)).body.status).toBe('pending');
  });
});

describe('a node', () => {
  it('shows beside what is wanted of it what services have seen', async () => {
    const of = await cluster('with-nodes');
    const made = await freehold.request('POST', `/api/v1/clusters/${of.body.id}/nodes`, {
      id: 'web-1',
      hostname: 'web-1.host.example',
      roles: ['web'],
    });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ id: 'web-1', healthy: null })]);
    await freehold.report(Node, 'web-1', 'health_changed', { healthy: true, health_detail: 'all well' });
    const position = positionOf(made) + 1;
    expect((await freehold.request('GET', `/api/v1/nodes/web-1?minPosition=${position}`)).body).toMatchObject({
      status: 'pending',
      hostname: 'web-1.host.example',
      healthy: true,
      health_detail: 'all well',
    });
  });

  it('has a deployment that clients read by the node and by the host, and do not make', async () => {
    const of = await cluster('deployed');
    const at = `/api/v1/clusters/${of.body.id}`;
    const host = await freehold.request('POST', `${at}/hosts`, {
      hostname: 'h1.host.example',
      ip_address: '192.0.2.1',
      docker_host: 'process:',
    });
    await freehold.request('POST', `${at}/nodes`, { id: 'lb-1', hostname: 'lb-1.host.example', roles: ['lb'] });
    expect((await freehold.request('GET', '/api/v1/nodes/lb-1/deployment')).body.code).toBe('deployment.not_found');
    const spec = { node_id: 'lb-1', host_id: host.body.id, cluster_id: of.body.id, roles: ['lb'], uid_base: 100_000 };
    await freehold.command(Deployment, 'create', [{ id: 'lb-1', data: spec }]);
    const shown = await until(async () => {
      const answer = await freehold.request('GET', '/api/v1/nodes/lb-1/deployment');
      return answer.status === 200 ? answer : undefined;
    });
    expect(shown.body).toMatchObject({ host_id: host.body.id, status: 'pending', grpc_address: null });
    const listed = await freehold.request('GET', `/api/v1/hosts/${host.body.id}/deployments`);
    expect(listed.body.items).toEqual([shown.body]);
    for (const [method, path] of [
      ['POST', `/api/v1/hosts/${host.body.id}/deployments`],
      ['DELETE', '/api/v1/deployments/lb-1'],
      ['PUT', '/api/v1/deployments/lb-1'],
    ] as const)
      expect((await freehold.request(method, path)).status).toBe(405);
  });

  it('is asked for its health and drift, with 503 while the fleet service cannot say', async () => {
    for (const what of ['health', 'drift']) {
      const unheard = await freehold.request('GET', `/api/v1/nodes/lb-1/${what}`);
      expect([unheard.status, unheard.body.code]).toEqual([503, 'request.unavailable']);
      const unknown = await freehold.request('GET', `/api/v1/nodes/nobody/${what}`);
      expect([unknown.status, unknown.body.code]).toEqual([404, 'node.not_found']);
    }
  });
});

describe('a runtime', () => {
  it('is taken away by its id, or by what it is as clients of old do', async () => {
    const of = await cluster('with-runtimes');
    for (const parent of [`/api/v1/regions/${region}`, `/api/v1/clusters/${of.body.id}`]) {
      const runtime = { runtime: 'php', version: '8.2' };
      const made = await freehold.request('POST', `${parent}/runtimes`, runtime);
      expect([made.status, made.body]).toEqual([201, expect.objectContaining(runtime)]);
      expect((await freehold.request('POST', `${parent}/runtimes`, runtime)).status).toBe(409);
      expect((await freehold.request('DELETE', `${parent}/runtimes`, runtime)).status).toBe(204);
      const again = await freehold.request('DELETE', `${parent}/runtimes`, runtime);
      expect([again.status, again.body.code]).toEqual([404, expect.stringMatching(/runtime\.not_found$/)]);
      const wrong = await freehold.request('DELETE', `${parent}/runtimes`, { runtime: 'php', version: 'new' });
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/version']);
      const back = await freehold.request('POST', `${parent}/runtimes`, runtime);
      const item = back.headers.get('location') ?? '';
      expect((await freehold.request('DELETE', item)).status).toBe(204);
    }
  });
});

describe('a kind with several lists to create in', () => {
  it('takes in each the other parent, where it may', async () => {
    const tenant = (await freehold.tenant()).body;
    const php = { runtime: 'php', runtime_version: '8.2' };
    const webroot = (await freehold.request('POST', `/api/v1/tenants/${tenant.id}/webroots`, php)).body;
    const inWebroot = await freehold.request('POST', `/api/v1/webroots/${webroot.id}/fqdns`, {
      fqdn: 'a.acme.example',
    });
    expect([inWebroot.status, inWebroot.body.webroot_id]).toEqual([202, webroot.id]);
    const inTenant = await freehold.request('POST', `/api/v1/tenants/${tenant.id}/fqdns`, {
      fqdn: 'b.acme.example',
      webroot_id: webroot.id,
    });
    expect([inTenant.status, inTenant.body.tenant_id, inTenant.body.webroot_id]).toEqual([202, tenant.id, webroot.id]);
    const twice = await freehold.request('POST', `/api/v1/webroots/${webroot.id}/fqdns`, {
      fqdn: 'c.acme.example',
      webroot_id: webroot.id,
    });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([400, '/webroot_id']);
    const unbound = await freehold.request('PUT', `/api/v1/fqdns/${inTenant.body.id}`, { webroot_id: null });
    expect([unbound.status, unbound.body.webroot_id]).toEqual([202, null]);
  });
});

describe('a suspended tenant', () => {
  it('says so with its reason, by an operation that ends when all of it is out of service', async () => {
    const tenant = (await freehold.tenant()).body;
    const path = `/api/v1/tenants/${tenant.id}`;
    const asked = await freehold.request('POST', `${path}/suspend`, { reason: 'unpaid' });
    expect(asked.body).toMatchObject({ status: 'suspended', operation: { kind: 'tenant.suspend', status: 'pending' } });
    expect((await freehold.request('GET', path)).body).toMatchObject({ status: 'suspended', suspend_reason: 'unpaid' });
    const twice = await freehold.request('POST', `${path}/suspend`, { reason: 'unpaid' });
    expect(twice.body.operation.id).toBe(asked.body.operation.id);
    const back = await freehold.request('POST', `${path}/unsuspend`);
    expect(back.body).toMatchObject({ status: 'pending', operation: { kind: 'tenant.unsuspend' } });
    expect((await freehold.request('GET', path)).body.suspend_reason).toBeNull();
  });
});
