import { until } from '@freehold/testing/until';
import { describe, expect, test } from '@jest/globals';
import { outcomes, phpWebroot, WebUnderTest, webroot, without } from './web-under-test.js';

const WORK = '<?php $end = microtime(true) + 0.02; while (microtime(true) < $end) usleep(1000); echo "done";';

describe('visitors', () => {
  test('notice nothing of twenty changes of the node’s sites and pools', async () => {
    const web = await WebUnderTest.start({}, phpWebroot('t1-busy', { php: { pm: { max_children: '20' } } }));
    await web.put('t1-busy', 'work.php', WORK);
    await web.put('t1-busy', 'page.html', 'done');

    const changes = async () => {
      for (let change = 0; change < 10; change += 1) {
        const before = await web.read('etc/nginx/generation.conf');
        await web.apply(phpWebroot(`t2-new${change % 2}`, { php: { values: { memory_limit: `${64 + change}M` } } }));
        await web.apply(webroot('t3-names', { hostnames: [`${change}.example`] }));
        expect(await web.read('etc/nginx/generation.conf')).not.toBe(before);
      }
    };
    const crowds: { visits: number; failed: number }[] = [];
    crowds.push(
      await web.crowd('t1-busy.example', '/work.php', async () => {
        crowds.push(await web.crowd('t1-busy.example', '/page.html', changes));
      }),
    );
    expect(crowds.map(({ failed }) => failed)).toEqual([0, 0]);
    for (const { visits } of crowds) expect(visits).toBeGreaterThan(100);
  });

  test('who ask for long are served to the end across changes, and hold up nobody', async () => {
    const web = await WebUnderTest.start({}, phpWebroot('t1-slow'), phpWebroot('t2-quick'));
    await web.put(
      't1-slow',
      'wait.php',
      '<?php while (!file_exists("go")) { usleep(1000); clearstatcache(); } echo "done";',
    );
    const slow = web.get('t1-slow.example', '/wait.php');
    await until(() => web.pidsOf(/pool t1-slow/).length === 1);

    await web.apply(phpWebroot('t3-new'));
    await web.apply(phpWebroot('t4-new'), without('t3-new'));
    expect((await web.get('t4-new.example')).status).toBe(200);
    expect((await web.get('t2-quick.example')).status).toBe(200);
    await web.put('t1-slow', 'go', '');
    expect(await slow).toMatchObject({ status: 200, body: 'done' });
    await until(() => web.pidsOf(/php-fpm: master/).length === 1);
  });
});

describe('a thousand webroots', () => {
  test('are written in one batch, and looked at without reading them', async () => {
    const web = await WebUnderTest.start();
    const change = (index: number) => (index % 2 === 0 ? webroot : phpWebroot)(`t${index}-site`);
    const changes = Array.from({ length: 1_000 }, (_, index) => change(index + 1));

    const results = await web.apply(...changes);
    expect(new Set(outcomes(results))).toEqual(new Set(['APPLIED']));
    expect(new Set(outcomes(await web.apply(...changes)))).toEqual(new Set(['UNCHANGED']));
    for (const id of ['t1-site', 't500-site', 't999-site', 't1000-site'])
      expect((await web.get(`${id}.example`)).status).toBe(200);

    const before = process.cpuUsage();
    expect(await web.inspect()).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    // Once a minute: half a percent of a core.
    expect((user + system) / 1_000).toBeLessThan(300);
  });
});
