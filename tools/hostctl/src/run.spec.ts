import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { captured, hostctl, KEY, problem, type StandIn, startStandIn } from './stand-in.js';

let platform: StandIn;

beforeEach(async () => {
  platform = await startStandIn({
    'GET /tenants/t1': () => ({ body: { id: 't1', name: 'Acme', status: 'active' } }),
    'GET /tenants/t2': () => problem(403, 'request.forbidden', 'the key lacks the scope tenants:read'),
    'GET /tenants/t3': () => problem(500, 'request.internal', 'something failed'),
    'GET /tenants/t4': () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' }),
    'POST /brands': () =>
      problem(400, 'brand.invalid', '/name: must not be empty', [
        { pointer: '/name', detail: 'must not be empty' },
        { pointer: '/settings/base_url', detail: 'an address' },
      ]),
  });
});

afterEach(() => platform.stop());

describe('the exit code', () => {
  it('is 0 when all is well, and for help', async () => {
    expect((await hostctl(platform, ['get', 'tenant', 't1'])).code).toBe(0);
    expect((await captured(['--help'])).code).toBe(0);
    expect((await captured(['create', 'zone', '--help'])).code).toBe(0);
    expect((await captured(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('is 1 when the platform refuses or fails', async () => {
    expect((await hostctl(platform, ['get', 'tenant', 'unknown'])).code).toBe(1);
    expect((await hostctl(platform, ['get', 'tenant', 't3'])).code).toBe(1);
  });

  it.each([
    [['frobnicate']],
    [['get']],
    [['get', 'zebra', 'z1']],
    [['get', 'tenant']],
    [['get', 'tenant', 't1', '--colour', 'red']],
    [['get', 'tenant', 't1', '-o', 'xml']],
    [['get', 'tenant', 't1', '--as-of', 'yesterday']],
    [['list', 'records']],
    [['list', 'zones', '--limit', 'many']],
    [['create', 'record', '--zone-id', 'z', '--ttl', '5m']],
    [['create', 'tenant', '-f', '/nonexistent/tenant.yaml']],
    [['update', 'tenant', 't1']],
    [['delete', 'tenant', 't1', '--wait=soon']],
    [['history', 'zebra', 'z1']],
    [['get', 'tenant', 't1', '--server', 'ftp://example.org']],
    [['get', 'tenant', 't1', '--server', 'http://user:secret@example.org']],
  ])('is 2 for the wrong usage %p, without a request', async (args) => {
    const { code, err, out } = await hostctl(platform, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
    expect(platform.requests).toEqual([]);
  });

  it('is 4 without a key, with a bad one, and with one that may too little', async () => {
    expect((await captured(['get', 'tenant', 't1'], { env: { FREEHOLD_URL: platform.url } })).code).toBe(4);
    expect((await hostctl(platform, ['get', 'tenant', 't1'], { env: { FREEHOLD_API_KEY: 'wrong' } })).code).toBe(4);
    expect((await hostctl(platform, ['get', 'tenant', 't2'])).code).toBe(4);
  });
});

describe('a problem', () => {
  it('is a sentence and a line for each wrong field, on standard error', async () => {
    const { out, err } = await hostctl(platform, ['create', 'brand', '--name', '']);
    expect(out).toBe('');
    expect(err).toBe(
      'hostctl: Title of brand.invalid (brand.invalid, 400)\n  name: must not be empty\n  settings.base_url: an address\n',
    );
  });

  it('is the platform’s own document where JSON is asked for', async () => {
    const { err } = await hostctl(platform, ['create', 'brand', '--name', '', '-o', 'json']);
    expect(JSON.parse(err)).toMatchObject({ code: 'brand.invalid', status: 400, errors: [{ pointer: '/name' }, {}] });
  });

  it('names the trace of a fault that is not the caller’s', async () => {
    expect((await hostctl(platform, ['get', 'tenant', 't3'])).err).toContain('trace trace-1');
  });

  it('is told also where the answer is no problem document', async () => {
    expect((await hostctl(platform, ['get', 'tenant', 't4'])).err).toContain('The server answered 502');
  });

  it('says how to reach a platform that cannot be reached', async () => {
    const { url } = platform;
    await platform.stop();
    const { code, err } = await hostctl(platform, ['get', 'tenant', 't1']);
    expect(code).toBe(1);
    expect(err).toContain(`cannot reach ${url} (ECONNREFUSED)`);
  });
});

describe('the API key', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hostctl-'));
    await mkdir(join(directory, 'var'));
    await writeFile(join(directory, 'var', 'admin.key'), `${KEY}\n`);
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('comes from the file that make up wrote, for a platform on this machine alone', async () => {
    const here = { cwd: directory, env: { FREEHOLD_URL: platform.url } };
    expect((await captured(['get', 'tenant', 't1'], here)).code).toBe(0);
    const there = { cwd: directory, env: { FREEHOLD_URL: 'http://platform.invalid' } };
    expect((await captured(['get', 'tenant', 't1'], there)).code).toBe(4);
  });

  it('comes from the flag’s file before the environment, and from the environment before its file', async () => {
    const file = join(directory, 'var', 'admin.key');
    const wrong = { FREEHOLD_API_KEY: 'wrong' };
    expect((await hostctl(platform, ['get', 'tenant', 't1', '--key-file', file], { env: wrong })).code).toBe(0);
    const both = { ...wrong, FREEHOLD_API_KEY_FILE: file };
    expect((await hostctl(platform, ['get', 'tenant', 't1'], { env: both })).code).toBe(4);
    const env = { FREEHOLD_URL: platform.url, FREEHOLD_API_KEY_FILE: file };
    expect((await captured(['get', 'tenant', 't1'], { env })).code).toBe(0);
  });

  it('is never repeated in an error, not even a malformed one', async () => {
    const { code, err } = await hostctl(platform, ['get', 'tenant', 't1'], {
      env: { FREEHOLD_API_KEY: 'a\nsecret key' },
    });
    expect(code).toBe(2);
    expect(err).not.toContain('secret');
  });
});
