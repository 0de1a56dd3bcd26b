import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { naturalId } from '@freehold/contracts/ids';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answers, hostctl, problem, type Reply, type StandIn, startStandIn } from '../stand-in.js';

const ZONE_ID = naturalId('zone', 'acme.example');
const PENDING = { id: ZONE_ID, name: 'acme.example', status: 'pending', operation_id: 'op1' };

let platform: StandIn;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hostctl-'));
});

afterEach(async () => {
  await platform.stop();
  await rm(directory, { recursive: true });
});

/** Answers as a platform with one zone whose operation ends as told, after so many questions. */
async function start(operation: Reply['body'] = { id: 'op1', status: 'succeeded' }, more: Answers = {}): Promise<void> {
  platform = await startStandIn({
    'POST /zones': () => ({ status: 202, body: PENDING }),
    [`GET /zones/${ZONE_ID}`]: () => ({ body: { ...PENDING, status: 'active' } }),
    [`PUT /zones/${ZONE_ID}`]: () => ({ status: 202, body: PENDING }),
    [`DELETE /zones/${ZONE_ID}`]: () => ({ status: 202, body: { operation: { id: 'op1', status: 'pending' } } }),
    [`POST /zones/${ZONE_ID}/retry`]: () => ({ status: 202, body: { operation: { id: 'op1', status: 'pending' } } }),
    [`POST /zones/${ZONE_ID}/records`]: ({ body }) => ({ status: 202, body: { id: 'r1', ...(body as object) } }),
    'POST /providers': () => ({ status: 201, body: { id: 'p1' } }),
    'PUT /providers/p1': () => ({ body: { id: 'p1' } }),
    'POST /brands': () => ({ status: 201, body: { id: 'acme' } }),
    'DELETE /brands/acme': () => ({ status: 204 }),
    'PUT /platform/config': ({ body }) => ({ body }),
    'GET /operations/op1/await': () => ({ body: operation, headers: { 'freehold-position': '60' } }),
    ...more,
  });
}

