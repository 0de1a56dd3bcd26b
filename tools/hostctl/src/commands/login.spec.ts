import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { browse, type ProviderUnderTest, startProvider } from '../login/provider-under-test.js';
import { captured, type Run, running, type StandIn, startStandIn } from '../stand-in.js';

let provider: ProviderUnderTest;
let platform: StandIn;
let settings: string;
/** Access tokens that the platform was shown. */
let shown: string[];

beforeEach(async () => {
  // The provider says at each start that it keeps everything in memory.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  settings = await mkdtemp(join(tmpdir(), 'hostctl-'));
  shown = [];
  const answers = { 'GET /tenants/t1': () => ({ body: { id: 't1' } }) };
  platform = await startStandIn(answers, undefined, (token) => shown.push(token) > 0 && token !== '');
});

afterEach(async () => {
  jest.restoreAllMocks();
  await platform.stop();
  await provider.stop();
  await rm(settings, { recursive: true });
});

const env = () => ({ XDG_CONFIG_HOME: settings });

async function hostctl(...args: string[]): Promise<Run> {
  return captured(args, { env: env() });
}

async function start(more: Parameters<typeof startProvider>[0] = {}): Promise<void> {
  provider = await startProvider(more);
  await hostctl('context', 'set', 'here', '--server', platform.url, '--issuer', provider.issuer);
}

/** Logs in, with a person who opens the page that is named. */
async function logIn(...args: string[]): Promise<Run> {
  const run = { out: '', err: '' };
  let visit: Promise<string> | undefined;
  const { code } = await running(['login', ...args], { env: env() }, (to, text) => {
    run[to] += text;
    const page = /(http:\/\/127\.0\.0\.1:\d+\/\S+)/.exec(text)?.[1];
    if (page !== undefined) visit ??= browse(page);
  });
  await visit;
  return { code, ...run };
}

const tokenFile = () => join(settings, 'freehold/tokens/here.json');

describe('login', () => {
  it('by a code on any device lets every command speak as the person', async () => {
    await start();
    const { code, err } = await logIn();
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('logged in to here as person-1') });
    expect(err).toMatch(/see that the code there is [A-Z]{4}-[A-Z]{4}/);
    expect((await hostctl('get', 'tenant', 't1')).code).toBe(0);
    expect(await provider.knows(shown[0] ?? '')).toBe(true);
  });

  it('with the browser of this machine comes back to a loopback address', async () => {
    await start();
    expect(await logIn('--browser')).toMatchObject({ code: 0 });
    expect((await hostctl('get', 'tenant', 't1')).code).toBe(0);
    expect(await provider.knows(shown[0] ?? '')).toBe(true);
  });

  it('keeps its tokens from others, and shows them in no output', async () => {
    await start();
    const { out, err } = await logIn('--browser');
    expect((await stat(tokenFile())).mode & 0o777).toBe(0o600);
    const { access_token, refresh_token } = JSON.parse(await readFile(tokenFile(), 'utf8'));
    const listed = await hostctl('context', 'list');
    expect(listed.out).toContain('person-1');
    for (const text of [out, err, listed.out]) {
      expect(text).not.toContain(access_token);
      expect(text).not.toContain(refresh_token);
    }
  });

  it('is renewed when it runs out, once for all who ask at the same time', async () => {
    await start({ ttl: { AccessToken: 20 } });
    await logIn('--browser');
    const before = JSON.parse(await readFile(tokenFile(), 'utf8'));
    // An access token of 20 s counts as run out at once, and a refresh token that is shown twice ends the login.
    const runs = await Promise.all([1, 2, 3].map(() => hostctl('get', 'tenant', 't1')));
    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(
      Array.from({ length: 3 }, () => ({ code: 0, err: '' })),
    );
    const after = JSON.parse(await readFile(tokenFile(), 'utf8'));
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect(shown).not.toContain(before.access_token);
    expect((await hostctl('get', 'tenant', 't1')).code).toBe(0);
  });

  it('that has run out for good ends with 4 and says how to begin another', async () => {
    await start({ ttl: { AccessToken: 20 } });
    await logIn('--browser');
    const tokens = JSON.parse(await readFile(tokenFile(), 'utf8'));
    await writeFile(tokenFile(), JSON.stringify({ ...tokens, refresh_token: 'unknown' }));
    const { code, err } = await hostctl('get', 'tenant', 't1');
    expect(code).toBe(4);
    expect(err).toContain('hostctl login');
    expect(shown).toEqual([]);
  });

  it('goes to the platform that it was for and to no other', async () => {
    await start();
    await logIn('--browser');
    const elsewhere = await startStandIn({}, undefined, (token) => shown.push(token) > 0);
    expect((await hostctl('get', 'tenant', 't1', '--server', elsewhere.url)).code).toBe(4);
    await hostctl('context', 'set', 'here', '--server', elsewhere.url);
    expect((await hostctl('get', 'tenant', 't1')).code).toBe(4);
    expect(shown).toEqual([]);
    await elsewhere.stop();
  });

  it('asks the platform’s own provider unless told, and makes a context for a platform that has none', async () => {
    provider = await startProvider();
    const { code, err } = await hostctl('login', '--server', platform.url);
    expect(code).toBe(1);
    expect(err).toContain(`cannot log in at ${platform.url}/oidc`);
    expect(JSON.parse((await hostctl('context', 'show')).out)).toMatchObject({
      name: '127.0.0.1',
      server: `${platform.url}/`,
    });
  });

  it('refuses tokens that others may read', async () => {
    await start();
    await logIn('--browser');
    await rm(tokenFile());
    await writeFile(tokenFile(), '{}', { mode: 0o644 });
    expect(await hostctl('get', 'tenant', 't1')).toMatchObject({ code: 2, err: expect.stringContaining('chmod 600') });
  });
});

describe('logout', () => {
  it('revokes the tokens and forgets them', async () => {
    await start();
    await logIn('--browser');
    const { access_token } = JSON.parse(await readFile(tokenFile(), 'utf8'));
    expect(await hostctl('logout')).toMatchObject({ code: 0, err: 'logged out of here\n' });
    expect(await provider.knows(access_token)).toBe(false);
    expect((await hostctl('get', 'tenant', 't1')).code).toBe(4);
    expect((await hostctl('logout')).err).toBe('nobody is logged in to here\n');
  });

  it('forgets them also where the provider is away, and says that they were not revoked', async () => {
    await start();
    await logIn('--browser');
    await provider.stop();
    expect((await hostctl('logout')).code).toBe(1);
    await expect(stat(tokenFile())).rejects.toMatchObject({ code: 'ENOENT' });
    provider = await startProvider();
  });
});
