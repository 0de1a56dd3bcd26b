import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { naturalId } from '@freehold/contracts/ids';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Keeping, startKeeping } from '../declared/platform-under-test.js';
import { hostctl, problem } from '../stand-in.js';

const CLUSTER = fileURLToPath(new URL('../../../../examples/cluster.yaml', import.meta.url));
const SITE = fileURLToPath(new URL('../../../../examples/site.yaml', import.meta.url));

const REGION_ID = naturalId('region', 'local');
const CLUSTER_ID = naturalId('cluster', `${REGION_ID}/local`);
const SHARD_ID = naturalId('shard', `${CLUSTER_ID}/web-1`);

let platform: Keeping;
let directory: string;

beforeEach(async () => {
  platform = await startKeeping();
  directory = await mkdtemp(join(tmpdir(), 'hostctl-'));
});

afterEach(async () => {
  await platform.stop();
  await rm(directory, { recursive: true });
});

async function apply(...args: string[]) {
  return hostctl(platform, ['cluster', 'apply', '-f', CLUSTER, ...args]);
}

/** The example with some of its text replaced. */
async function changed(example: string, from: string, to: string): Promise<string> {
  const text = await readFile(example, 'utf8');
  expect(text).toContain(from);
  const file = join(directory, 'changed.yaml');
  await writeFile(file, text.replace(from, to));
  return file;
}