describe('create', () => {
  it('makes the body from flags by the types of the fields, and takes the parent into the path', async () => {
    await start();
    const record = [
      'create',
      'record',
      '--zone-id',
      'acme.example',
      '--type',
      'MX',
      '--name',
      '@',
      '--content',
      'mx.acme.example',
    ];
    expect((await hostctl(platform, [...record, '--priority', '10'])).code).toBe(0);
    expect(platform.requests[0]).toMatchObject({ path: `/zones/${ZONE_ID}/records` });
    expect(platform.requests[0]?.body).toEqual({ type: 'MX', name: '@', content: 'mx.acme.example', priority: 10 });
  });

  it('makes lists from repeated flags or from JSON', async () => {
    await start();
    await hostctl(platform, ['create', 'brand', '--spf-includes', 'a.example', '--spf-includes', 'b.example']);
    await hostctl(platform, ['create', 'brand', '--spf-includes', '["a.example","b.example"]']);
    expect(platform.requests.map(({ body }) => body)).toEqual([
      { spf_includes: ['a.example', 'b.example'] },
      { spf_includes: ['a.example', 'b.example'] },
    ]);
  });

  it('refuses one field under two spellings, as one of them would be lost', async () => {
    await start();
    const { code, err } = await hostctl(platform, [
      'create',
      'brand',
      '--base-hostname',
      'a.example',
      '--base_hostname',
      'b.example',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('cannot be used with');
  });

  it('has a flag of its own for a field that is called like a flag of hostctl', async () => {
    await start(undefined, { 'POST /clusters/c1/runtimes': ({ body }) => ({ status: 201, body }) });
    const args = ['create', 'cluster-runtime', '--cluster-id', 'c1', '--runtime', 'php', '--field-version', '8.2'];
    expect((await hostctl(platform, args)).code).toBe(0);
    expect(platform.requests[0]?.body).toEqual({ runtime: 'php', version: '8.2' });
  });

  it('makes a resource in whichever of its parents is named', async () => {
    const made = () => ({ status: 202, body: { id: 'f1' } });
    await start(undefined, { 'POST /webroots/w1/fqdns': made, 'POST /tenants/t1/fqdns': made });
    for (const parent of ['--webroot-id=w1', '--tenant-id=t1'])
      expect((await hostctl(platform, ['create', 'fqdn', '--fqdn', 'a.example', parent])).code).toBe(0);
    expect(platform.requests.map(({ path }) => path)).toEqual(['/webroots/w1/fqdns', '/tenants/t1/fqdns']);
    expect((await hostctl(platform, ['create', 'fqdn', '--fqdn', 'a.example'])).code).toBe(2);
  });

  it('puts flags on top of a file, nested fields one by one', async () => {
    await start();
    const file = join(directory, 'provider.yaml');
    await writeFile(
      file,
      'name: rented\nkind: hostwinds\nsettings:\n  base_url: http://127.0.0.1/\n  location_id: "1"\n',
    );
    await hostctl(platform, ['create', 'provider', '-f', file, '--settings.location_id', '2', '--sync-interval', '0']);
    expect(platform.requests[0]?.body).toEqual({
      name: 'rented',
      kind: 'hostwinds',
      settings: { base_url: 'http://127.0.0.1/', location_id: '2' },
      sync_interval: 0,
    });
  });

  it('takes secrets from a file, standard input or the environment, and from no argument', async () => {
    await start();
    const file = join(directory, 'key');
    await writeFile(file, 'from a file\n');
    await hostctl(platform, ['create', 'provider', '--credentials.api_key-file', file]);
    await hostctl(platform, ['create', 'provider', '--credentials.api-key-file', '-'], { stdin: 'from a pipe\n' });
    const env = { VENDOR_KEY: 'from the environment' };
    await hostctl(platform, ['create', 'provider', '--credentials.api_key-env', 'VENDOR_KEY'], { env });
    expect(platform.requests.map(({ body }) => body)).toEqual([
      { credentials: { api_key: 'from a file' } },
      { credentials: { api_key: 'from a pipe' } },
      { credentials: { api_key: 'from the environment' } },
    ]);
    expect((await hostctl(platform, ['create', 'provider', '--credentials.api_key', 'bare'])).code).toBe(2);
    expect((await hostctl(platform, ['create', 'provider', '--credentials', '{"api_key":"bare"}'])).code).toBe(2);
  });

  it('accepts what get wrote: without what the platform sets, and without the stars of a secret', async () => {
    await start();
    const got = {
      id: 'p1',
      name: 'rented',
      credentials: '***',
      status: 'active',
      status_message: null,
      created_at: 'x',
      updated_at: 'x',
    };
    await hostctl(platform, ['update', 'provider', 'p1', '-f', '-'], { stdin: JSON.stringify(got) });
    expect(platform.requests[0]?.body).toEqual({ name: 'rented' });
  });

  it('leaves a field that nobody knows to the platform, which names it', async () => {
    await start();
    await hostctl(platform, ['create', 'zone', '-f', '-'], { stdin: 'name: acme.example\ncolour: red\n' });
    expect(platform.requests[0]?.body).toEqual({ name: 'acme.example', colour: 'red' });
  });
});

describe('update', () => {
  it('sends what changes and nothing else; --no- turns off, --unset clears', async () => {
    await start();
    await hostctl(platform, ['update', 'zone', 'acme.example', '--no-dnssec', '--unset', 'tenant_id,brand_id']);
    expect(platform.requests[0]?.body).toEqual({ dnssec: false, tenant_id: null, brand_id: null });
  });

  it('is bound to a revision by --if-match, with the quotes that the shell ate', async () => {
    await start(undefined, { [`PUT /zones/${ZONE_ID}`]: () => problem(412, 'zone.revision', 'it has changed') });
    const { code } = await hostctl(platform, ['update', 'zone', 'acme.example', '--dnssec', '--if-match', '12.15']);
    expect(code).toBe(1);
    expect(platform.requests[0]?.headers['if-match']).toBe('"12.15"');
  });
});

describe('every change', () => {
  it('has an idempotency key of its own, or the one that is given', async () => {
    await start();
    const change = ['config', 'set', 'default_ttl=300'];
    for (const args of [change, change, [...change, '--idempotency-key', 'mine']]) await hostctl(platform, args);
    const keys = platform.requests.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
    expect(platform.requests[0]?.body).toEqual({ default_ttl: '300' });
  });

  it('is sent again with the same key when the connection breaks', async () => {
    let tries = 0;
    await start(undefined, {
      'POST /zones': (_, response) => {
        tries += 1;
        if (tries > 2) return { status: 202, body: PENDING };
        response.destroy();
        return undefined;
      },
    });
    expect((await hostctl(platform, ['create', 'zone', '--name', 'acme.example'])).code).toBe(0);
    const keys = platform.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('is only decided with --dry-run', async () => {
    const dry = { events: [{ type: 'ZoneCreated', data: { spec: { name: 'acme.example' } } }], resource: null };
    await start(undefined, { 'POST /zones': () => ({ body: dry }) });
    const create = ['create', 'zone', '--name', 'acme.example', '--dry-run'];
    expect(JSON.parse((await hostctl(platform, create)).out)).toEqual(dry);
    expect((await hostctl(platform, [...create, '-o', 'table'])).out).toContain('would write ZoneCreated\n');
    expect(platform.requests.map(({ query }) => query['dryRun'])).toEqual(['true', 'true']);
  });

  it('says what was done where the answer has no body', async () => {
    await start();
    expect((await hostctl(platform, ['delete', 'brand', 'acme', '-o', 'table'])).out).toBe('the brand is deleted\n');
    expect((await hostctl(platform, ['delete', 'brand', 'acme'])).out).toBe('');
  });

  it('tells which operation to follow when its outcome is not known', async () => {
    const unknown = problem(504, 'request.outcome_unknown', 'it may have been done');
    const headers = { ...unknown.headers, location: '/api/v1/operations/op9' };
    await start(undefined, { 'POST /zones': () => ({ ...unknown, headers }) });
    const { code, err } = await hostctl(platform, ['create', 'zone', '--name', 'acme.example']);
    expect(code).toBe(1);
    expect(err).toContain('hostctl operations await op9');
  });
});

describe('--wait', () => {
  it('shows a created resource as it is once its operation has succeeded', async () => {
    await start();
    const { code, out } = await hostctl(platform, ['create', 'zone', '--wait', '--name', 'acme.example']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: ZONE_ID, status: 'active' });
    expect(platform.requests.map(({ path }) => path)).toEqual(['/zones', '/operations/op1/await', `/zones/${ZONE_ID}`]);
    expect(platform.requests[2]?.query).toEqual({ minPosition: '60' });
  });

  it('does not take the id that follows it for a time', async () => {
    await start();
    const { code, out } = await hostctl(platform, ['delete', 'zone', '--wait', 'acme.example']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 'op1', status: 'succeeded' });
    expect((await hostctl(platform, ['retry', 'zone', 'acme.example', '--wait=30s'])).code).toBe(0);
  });

  it('asks for no operation where the answer says that nothing was to be done', async () => {
    await start(
      { id: 'op1', status: 'failed' },
      {
        'GET /clusters/c1': () => ({ body: { id: 'c1' } }),
        'POST /clusters/c1/retry': () => ({
          status: 202,
          body: { status: 'pending', operation: { id: 'op2', status: 'succeeded' } },
        }),
      },
    );
    expect((await hostctl(platform, ['retry', 'cluster', 'c1', '--wait'])).code).toBe(0);
  });

  it('ends with 1 and the reason when the operation fails', async () => {
    await start({ id: 'op1', status: 'failed', error: 'PowerDNS refused it' });
    const { code, err } = await hostctl(platform, ['update', 'zone', 'acme.example', '--dnssec', '--wait']);
    expect({ code, err }).toEqual({ code: 1, err: 'hostctl: operation op1 failed: PowerDNS refused it\n' });
  });

  it('ends with 5 when the time is up and the operation still runs', async () => {
    await start({ id: 'op1', status: 'running' });
    const { code, err } = await hostctl(platform, ['delete', 'zone', 'acme.example', '--wait=300ms']);
    expect(code).toBe(5);
    expect(err).toContain('still running; follow it with: hostctl operations await op1');
    expect((await hostctl(platform, ['operations', 'await', 'op1', '--wait=0s'])).code).toBe(5);
  });
});
