import { join } from 'node:path';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { dig } from './dig.js';
import { Hostctl } from './hostctl.js';
import { makePlace, PLACE } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';

const place = ['--region-id', PLACE.region_id, '--cluster-id', PLACE.cluster_id];

describe('hostctl against a running platform', () => {
  let platform: PlatformUnderTest;
  let hostctl: Hostctl;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    hostctl = new Hostctl(platform);
    await until(async () => (await platform.api.get('/infrastructure/status')).body.status === 'completed');
    await makePlace(platform.api);
    await hostctl.json('platform-config', 'set', 'primary_ns=ns1.host.example', 'hostmaster_email=dns@host.example');
  });

  it('makes a zone and its records, and waits until the name server answers', async () => {
    expect(await hostctl.json('create', 'zone', '--name', 'shell.example', '--wait')).toMatchObject({
      name: 'shell.example',
      status: 'active',
    });
    const record = ['--zone-id', 'shell.example', '--type', 'A', '--name', 'www', '--content', '192.0.2.5'];
    expect(await hostctl.json('create', 'record', ...record, '--wait=30s')).toMatchObject({
      status: 'active',
      rdata: '192.0.2.5',
    });
    expect(await dig(platform.endpoints.dns, 'www.shell.example', 'A')).toEqual(['192.0.2.5']);
  });

  it('gets, lists, changes and deletes by name', async () => {
    expect(await hostctl.json('get', 'zone', 'shell.example')).toMatchObject({ status: 'active', dnssec: false });
    expect(await hostctl.json('list', 'zones', '--search', 'SHELL')).toMatchObject([{ name: 'shell.example' }]);
    expect(await hostctl.json('list', 'records', '--zone-id', 'shell.example', '--type', 'A')).toHaveLength(1);
    expect(await hostctl.json('update', 'zone', 'shell.example', '--dnssec', '--wait')).toMatchObject({
      dnssec: true,
      ds: [expect.any(String), expect.any(String)],
    });
    await hostctl.json('create', 'zone', '--name', 'brief.example', '--wait');
    expect((await hostctl.run('delete', 'zone', 'brief.example', '--wait')).code).toBe(0);
    expect((await platform.api.get('/zones?name=brief.example')).body.items).toEqual([]);
  });

  it('takes what it wrote, edited, and clears what it is told to', async () => {
    const { id } = await hostctl.json<{ id: string }>(
      'create',
      'tenant',
      '--name',
      'Before',
      '--customer-id',
      '7',
      ...place,
    );
    const { stdout } = await hostctl.run('get', 'tenant', id, '-o', 'yaml');
    const editing = hostctl.start(['update', 'tenant', id, '-f', '-', '-o', 'json']);
    editing.input.end(stdout.replace('name: Before', 'name: After'));
    expect(JSON.parse((await editing.ended).stdout)).toMatchObject({ name: 'After', customer_id: '7' });
    expect(await hostctl.json('update', 'tenant', id, '--unset', 'customer_id')).toMatchObject({
      name: 'After',
      customer_id: null,
    });
  });

  it('only decides with --dry-run, and respects what somebody else has changed', async () => {
    const zones = async () => (await platform.api.get('/events?kind=zone&limit=1')).text;
    const before = await zones();
    const dry = await hostctl.json('create', 'zone', '--name', 'dry.example', '--dry-run');
    expect(dry).toMatchObject({ events: [{ type: 'ZoneCreated' }] });
    expect(await zones()).toBe(before);
    const stale = await hostctl.run('update', 'zone', 'shell.example', '--if-match', '1.1', '--dnssec');
    expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('zone.revision')]);
  });

  it('shows rented machines and addresses, and gives them to tenants', async () => {
    const ips = await hostctl.json<{ id: string }[]>('list', 'ips', '--all');
    expect(ips).toHaveLength(36);
    const { id } = await hostctl.json<{ id: string }>('create', 'tenant', '--name', 'Renter', ...place);
    const given = await hostctl.json(
      'infrastructure',
      'assign',
      'ip',
      ips[0]?.id ?? '',
      '--tenant-id',
      id,
      '--domain',
      'rent.example',
    );
    expect(given).toMatchObject({ tenant_id: id, domain: 'rent.example', status: 'assigned' });
    expect(await hostctl.json('infrastructure', 'ips', '--tenant-id', id)).toHaveLength(1);
    expect(await hostctl.json('infrastructure', 'status')).toMatchObject({ status: 'completed' });
  });

  it('has a provider looked at and waits for the outcome', async () => {
    expect(await hostctl.json('providers', 'sync', 'hostwinds', '--wait')).toMatchObject({
      status: 'completed',
      counts: { vps: 12, ips: 36 },
    });
    expect(await hostctl.json('providers', 'test-connection', 'hostwinds')).toMatchObject({ ok: true });
  });

  it('takes a secret from the environment, never from an argument, and never shows it', async () => {
    const made = hostctl.start(
      [
        'create',
        'provider',
        '--name',
        'Secretive',
        '--kind',
        'hostwinds',
        '--credentials.api_key-env',
        'RENTED_KEY',
        '-o',
        'json',
      ],
      { RENTED_KEY: 'a-secret-of-the-shell' },
    );
    const { code, stdout } = await made.ended;
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ credentials: '***' })]);
    expect(
      (await hostctl.run('create', 'provider', '--name', 'x', '--kind', 'hostwinds', '--credentials.api_key', 'plain'))
        .code,
    ).toBe(2);
  });

  it('tells what has happened, and follows what happens', async () => {
    expect(await hostctl.json('history', 'zone', 'shell.example')).toMatchObject([
      { type: 'ZoneCreated' },
      { type: 'ZoneConverged' },
      { type: 'ZoneUpdated' },
      { type: 'ZoneConverged' },
    ]);
    expect(await hostctl.json('events', 'list', '--kind', 'zone', '--type', 'ZoneDeleted')).toMatchObject([
      { kind: 'zone' },
    ]);
    const now = String((await platform.api.get('/events?limit=1')).body.items[0]?.['position']);
    const following = hostctl.start([
      'events',
      'follow',
      '--kind',
      'brand',
      '--after',
      now,
      '--limit',
      '2',
      '-o',
      'ndjson',
    ]);
    const brand = {
      base_hostname: 'b.example',
      primary_ns: 'a.b.example',
      secondary_ns: 'b.b.example',
      hostmaster_email: 'h@b.example',
    };
    await platform.api.post('/brands', { id: 'first', name: 'First', ...brand });
    await until(() => following.said.stdout.includes('"first"'));
    await platform.restart();
    await platform.api.post('/brands', { id: 'second', name: 'Second', ...brand });
    const { code, stdout } = await following.ended;
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; resource_id: string }); // an event a line
    expect([code, events.map(({ resource_id }) => resource_id)]).toEqual([0, ['first', 'second']]);
  });

  it('lists projections and makes one anew', async () => {
    const listed = await hostctl.json<{ service: string; name: string; status: string }[]>('projections', 'list');
    expect(listed).toContainEqual(expect.objectContaining({ service: 'gateway', name: 'resources', status: 'live' }));
    expect((await hostctl.run('projections', 'rebuild', 'gateway', 'resources')).code).toBe(0);
    await until(async () =>
      (await platform.api.get('/projections')).body.items.every(({ status }) => status === 'live'),
    );
    expect(await hostctl.json('get', 'zone', 'shell.example')).toMatchObject({ status: 'active' });
  });

  it('writes tables for people, JSON, YAML and a line an item for programs', async () => {
    const list = async (format: string) => (await hostctl.run('list', 'zones', '-o', format)).stdout;
    expect(await list('table')).toMatch(/name\s+.*status/i);
    expect(JSON.parse(await list('json'))).toMatchObject([{ name: 'shell.example' }]);
    expect(await list('yaml')).toContain('name: shell.example');
    expect(JSON.parse(await list('ndjson'))).toMatchObject({ name: 'shell.example' });
  });

  it('ends with a code that says how it went, and a sentence that says why', async () => {
    const ended = async (...args: string[]) => {
      const { code, stderr } = await hostctl.run(...args);
      return [code, stderr.split('\n')[0]] as const;
    };
    expect(await ended('get', 'zone', 'nobody.example')).toEqual([1, expect.stringContaining('there is no zone')]);
    const invalid = await hostctl.run('create', 'zone', '--name', 'no domain');
    expect([invalid.code, invalid.stderr]).toEqual([1, expect.stringContaining('\n  name: ')]);
    expect(await ended('create', 'unicorn')).toEqual([2, expect.any(String)]);
    expect(await ended('list', 'zones', '--colour', 'red')).toEqual([2, expect.stringContaining('--colour')]);
    expect(await ended('create', 'zone', '--name', 'shell.example', '-o', 'json')).toEqual([
      1,
      expect.stringContaining('"code":"zone.exists"'),
    ]);
    const locked = await hostctl.start(['list', 'zones'], { FREEHOLD_API_KEY: `fh_${'A'.repeat(43)}` }).ended;
    expect(locked.code).toBe(4);
    const absent = await hostctl.start(['list', 'zones'], {
      FREEHOLD_URL: 'http://127.0.0.1:9',
      FREEHOLD_API_KEY_FILE: join(platform.dataDir, 'admin.key'),
    }).ended;
    expect([absent.code, absent.stderr]).toEqual([1, expect.stringContaining('127.0.0.1:9')]);
  });

  it('gives up waiting with a code of its own, and the work goes on', async () => {
    platform.signal('powerdns', 'SIGSTOP');
    try {
      expect((await hostctl.run('create', 'zone', '--name', 'slow.example', '--wait=1s')).code).toBe(5);
    } finally {
      platform.signal('powerdns', 'SIGCONT');
    }
    await until(async () => (await platform.api.get('/zones?name=slow.example')).body.items[0]?.status === 'active');
  });
});
