import { lchown, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../daemons/run.js';
import { PHP, phpWebroot, WebUnderTest, webroot, without } from './web-under-test.js';

const SECRET = 'a secret of t2';
const web = await WebUnderTest.start(
  {},
  phpWebroot('t1-spy'),
  webroot('t1-files'),
  phpWebroot('t2-shop', { php: { values: { memory_limit: '66M' } } }),
);
const account = (tenant: number) => ({ uid: web.uidBase + 5_000 + tenant, gid: web.uidBase + 5_000 + tenant });
const neighbour = web.path('srv/t2/t2-shop');

/** What PHP of the spy makes of an expression; an error is an answer too. */
async function spy(expression: string): Promise<unknown> {
  const page = `<?php error_reporting(0); try { $answer = ${expression}; } catch (Throwable $e) { $answer = get_class($e); } echo json_encode($answer);`;
  await web.put('t1-spy', 'spy.php', page);
  return JSON.parse((await web.get('t1-spy.example', '/spy.php')).body);
}

/** As the tenant would make it. */
async function link(tenant: number, target: string, path: string): Promise<void> {
  await symlink(target, web.path(path));
  const { uid, gid } = account(tenant);
  await lchown(web.path(path), uid, gid);
}

beforeAll(async () => {
  await web.put('t2-shop', 'secret.txt', SECRET);
  await web.put(
    't2-shop',
    'visit.php',
    '<?php session_start(); $_SESSION["n"] = 1; file_put_contents(sys_get_temp_dir()."/t", "x"); echo session_id();',
  );
  expect((await web.get('t2-shop.example', '/visit.php')).body).toMatch(/^\w{20,}$/);
});

describe('a tenant', () => {
  test('runs as a user of its own, with no other group', async () => {
    expect(await spy('[posix_geteuid(), posix_getegid(), posix_getgroups()]')).toEqual([
      account(1).uid,
      account(1).gid,
      [account(1).gid],
    ]);
  });

  test('reads nothing of a neighbour by PHP: no file, no session, no upload, no directory', async () => {
    expect(await readdir(`${neighbour}/sessions`)).toHaveLength(1);
    expect(await readdir(`${neighbour}/tmp`)).toEqual(['t']);

    for (const path of ['public/secret.txt', 'tmp/t', '../t2-shop/public/secret.txt'])
      expect(await spy(`file_get_contents('${neighbour}/${path}')`)).toBe(false);
    for (const path of ['', '/sessions', '/tmp', '/public', '/..'])
      expect(await spy(`scandir('${neighbour}${path}')`)).toBe(false);
    expect(await spy(`copy('${neighbour}/public/secret.txt', sys_get_temp_dir() . '/copy')`)).toBe(false);
    expect(await spy(`(include '${neighbour}/public/secret.txt')`)).toBe(false);
  });

  test('reads nothing of a neighbour without PHP either: modes alone keep it out', async () => {
    for (const [program, path] of [
      ['cat', `${neighbour}/public/secret.txt`],
      ['ls', neighbour],
      ['ls', web.path('srv')],
      ['ls', web.path('run/fpm')],
      ['cat', web.path('etc/nginx/sites/t2-shop.conf')],
      ['cat', web.path(`etc/php/${PHP?.version}/pools/t2-shop.conf`)],
    ] as const) {
      const { code, stdout, stderr } = await run(program, [path], { account: account(1) });
      expect({ code, stdout }).toEqual({ code: program === 'cat' ? 1 : 2, stdout: '' });
      expect(stderr).toContain('Permission denied');
    }
    expect((await run('cat', [`${neighbour}/public/secret.txt`], { account: account(2) })).stdout).toBe(SECRET);
  });

  test('cannot talk to a neighbour’s pool, start programs, load code, or look into the shared opcache', async () => {
    const socket = web.path(`run/fpm/${PHP?.version}/t2-shop.sock`);
    expect(await spy(`stream_socket_client('unix://${socket}') !== false`)).toBe(false);
    for (const call of [
      'exec("id")',
      'system("id")',
      'shell_exec("id")',
      'popen("id", "r")',
      'proc_open("id", [], $p)',
      '`id`',
    ])
      expect(await spy(call)).toBe('Error');
    expect(await spy('opcache_get_status()')).toBe(false);
    expect(await spy('opcache_reset()')).toBe(false);
    expect(await spy('ini_set("open_basedir", "/")')).toBe(false);
    expect(await spy('ini_get("memory_limit")')).not.toBe('66M');
  });

  test('shows nothing of a neighbour, or of the machine, by a symlink', async () => {
    await link(1, `${neighbour}/public/secret.txt`, 'srv/t1/t1-files/public/file.txt');
    await link(1, `${neighbour}/public`, 'srv/t1/t1-files/public/folder');
    await link(1, '/', 'srv/t1/t1-files/public/machine');
    await link(1, web.path('etc/nginx'), 'srv/t1/t1-files/public/nginx');

    for (const path of ['/file.txt', '/folder/secret.txt', '/machine/etc/passwd', '/nginx/nginx.conf'])
      expect((await web.get('t1-files.example', path)).status).toBeGreaterThanOrEqual(403);
  });

  test('may follow a symlink of its own to its own', async () => {
    await mkdir(web.path('srv/t1/t1-files/releases'));
    await writeFile(web.path('srv/t1/t1-files/releases/page.html'), 'own');
    await run('chown', ['-R', `${account(1).uid}`, web.path('srv/t1/t1-files/releases')]);
    await link(1, '../releases', 'srv/t1/t1-files/public/current');

    expect(await web.get('t1-files.example', '/current/page.html')).toMatchObject({ status: 200, body: 'own' });
  });

  test('shows nothing of a neighbour when it puts a symlink in the place of its served folder', async () => {
    await rename(web.path('srv/t1/t1-files/public'), web.path('srv/t1/t1-files/kept'));
    await link(1, `${neighbour}/public`, 'srv/t1/t1-files/public');

    expect((await web.get('t1-files.example', '/secret.txt')).status).toBe(404);
    // Its own affair: a release may be there. It is neither an error nor drift.
    expect((await web.apply(webroot('t1-files')))[0]?.detail).toBe('');
    expect((await web.inspect()).map(({ what }) => what)).toEqual([]);
    expect((await web.get('t1-files.example', '/secret.txt')).status).toBe(404);
  });

  test('loses its symlinks, not what they lead to, when it goes', async () => {
    await link(1, neighbour, 'srv/t1/t1-files/neighbour');
    await rm(web.path('srv/t1/t1-spy'), { recursive: true });
    await link(1, neighbour, 'srv/t1/t1-spy');

    await web.apply(without('t1-files'), without('t1-spy'));
    expect(await readFile(`${neighbour}/public/secret.txt`, 'utf8')).toBe(SECRET);
    expect(await readdir(web.path('srv'))).toEqual(['t2']);
  });
});
