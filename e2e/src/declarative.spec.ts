import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { visit } from './cluster-under-test.js';
import { dig } from './dig.js';
import { Hostctl } from './hostctl.js';
import { PlatformUnderTest, ROOT } from './platform-under-test.js';

const CLUSTER = join(ROOT, 'examples/cluster.yaml');
const SITE = join(ROOT, 'examples/site.yaml');

interface Event {
  readonly type: string;
  readonly actor: string;
}

/** The two files of examples/, from an empty platform to a page; each test builds on the ones before it. */
describe('a platform that is declared in files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'freehold-declared-'));
  let platform: PlatformUnderTest;
  let hostctl: Hostctl;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    hostctl = new Hostctl(platform);
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  /** Events that people caused: nodes tell of their health whenever they like. */
  async function byPeople(): Promise<string[]> {
    const events = await hostctl.json<Event[]>('events', 'list', '--all');
    const people = events.find(({ type }) => type === 'RegionCreated')?.actor;
    return events.filter(({ actor }) => actor === people).map(({ type }) => type);
  }

  /** An example with some of its text replaced. */
  function changed(example: string, from: string, to: string): string {
    const file = join(directory, 'changed.yaml');
    writeFileSync(file, readFileSync(example, 'utf8').replace(from, to));
    return file;
  }

  it('gets a cluster with its nodes from one file, planned first, with its progress', async () => {
    const planned = await hostctl.run('cluster', 'apply', '-f', CLUSTER, '--plan');
    expect([planned.code, JSON.parse(planned.stdout)]).toEqual([3, expect.arrayContaining([expect.any(Object)])]);
    expect((await platform.api.get('/regions')).body.items).toEqual([]);
    const { code, stderr } = await hostctl.run('cluster', 'apply', '-f', CLUSTER);
    expect([code, stderr]).toEqual([0, expect.stringContaining('cluster local: ready')]);
    expect(stderr).toMatch(/cluster local: .*smoke test/);
    const { body } = await platform.api.get('/clusters?name=local');
    expect(body.items).toEqual([expect.objectContaining({ status: 'active' })]);
  });

  it('gets a tenant with a site and its names from another, and they are answered and served', async () => {
    const { code, stderr } = await hostctl.run('seed', '-f', SITE);
    expect([code, stderr]).toEqual([0, expect.stringContaining('fqdn www.shop.example: ready')]);
    const edge = String((await platform.api.get('/nodes/edge-1')).body['http_address']);
    for (const name of ['www.shop.example', 'shop.example']) {
      expect(await dig(platform.endpoints.dns, name, 'A')).toEqual(['127.0.0.1']);
      const { status, headers } = await visit(edge, name);
      expect([status, headers['x-served-by']]).toEqual([200, expect.stringMatching(/^web-1[ab]$/)]);
    }
  });

  it('is as both say: neither writes an event the second time, nor plans to', async () => {
    const before = await byPeople();
    for (const args of [
      ['cluster', 'apply', '-f', CLUSTER],
      ['seed', '-f', SITE],
    ]) {
      expect((await hostctl.run(...args)).code).toBe(0);
      expect((await hostctl.run(...args, '--plan')).code).toBe(0);
    }
    expect(await byPeople()).toEqual(before);
  });

  it('follows a file that has changed, in that alone', async () => {
    const before = await byPeople();
    const file = changed(CLUSTER, 'max_nodes: 10', 'max_nodes: 12');
    const planned = await hostctl.run('cluster', 'apply', '-f', file, '--plan');
    expect([planned.code, JSON.parse(planned.stdout)]).toEqual([
      3,
      [
        {
          action: 'update',
          kind: 'host',
          name: 'local.example',
          changes: [{ field: 'capacity', old: { max_nodes: 10 }, new: { max_nodes: 12 } }],
        },
      ],
    ]);
    expect((await hostctl.run('cluster', 'apply', '-f', file)).code).toBe(0);
    expect((await byPeople()).toSorted()).toEqual([...before, 'HostUpdated'].toSorted());
  });

  it('converges a shard that is called by its names', async () => {
    const { code, stdout } = await hostctl.run('converge-shard', 'local/local/web-1');
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ name: 'web-1', status: 'active' })]);
  });

  it('refuses what it does not know yet, with its line', async () => {
    const { code, stderr } = await hostctl.run('seed', '-f', changed(SITE, 'shard: web-1', 'databases: []'));
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/changed\.yaml:\d+: tenants\[0]\.databases: the platform/),
    ]);
  });
});
