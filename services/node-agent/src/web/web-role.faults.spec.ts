import { chmod, chown, mkdir, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { until } from '@freehold/testing/until';
import { describe, expect, test } from '@jest/globals';
import { LARGEST_LOG } from './log-rotation.js';
import { PHP, phpWebroot, WebUnderTest, webroot, without } from './web-under-test.js';

const pools = `etc/php/${PHP?.version}/pools`;
const all = [webroot('t1-files'), phpWebroot('t2-shop'), phpWebroot('t3-idle', { suspended: true })];
const web = await WebUnderTest.start({}, ...all);

async function isWhole(): Promise<void> {
  expect((await web.get('t1-files.example')).status).toBe(200);
  expect((await web.get('t2-shop.example')).status).toBe(200);
  expect((await web.get('t3-idle.example')).status).toBe(503);
  expect((await web.role.check()).filter(({ ok }) => !ok)).toEqual([]);
  expect((await web.inspect()).map(({ what }) => what)).toEqual([]);
}

const whats = async () => (await web.repair()).map(({ what }) => what);
const [nginx, master] = [/nginx: master/, /php-fpm: master/];
const accepting = /nginx: worker process(?! is shutting down)/;

describe('a web node', () => {
  test('has nothing to find on itself when all is well', isWhole);

  test('serves on while its agent is gone, and the next one takes its daemons over as they are', async () => {
    const before = [...web.pidsOf(nginx), ...web.pidsOf(master)];
    await web.again();

    expect([...web.pidsOf(nginx), ...web.pidsOf(master)]).toEqual(before);
    await isWhole();
  });

  test('serves what was wanted while its agent was gone once the next one is there', async () => {
    const changes = [webroot('t4-files'), phpWebroot('t4-shop')];
    for (const change of changes) web.desired.take(change);
    await web.again();
    expect((await web.get('t4-files.example')).status).toBe(200);
    expect((await web.get('t4-shop.example')).status).toBe(200);

    for (const { key } of changes) web.desired.take(without(key.id));
    await web.again();
    expect((await web.get('t4-files.example')).status).toBe(404);
    expect((await web.get('t4-shop.example')).status).toBe(404);
    await web.apply(...changes.map(({ key }) => without(key.id)));
    await isWhole();
  });

  test.each([
    ['after its files were written', 'etc/nginx/sites/t1-files.conf', 'etc/nginx/generation.conf'],
    ['before', undefined, undefined],
  ])('is made whole by the agent that follows one killed in the middle: %s', async (_, ...paths) => {
    for (const path of paths) if (path) await writeFile(web.path(path), '# of an agent that was killed\n');
    await web.again();
    await isWhole();
  });

  test('is revived when nginx was killed', async () => {
    for (const pid of web.pidsOf(nginx)) process.kill(pid, 'SIGKILL');
    await until(async () => (await web.role.check()).some(({ ok }) => !ok));

    await web.role.revive();
    await isWhole();
    await until(() => web.pidsOf(nginx).length === 1);
  });

  test('is revived when nginx hangs', async () => {
    const before = web.pidsOf(/nginx/);
    for (const pid of before) process.kill(pid, 'SIGSTOP');
    await web.role.revive();
    await isWhole();
    expect(web.pidsOf(/nginx/).filter((pid) => before.includes(pid))).toEqual([]);
  });

  test('is revived when PHP-FPM was killed, and keeps no process of before', async () => {
    await web.get('t2-shop.example');
    const before = web.pidsOf(/php-fpm: pool t2-shop/);
    expect(before).not.toEqual([]);
    for (const pid of web.pidsOf(master)) process.kill(pid, 'SIGKILL');
    await until(async () => (await web.role.check()).some(({ ok }) => !ok));

    await web.role.revive();
    await isWhole();
    await until(() => !web.pidsOf(/php-fpm: pool t2-shop/).some((pid) => before.includes(pid)));
    await until(async () => (await web.root.list('run/fpm')).length === 2);
  });

  test('is revived when PHP-FPM hangs', async () => {
    for (const pid of web.pidsOf(/php-fpm/)) process.kill(pid, 'SIGSTOP');
    await web.role.revive();
    await isWhole();
    await until(() => web.pidsOf(master).length === 1);
  });

  test('is whole again by itself when its disk was wiped under its feet', async () => {
    for (const directory of ['etc', 'run', 'srv', 'var']) await rm(web.path(directory), { recursive: true });
    await web.role.start(web.desired);

    await isWhole();
    await until(() => web.pidsOf(nginx).length === 1 && web.pidsOf(master).length === 1);
  });
});

describe('logs', () => {
  test('never grow without end, and lose no line of a visitor who comes meanwhile', async () => {
    const log = web.path('var/log/nginx/access.log');
    await truncate(log, LARGEST_LOG + 1);
    await web.role.check();

    expect((await stat(`${log}.1`)).size).toBeGreaterThan(LARGEST_LOG);
    // nginx opens its logs anew in its own time: what it answers until then is told in the one that was put aside.
    let visits = 0;
    const isTold = async () => {
      visits += 1;
      await web.get('t1-files.example', `/visit-${visits}`);
      return (await readFile(log, 'utf8')).includes('/visit-');
    };
    await until(isTold, { every: 100 });
    const areAllTold = async () => {
      const lines = (await readFile(`${log}.1`)).toString('utf8', LARGEST_LOG) + (await readFile(log, 'utf8'));
      return Array.from({ length: visits }, (_, index) => `/visit-${index + 1} `).every((line) => lines.includes(line));
    };
    await until(areAllTold, { every: 100 });
    await rm(`${log}.1`);
  });
});

describe('drift', () => {
  test.each([
    [
      'a changed site',
      'the file of the site was changed',
      () => writeFile(web.path('etc/nginx/sites/t1-files.conf'), ''),
    ],
    ['a missing site', 'the file of the site is missing', () => unlink(web.path('etc/nginx/sites/t1-files.conf'))],
    ['a readable pool', 'the file of the pool of PHP', () => chmod(web.path(`${pools}/t2-shop.conf`), 0o644)],
    ['a changed pool', 'the file of the pool of PHP', () => writeFile(web.path(`${pools}/t2-shop.conf`), '[x]')],
    ['a missing pool', 'the file of the pool of PHP', () => unlink(web.path(`${pools}/t2-shop.conf`))],
    [
      'a site of nobody',
      't9-orphan has a file of a site',
      () => writeFile(web.path('etc/nginx/sites/t9-orphan.conf'), ''),
    ],
    ['a pool of nobody', 't9-orphan has a file of a pool', () => writeFile(web.path(`${pools}/t9-orphan.conf`), '')],
    ['nginx’s configuration', 'nginx.conf was changed', () => writeFile(web.path('etc/nginx/nginx.conf'), '')],
    ['FPM’s configuration', 'php-fpm.conf was changed', () => unlink(web.path(`etc/php/${PHP?.version}/php-fpm.conf`))],
    [
      'a user that is gone',
      'the users of tenants',
      () => writeFile(web.path('etc/passwd'), 'root:x:0:0::/root:/bin/sh\n'),
    ],
    ['an open directory', 'srv/t1 has another owner or mode', () => chmod(web.path('srv/t1'), 0o755)],
    ['another’s directory', 't2-shop/sessions has another', () => chown(web.path('srv/t2/t2-shop/sessions'), 0, 0)],
    ['a missing directory', 't2-shop/tmp is missing', () => rm(web.path('srv/t2/t2-shop/tmp'), { recursive: true })],
    ['a missing socket', 'the socket of its pool', () => rm(web.path(`run/fpm/${PHP?.version}/t2-shop.sock`))],
  ])('of %s is found once, and repaired', async (_, what, spoil) => {
    await spoil();

    expect(await whats()).toEqual([expect.stringContaining(what)]);
    await isWhole();
    expect(await readFile(web.path('etc/passwd'), 'utf8')).toContain('t2:');
  });

  test('is also what nginx was told behind our back', async () => {
    await writeFile(web.path('etc/nginx/generation.conf'), 'return 200 "another\\n";\n');
    const [pid = 0] = web.pidsOf(nginx);
    const before = web.pidsOf(accepting);
    process.kill(pid, 'SIGHUP');
    await until(async () => (await web.get('x', '/.well-known/freehold/generation')).body === 'another\n');
    // Those of before go on to answer for a moment, with the files of before.
    await until(() => !web.pidsOf(accepting).some((worker) => before.includes(worker)));

    expect(await whats()).toEqual([
      expect.stringContaining('generation.conf was changed'),
      expect.stringContaining('nginx serves other files'),
    ]);
    await isWhole();
  });

  test('never costs a tenant’s data: what belongs to no webroot is told, and stays', async () => {
    await mkdir(web.path('srv/t8/t8-lost'), { recursive: true });
    await writeFile(web.path('srv/t8/t8-lost/page.html'), 'precious');
    await mkdir(web.path('srv/t1/t1-lost'));

    const found = await web.repair();
    expect(found.map(({ safe, what }) => [safe, what])).toEqual([
      [false, 'srv/t1/t1-lost holds data of no webroot of this node'],
      [false, 'srv/t8 holds data of no webroot of this node'],
    ]);
    expect(await readdir(web.path('srv/t8/t8-lost'))).toEqual(['page.html']);
  });
});
