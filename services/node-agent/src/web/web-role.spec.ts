import { rm, stat, unlink } from 'node:fs/promises';
import { until } from '@freehold/testing/until';
import { describe, expect, test } from '@jest/globals';
import { outcomes, PHP, phpWebroot, WebUnderTest, webroot, without } from './web-under-test.js';

const web = await WebUnderTest.start();
const containing = expect.stringContaining;

describe('a web node', () => {
  test('serves files and PHP pages under their names, and says on every answer who served it', async () => {
    const results = await web.apply(webroot('t1-files'), phpWebroot('t2-pages', { shard: 'web-2' }));

    expect(results.map(({ detail }) => detail)).toEqual(['', '']);
    expect(outcomes(results)).toEqual(['APPLIED', 'APPLIED']);
    await web.put('t1-files', 'style.css', 'body {}');
    await web.put('t2-pages', 'hello.php', '<?= "Hello from PHP ", PHP_MAJOR_VERSION;');
    const [served, shard] = ['web1', 'web'];
    expect(await web.get('t1-files.example', '/style.css')).toMatchObject({
      body: 'body {}',
      headers: { 'content-type': 'text/css', 'x-served-by': served, 'x-shard': shard },
    });
    expect(await web.get('t2-pages.example', '/hello.php')).toMatchObject({
      body: 'Hello from PHP 8',
      headers: { 'x-served-by': served, 'x-shard': 'web-2' },
    });
    const missing = await web.get('t1-files.example', '/nothing');
    expect(missing).toMatchObject({ status: 404, headers: { 'x-served-by': served, 'x-shard': shard } });
    expect(missing.headers.server).toBe('nginx');
  });

  test('answers for a name that nobody has with 404', async () => {
    expect(await web.get('unknown.example')).toMatchObject({ status: 404, headers: { 'x-served-by': 'web1' } });
  });

  test('takes no visitors from a load balancer before it has been told all that it should hold', async () => {
    const health = () => web.get('10.0.0.1', '/.well-known/freehold/health');
    expect(await health()).toMatchObject({ status: 503 });
    await web.role.opened();
    expect(await health()).toMatchObject({ status: 200, body: 'ok\n' });
  });

  test('says so when it is told what it serves already', async () => {
    const changes = [webroot('t3-same'), phpWebroot('t3-same2', { php: { values: { memory_limit: '64M' } } })];
    await web.apply(...changes);
    const generation = await web.read('etc/nginx/generation.conf');

    expect(outcomes(await web.apply(...changes))).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect(await web.read('etc/nginx/generation.conf')).toBe(generation);
    expect(outcomes(await web.apply(without('t3-nothing')))).toEqual(['UNCHANGED']);
  });

  test('greets from a new webroot, and never puts the greeting back', async () => {
    await web.apply(webroot('t4-new'), phpWebroot('t4-php'));

    expect((await web.get('t4-new.example')).body).toContain('static files');
    expect((await web.get('t4-php.example')).body).toContain(`t4-php.example`);
    expect((await web.get('t4-php.example')).body).toContain(`PHP ${PHP?.version}`);
    await unlink(web.path('srv/t4/t4-new/public/index.html'));
    await web.apply(webroot('t4-new', { hostnames: ['t4-new.example', 'www.t4-new.example'] }));
    expect((await web.get('www.t4-new.example')).status).toBe(403);
  });

  test('answers every request for a suspended webroot with 503 and runs nothing of it, until it is restored', async () => {
    await web.apply(phpWebroot('t5-shop'));
    await web.get('t5-shop.example');
    await web.apply(phpWebroot('t5-shop', { suspended: true }));

    for (const path of ['/', '/index.php', '/nothing', '/.env', '/index.php/x?y=z']) {
      expect(await web.get('t5-shop.example', path)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '3600', 'x-served-by': 'web1', 'x-shard': 'web' },
        body: containing('suspended'),
      });
    }
    expect((await web.get('t5-shop.example', '/', { method: 'POST', body: 'a=b' })).status).toBe(503);
    await until(() => web.pidsOf(/pool t5-shop/).length === 0);

    await web.apply(phpWebroot('t5-shop'));
    expect(await web.get('t5-shop.example')).toMatchObject({ status: 200, body: containing('t5-shop.example') });
  });

  test('follows a webroot that changes its names, its folder and its runtime', async () => {
    await web.apply(phpWebroot('t6-app', { hostnames: ['old.example', 'both.example'] }));
    await web.apply(phpWebroot('t6-app', { hostnames: ['both.example', '*.new.example'], publicFolder: 'app/web' }));

    expect((await web.get('old.example')).status).toBe(404);
    expect(await web.get('any.new.example')).toMatchObject({ status: 403, headers: { 'x-shard': 'web' } });
    await web.apply(webroot('t6-app', { hostnames: ['both.example'], publicFolder: '' }));
    await web.put('t6-app', 'page.html', 'static');
    expect((await web.get('both.example', '/public/page.html')).body).toBe('static');
    expect((await web.get('both.example', '/public/index.php')).status).toBe(404);
    expect(await web.read('etc/passwd')).toContain(`t6:*:${web.uidBase + 5006}:${web.uidBase + 5006}::/srv/t6:`);
  });

  test('removes a webroot with its data and its processes, and the user with the last of its webroots', async () => {
    await web.apply(phpWebroot('t7-one'), phpWebroot('t7-two'));
    await web.put('t7-one', 'slow.php', '<?php while (true) usleep(1000);');
    const slow = web.get('t7-one.example', '/slow.php').then(
      ({ status }) => status,
      () => 0,
    );
    await until(() => web.pidsOf(/pool t7-one/).length === 1);

    expect(outcomes(await web.apply(without('t7-one')))).toEqual(['APPLIED']);
    expect(web.pidsOf(/pool t7-one/)).toEqual([]);
    expect(await slow).not.toBe(200);
    expect((await web.get('t7-one.example')).status).toBe(404);
    expect((await web.get('t7-two.example')).status).toBe(200);
    await expect(stat(web.path('srv/t7/t7-one'))).rejects.toThrow('ENOENT');
    expect(await web.read('etc/passwd')).toContain('t7:');

    await web.apply(without('t7-two'));
    expect(await web.read('etc/passwd')).not.toContain('t7:');
    expect(await web.read('etc/group')).not.toContain('t7:');
    await expect(stat(web.path('srv/t7'))).rejects.toThrow('ENOENT');
  });

  test('hands settings to PHP as they were meant', async () => {
    const values = {
      memory_limit: '77M',
      error_reporting: 'E_ALL & ~E_NOTICE',
      'date.timezone': 'Europe/Vienna',
      display_errors: '1',
    };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay as it is
    const adminValues = { upload_max_filesize: '7M', user_agent: '${PATH} $pool E_ALL; x=[1]' };
    await web.apply(phpWebroot('t8-set', { php: { pm: { mode: 'dynamic', max_children: '4' }, values, adminValues } }));
    await web.put('t8-set', 'i.php', '<?= json_encode(array_map(ini_get(...), explode(",", $_GET["names"])));');

    const names = 'memory_limit,error_reporting,date.timezone,display_errors,upload_max_filesize,user_agent';
    expect(JSON.parse((await web.get('t8-set.example', `/i.php?names=${names}`)).body)).toEqual([
      '77M',
      '32759',
      'Europe/Vienna',
      '1',
      '7M',
      adminValues.user_agent.replace('$pool', 't8-set'),
    ]);
  });

  test('is as good as new on an empty disk', async () => {
    await web.apply(phpWebroot('t9-page'));
    await web.role.stop();
    for (const directory of ['etc', 'run', 'srv', 'var']) await rm(web.path(directory), { recursive: true });

    await web.again();
    expect(await web.get('t9-page.example')).toMatchObject({ status: 200, body: containing('It works') });
  });
});
