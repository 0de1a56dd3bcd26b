import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Hostctl } from './hostctl.js';
import { Person } from './person.js';
import { PlatformUnderTest } from './platform-under-test.js';

let platform: PlatformUnderTest;
let hostctl: Hostctl;
const settings = mkdtempSync(join(tmpdir(), 'freehold-e2e-settings-'));

beforeAll(async () => {
  // The newest event is then what a person did last.
  platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
  hostctl = new Hostctl(platform);
});

afterAll(() => rmSync(settings, { recursive: true }));

/** hostctl of a person who has settings of their own and no key. */
function run(...args: string[]) {
  return hostctl.start(args, {
    XDG_CONFIG_HOME: settings,
    FREEHOLD_API_KEY_FILE: '',
    FREEHOLD_API_KEY: '',
    FREEHOLD_DATA: settings,
  });
}

describe('a person without a key', () => {
  it.each([
    ['by a code that is typed on any device', []],
    ['with the browser of the machine', ['--browser']],
  ])('logs in %s, works as themselves, and logs out', async (_, flags) => {
    expect((await run('list', 'tenants').ended).code).toBe(4);

    const login = run('login', ...flags);
    const page = await until(() => /https?:\/\/127\S+/.exec(login.said.stderr)?.[0]);
    await new Person({ name: 'admin', password: platform.file('admin.password').trim() }).visit(page);
    expect(await login.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('as admin') });

    expect((await run('list', 'tenants').ended).code).toBe(0);
    const set = run('config', 'set', 'default_ttl=300', '--because', 'to see who it was');
    expect((await set.ended).code).toBe(0);
    const { stdout } = await run('events', 'list', '--limit', '1', '-o', 'json').ended;
    expect(JSON.parse(stdout)).toMatchObject([{ actor: 'user:admin', reason: 'to see who it was' }]);
    expect((await run('logout').ended).code).toBe(0);
    expect((await run('list', 'tenants').ended).code).toBe(4);
  });
});

describe('the keys that sign tokens', () => {
  it('are replaced once for a request that is repeated, and are shown at once', async () => {
    const { api } = platform;
    const shown = async () => (await api.get('//oidc/jwks')).body['keys'] as readonly unknown[]; // RFC 7517 §5
    const before = await shown();
    const path = '/identity/signing-keys/rotate';
    expect(await api.post(`${path}?dryRun=true`)).toMatchObject({ status: 200, body: { events: [] } });
    expect(await shown()).toEqual(before);
    const once = { 'idempotency-key': 'rotate-once' };
    const rotated = await api.post(path, undefined, once);
    expect(rotated).toMatchObject({ status: 202, body: { signs_from: expect.any(String) } });
    expect(await api.post(path, undefined, once)).toMatchObject({ status: 202, body: rotated.body });
    expect(await shown()).toHaveLength(before.length + 1);
  });
});

describe('the audit of the platform', () => {
  it('has who logged in, from where, beside what was done', async () => {
    const found = await until(async () => {
      const { body } = await platform.api.get('/audit?action=login.succeeded&outcome=accepted');
      return body.items.length > 1 && body.items;
    });
    expect(found[0]).toMatchObject({ actor: 'user:admin', address: '127.0.0.1', kind: 'user', resource_id: 'admin' });
  });
});
