import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { captured, KEY, type Run, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;
let settings: string;

beforeEach(async () => {
  settings = await mkdtemp(join(tmpdir(), 'hostctl-'));
  platform = await startStandIn({ 'GET /tenants/t1': () => ({ body: { id: 't1' } }) });
});

afterEach(async () => {
  await platform.stop();
  await rm(settings, { recursive: true });
});

async function hostctl(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return captured(args, { env: { XDG_CONFIG_HOME: settings, ...env } });
}

async function keyFile(): Promise<string> {
  const file = join(settings, 'key');
  await writeFile(file, `${KEY}\n`);
  return file;
}

const file = () => join(settings, 'freehold/contexts.yaml');
const GET = ['get', 'tenant', 't1'];

describe('a context', () => {
  it('says where and as whom, the first one at once', async () => {
    await hostctl(['context', 'set', 'here', '--server', platform.url, '--key-file', await keyFile()]);
    expect(await hostctl(GET)).toMatchObject({ code: 0, err: '' });
  });

  it('is kept in a file that nobody else may read, and that holds no key', async () => {
    await hostctl(['context', 'set', 'here', '--server', platform.url, '--key-file', await keyFile()]);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const text = await readFile(file(), 'utf8');
    expect(text).not.toContain(KEY);
    const kept = { server: platform.url, key_file: join(settings, 'key') };
    expect(parse(text)).toEqual({ current: 'here', contexts: { here: kept } });
  });

  it('is refused when others may read its file', async () => {
    await hostctl(['context', 'set', 'here', '--server', platform.url]);
    await chmod(file(), 0o640);
    expect(await hostctl(GET)).toMatchObject({ code: 2, err: expect.stringContaining('chmod 600') });
  });

  it('is chosen by use, by the environment, by the flag, the nearest one first', async () => {
    const key = await keyFile();
    await hostctl(['context', 'set', 'away', '--server', 'http://platform.invalid', '--key-file', key]);
    await hostctl(['context', 'set', 'here', '--server', platform.url, '--key-file', key]);
    expect((await hostctl(GET)).code).toBe(1);
    expect((await hostctl(GET, { FREEHOLD_CONTEXT: 'here' })).code).toBe(0);
    expect((await hostctl([...GET, '--context', 'here'], { FREEHOLD_CONTEXT: 'away' })).code).toBe(0);
    await hostctl(['context', 'use', 'here']);
    expect((await hostctl(GET)).code).toBe(0);
    expect((await hostctl(GET, { FREEHOLD_URL: 'http://platform.invalid', FREEHOLD_API_KEY: KEY })).code).toBe(1);
  });

  it('gives its key to its own platform alone', async () => {
    await hostctl(['context', 'set', 'away', '--server', 'http://platform.invalid', '--key-file', await keyFile()]);
    expect((await hostctl([...GET, '--server', platform.url])).code).toBe(4);
    expect((await hostctl([...GET, '--server', platform.url, '--context', 'away'])).code).toBe(2);
    expect(platform.requests).toEqual([]);
  });

  it('is changed field by field, listed, shown and deleted', async () => {
    await hostctl([
      'context',
      'set',
      'one',
      '--server',
      'https://one.example',
      '--issuer',
      'https://login.example/staff',
    ]);
    await hostctl(['context', 'set', 'one', '--client-id', 'cli']);
    await hostctl(['context', 'set', 'two', '--server', 'https://two.example']);
    expect(JSON.parse((await hostctl(['context', 'list'])).out)).toEqual([
      expect.objectContaining({ name: 'one', current: true, issuer: 'https://login.example/staff', client_id: 'cli' }),
      expect.objectContaining({ name: 'two', current: false, issuer: 'https://two.example/oidc' }),
    ]);
    await hostctl(['context', 'delete', 'one']);
    expect((await hostctl(['context', 'show'])).code).toBe(1);
    expect(JSON.parse((await hostctl(['context', 'show', 'two'])).out)).toMatchObject({
      server: 'https://two.example',
    });
  });

  it.each([
    [['context', 'use', 'nowhere']],
    [['context', 'show', 'nowhere']],
    [['context', 'delete', 'nowhere']],
    [['context', 'set', 'new']],
    [['context', 'set', '../up', '--server', 'https://one.example']],
    [['context', 'set', 'new', '--server', 'one.example']],
    [['get', 'tenant', 't1', '--context', 'nowhere']],
  ])('ends with 2 for %p', async (args) => {
    expect((await hostctl(args)).code).toBe(2);
  });

  it('names what is wrong with a file that somebody wrote by hand', async () => {
    await mkdir(join(settings, 'freehold'));
    await writeFile(file(), 'contexts:\n  here:\n    server: nowhere\n    key: secret\n', { mode: 0o600 });
    const { code, err } = await hostctl(GET);
    expect(code).toBe(2);
    expect(err).toContain('contexts.here.server: an http or https address');
    expect(err).not.toContain('secret');
  });
});