describe('cluster apply', () => {
  it('makes everything in the order in which it is needed, then provisions, and shows how far it is', async () => {
    const { code, err } = await apply();
    expect(code).toBe(0);
    expect(platform.changes()).toEqual([
      'POST /regions',
      `POST /regions/${REGION_ID}/clusters`,
      `POST /clusters/${CLUSTER_ID}/lb-addresses`,
      `POST /clusters/${CLUSTER_ID}/hosts`,
      ...Array.from({ length: 2 }, () => `POST /clusters/${CLUSTER_ID}/runtimes`),
      ...Array.from({ length: 2 }, () => `POST /clusters/${CLUSTER_ID}/shards`),
      ...Array.from({ length: 3 }, () => `POST /clusters/${CLUSTER_ID}/nodes`),
      `POST /clusters/${CLUSTER_ID}/provision`,
    ]);
    expect(platform.resources.get('/nodes/web-1a')).toMatchObject({ roles: ['web'], shard_ids: [SHARD_ID] });
    expect(err).toContain('cluster local: nodes provisioned: 2 of 2\ncluster local: ready\n');
  });

  it('changes nothing the second time', async () => {
    await apply();
    const before = platform.changes().length;
    expect(await apply()).toMatchObject({ code: 0, out: '[]\n', err: '' });
    expect((await apply('--plan')).code).toBe(0);
    expect(platform.changes()).toHaveLength(before);
  });

  it('only says what it would do with --plan, and that there is something by its exit code', async () => {
    const { code, out, err } = await apply('--plan');
    expect(code).toBe(3);
    expect(err).toBe('hostctl: 12 steps are to be done: without --plan they are\n');
    const steps: { action: string; kind: string; name: string }[] = JSON.parse(out);
    expect(steps.map(({ action, kind, name }) => `${action} ${kind} ${name}`)).toEqual(
      expect.arrayContaining(['create region local', 'create node edge-1', 'provision cluster local']),
    );
    expect(platform.changes()).toEqual([]);
  });

  it('sends the fields that differ and no other, and provisions again for nodes alone', async () => {
    await apply();
    const before = platform.changes().length;
    const host = await changed(CLUSTER, 'max_nodes: 10', 'max_nodes: 20');
    await hostctl(platform, ['cluster', 'apply', '-f', host]);
    expect(platform.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
      { capacity: { max_nodes: 20 } },
    ]);
    expect(platform.changes()).toHaveLength(before + 1);
    const node = await changed(CLUSTER, 'hostname: web-1a.', 'hostname: web-9.');
    await hostctl(platform, ['cluster', 'apply', '-f', node]);
    expect(platform.changes().slice(-2)).toEqual(['PUT /nodes/web-1a', `POST /clusters/${CLUSTER_ID}/provision`]);
  });

  it('leaves what the file does not say as it is', async () => {
    await apply();
    platform.resources.set(`/regions/${REGION_ID}`, { id: REGION_ID, name: 'local', config: { colour: 'blue' } });
    expect((await apply('--plan')).code).toBe(0);
  });

  it('provisions a cluster in which a node has failed', async () => {
    await apply();
    platform.resources.set('/nodes/web-1b', { ...platform.resources.get('/nodes/web-1b'), status: 'failed' });
    const { code, out } = await apply('--plan');
    expect([code, JSON.parse(out)]).toEqual([3, [expect.objectContaining({ action: 'provision', name: 'local' })]]);
  });

  it('refuses to change what cannot be changed, before anything is done', async () => {
    await apply();
    const before = platform.changes().length;
    const file = await changed(CLUSTER, 'role: web', 'role: database');
    const { code, err } = await hostctl(platform, ['cluster', 'apply', '-f', file]);
    expect([code, err]).toEqual([1, 'hostctl: shard web-1 has role web, which cannot be changed\n']);
    expect(platform.changes()).toHaveLength(before);
  });

  it('names every wrong field with its line, before anything is asked', async () => {
    const file = join(directory, 'wrong.yaml');
    await writeFile(
      file,
      [
        'region: { name: local }',
        'cluster:',
        '  name: local',
        '  colour: blue',
        'hosts:',
        '  - { hostname: h.example, ip_address: 1.2.3, docker_host: "process:" }',
        '',
      ].join('\n'),
    );
    const { code, err } = await hostctl(platform, ['cluster', 'apply', '-f', file]);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:4: cluster.colour: no such field`);
    expect(err).toContain(`${file}:6: hosts[0].ip_address: an IPv4 or IPv6 address`);
    expect(platform.requests).toEqual([]);
  });

  it.each([
    ['shard_name: edge', 'shard_name: nowhere', 'nodes[2].shard_name: cluster.spec.shards has no nowhere'],
    ['id: web-1b', 'id: web-1a', 'the file names the node web-1a twice'],
    ['shard_name: edge', 'shard_name: edge, shard_names: [edge]', 'name its shards once'],
  ])('refuses a file in which %s reads %s', async (from, to, reason) => {
    const { code, err } = await hostctl(platform, ['cluster', 'apply', '-f', await changed(CLUSTER, from, to)]);
    expect([code, platform.changes()]).toEqual([2, []]);
    expect(err).toContain(reason);
  });

  it('goes to the platform that the file is meant for, and to no other', async () => {
    const file = await changed(CLUSTER, 'region:', `api_url: ${platform.url}\nregion:`);
    expect((await hostctl(platform, ['cluster', 'apply', '-f', file])).code).toBe(0);
    const elsewhere = await hostctl(platform, ['cluster', 'apply', '-f', file, '--server', 'http://127.0.0.1:1']);
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.err).toContain('the file is meant for');
  });
});

describe('seed', () => {
  beforeEach(async () => {
    await apply();
  });

  async function seed(...args: string[]) {
    return hostctl(platform, ['seed', '-f', SITE, ...args]);
  }

  function bodies(): unknown[] {
    return platform.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  }

  it('makes tenants, zones, webroots, then names, each with the ids of those before', async () => {
    const before = bodies().length;
    expect((await seed()).code).toBe(0);
    const [tenant, zone, webroot, ...names] = bodies().slice(before);
    expect(tenant).toEqual({ name: 'shop', region_id: REGION_ID, cluster_id: CLUSTER_ID, shard_id: SHARD_ID });
    expect(zone).toEqual({ name: 'shop.example', tenant_id: expect.stringMatching(/^t[a-z0-9]{10}$/) });
    expect(webroot).toEqual({ name: 'main', runtime: 'php', runtime_version: '8.2' });
    expect(names).toEqual([{ fqdn: 'www.shop.example' }, { fqdn: 'shop.example' }]);
    expect(platform.changes().at(-1)).toMatch(/^POST \/webroots\/w[a-z0-9]{10}\/fqdns$/);
  });

  it('changes nothing the second time', async () => {
    await seed();
    const before = platform.changes().length;
    expect((await seed()).code).toBe(0);
    expect((await seed('--plan')).code).toBe(0);
    expect(platform.changes()).toHaveLength(before);
  });

  it('makes the subscriptions of a tenant, each once', async () => {
    const file = await changed(
      SITE,
      'shard: web-1',
      'shard: web-1\n    subscriptions: [{ name: gold }, { id: s-7, name: silver }]',
    );
    for (const again of [false, true]) {
      const before = platform.changes().length;
      expect((await hostctl(platform, ['seed', '-f', file])).code).toBe(0);
      expect(platform.changes().length > before).toBe(!again);
    }
    const made = [...platform.resources].flatMap(([path, one]) => (path.startsWith('/subscriptions/') ? [one] : []));
    expect(made).toEqual([
      expect.objectContaining({ name: 'gold', tenant_id: expect.stringMatching(/^t/) }),
      expect.objectContaining({ id: 's-7', name: 'silver' }),
    ]);
  });

  it('tries again what failed the last time', async () => {
    await seed();
    const path = `/fqdns/${naturalId('fqdn', 'shop.example')}`;
    platform.resources.set(path, { ...platform.resources.get(path), status: 'failed' });
    expect((await seed()).code).toBe(0);
    expect(platform.changes().at(-1)).toBe(`POST ${path}/retry`);
  });

  it('binds a name to another webroot, where the file says so', async () => {
    await seed();
    const file = await changed(SITE, '          - shop.example\n', OTHER_WEBROOT);
    expect((await hostctl(platform, ['seed', '-f', file])).code).toBe(0);
    const name = platform.resources.get(`/fqdns/${naturalId('fqdn', 'shop.example')}`);
    const other = [...platform.resources.values()].find((one) => one['name'] === 'other');
    expect([name?.['webroot_id'], name?.['ssl_enabled']]).toEqual([other?.['id'], true]);
  });

  it.each([
    [
      'runtime: php',
      'env_vars: []\n        runtime: php',
      'webroots[0].env_vars: the platform does not know environment',
    ],
    ['shard: web-1', 'databases: [{}]', 'tenants[0].databases: the platform does not know databases yet'],
    ['shard: web-1', 'ssh_keys: []', 'tenants[0].ssh_keys: the platform does not know SSH keys yet'],
    ['shard: web-1', 'shard: web-7', 'tenant shop: the cluster local has no shard web-7'],
    ['cluster: local', 'cluster: far', 'tenant shop: there is no cluster far in region local'],
    ['cluster: local', 'brand: acme', 'there is no brand acme'],
    ['tenant: shop', 'tenant: nobody', 'zones[0].tenant: tenants has none of this name'],
  ])('refuses a file in which %s reads %s', async (from, to, reason) => {
    const before = platform.changes().length;
    const { code, err } = await hostctl(platform, ['seed', '-f', await changed(SITE, from, to)]);
    expect([code, platform.changes().length]).toEqual([2, before]);
    expect(err).toContain(reason);
  });

  it('names what was refused, and does nothing that needs it', async () => {
    await platform.stop();
    const { resources } = platform;
    platform = await startKeeping({ 'POST /zones': () => problem(409, 'zone.exists', 'the zone exists already') });
    for (const [path, resource] of resources) platform.resources.set(path, resource);
    const { code, err } = await seed();
    expect([code, platform.changes()]).toEqual([1, ['POST /tenants', 'POST /zones']]);
    expect(err).toContain('hostctl: zone shop.example: the zone exists already');
  });

  it('says that it still runs when its time is over', async () => {
    await platform.stop();
    const { resources } = platform;
    const id = naturalId('zone', 'shop.example');
    platform = await startKeeping({
      [`GET /operations/op-${id}/await`]: () => ({ body: { id: `op-${id}`, status: 'running' } }),
    });
    for (const [path, resource] of resources) platform.resources.set(path, resource);
    const { code, err } = await seed('--wait=200ms');
    expect(code).toBe(5);
    expect(err).toContain(`hostctl: zone shop.example: operation op-${id} is still running`);
  });
});

const OTHER_WEBROOT = `      - name: other
        runtime: static
        runtime_version: "1"
        fqdns:
          - { fqdn: Shop.example., ssl_enabled: true }
`;

describe('converge-shard', () => {
  beforeEach(async () => {
    await apply();
  });

  it.each([[SHARD_ID], ['local/local/web-1']])('converges the shard %s, and shows how far it is', async (name) => {
    const { code, err, out } = await hostctl(platform, ['converge-shard', name, '--confirm']);
    expect([code, err]).toEqual([0, 'nodes provisioned: 2 of 2\n']);
    expect(JSON.parse(out)).toMatchObject({ id: SHARD_ID, status: 'active' });
    expect(platform.requests.findLast(({ method }) => method === 'POST')).toMatchObject({
      path: `/shards/${SHARD_ID}/converge`,
      body: { confirm: true },
    });
  });
});
