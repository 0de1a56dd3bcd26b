import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { phpWebroot, WebUnderTest, webroot } from './web-under-test.js';

const web = await WebUnderTest.start(
  {},
  webroot('t1-files'),
  webroot('t1-root', { publicFolder: '' }),
  phpWebroot('t2-pages'),
);

describe('a request', () => {
  test('never shows the source of a page, hidden files, or what a webroot keeps for itself', async () => {
    for (const name of ['a.php', 'b.phtml', 'c.PHP', 'd.phar', '.env', '.htpasswd'])
      await web.put('t1-files', name, 'a secret');
    await web.put('t2-pages', 'c.PHP', 'a secret');
    await mkdir(web.path('srv/t1/t1-files/public/.git'));
    await writeFile(web.path('srv/t1/t1-files/public/.git/config'), 'a secret');

    for (const path of ['/a.php', '/b.phtml', '/c.PHP', '/d.phar', '/.env', '/.htpasswd', '/.git/config', '/a.php/x'])
      expect(await web.get('t1-files.example', path)).toMatchObject({ status: 404 });
    expect(await web.get('t2-pages.example', '/c.PHP')).toMatchObject({ status: 404 });
    for (const folder of ['tmp', 'sessions', 'logs']) {
      await writeFile(web.path(`srv/t1/t1-root/${folder}/x`), 'a secret', { mode: 0o644 });
      expect(await web.get('t1-root.example', `/${folder}/x`)).toMatchObject({ status: 404 });
    }
  });

  test('finds what has to be found by others below .well-known', async () => {
    await mkdir(web.path('srv/t1/t1-files/public/.well-known'));
    await writeFile(web.path('srv/t1/t1-files/public/.well-known/token'), 'abc');

    expect(await web.get('t1-files.example', '/.well-known/token')).toMatchObject({ status: 200, body: 'abc' });
  });

  test('runs PHP for files that are pages, and for nothing else', async () => {
    await web.put(
      't2-pages',
      'info.php',
      '<?= $_SERVER["SCRIPT_NAME"], " ", $_SERVER["PATH_INFO"] ?? "", " ", $_SERVER["QUERY_STRING"];',
    );
    await web.put('t2-pages', 'picture.png', '<?= "run";');

    expect((await web.get('t2-pages.example', '/info.php/a/b?c=d')).body).toBe('/info.php /a/b c=d');
    expect((await web.get('t2-pages.example', '/picture.png')).body).toBe('<?= "run";');
    for (const path of ['/picture.png/x.php', '/picture.png%00.php', '/nothing.php', '/picture.png/.php'])
      expect((await web.get('t2-pages.example', path)).status).toBeGreaterThanOrEqual(400);
  });

  test('reaches PHP with the address and the scheme that the load balancer tells, which nobody else may', async () => {
    const page =
      '<?= $_SERVER["REMOTE_ADDR"], " ", $_SERVER["HTTPS"] ?? "off", " ", $_SERVER["SERVER_PORT"], " ", getenv("HTTP_PROXY");';
    const headers = {
      'x-forwarded-for': '203.0.113.9, 198.51.100.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      proxy: 'evil.example',
    };
    await web.put('t2-pages', 'who.php', page);
    expect((await web.get('t2-pages.example', '/who.php', { headers })).body).toBe('198.51.100.7 on 443 ');

    const alone = await WebUnderTest.start({ trusted_proxies: ['192.0.2.1'] }, phpWebroot('t1-pages'));
    await alone.put('t1-pages', 'who.php', page);
    expect((await alone.get('t1-pages.example', '/who.php', { headers })).body).toBe(`127.0.0.1 off ${alone.port} `);
  });

  test('is answered with cautious headers, unless the site has its own', async () => {
    await web.put(
      't2-pages',
      'own.php',
      '<?php header("Referrer-Policy: no-referrer"); header("X-Served-By: me"); echo 1;',
    );

    expect((await web.get('t1-files.example')).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    const own = await web.get('t2-pages.example', '/own.php');
    expect(own.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-served-by': 'web1' });
    expect(own.headers['x-powered-by']).toBeUndefined();
  });

  test('is not kept waiting for the site’s other visitors while one asks for long', async () => {
    await web.put(
      't2-pages',
      'slow.php',
      '<?php $end = microtime(true) + 1; while (microtime(true) < $end) usleep(1000); echo "slow";',
    );
    await web.put('t2-pages', 'quick.php', 'quick');

    const slow = web.get('t2-pages.example', '/slow.php');
    expect((await web.get('t2-pages.example', '/quick.php')).body).toBe('quick');
    expect((await slow).body).toBe('slow');
  });
});
