import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { outcomes, PHP, phpWebroot, WebUnderTest, webroot } from './web-under-test.js';

const web = await WebUnderTest.start({}, phpWebroot('t1-shop'), webroot('t2-files'));

/** FPM alone finds out that these do not fit together. */
const POISON = { pm: { mode: 'dynamic', max_children: '5', start_servers: '4', max_spare_servers: '2' } };

describe('a webroot that cannot be served', () => {
  test('is refused alone in the server’s own words, while its neighbours in the same batch are served', async () => {
    const results = await web.apply(
      webroot('t2-files', { hostnames: ['t2-files.example', 'more.example'] }),
      phpWebroot('t3-poison', { php: POISON }),
      phpWebroot('t4-new'),
      phpWebroot('t5-poison', { php: POISON }),
      phpWebroot('t6-new'),
    );

    expect(outcomes(results)).toEqual(['APPLIED', 'REFUSED', 'APPLIED', 'REFUSED', 'APPLIED']);
    expect(results[1]?.detail).toContain('pm.start_servers');
    expect(results[1]?.detail).toContain('t3-poison');
    expect(results[1]?.detail).not.toContain(web.root.root);
    for (const host of ['more.example', 't4-new.example', 't6-new.example'])
      expect((await web.get(host)).status).toBe(200);
    expect((await web.get('t3-poison.example')).status).toBe(404);
  });

  test('is served as before when its change is refused, and still by the agent’s successor', async () => {
    await web.put('t1-shop', 'limit.php', '<?= ini_get("memory_limit");');
    await web.apply(phpWebroot('t1-shop', { php: { values: { memory_limit: '55M' } } }));
    const [result] = await web.apply(phpWebroot('t1-shop', { php: POISON, hostnames: ['other.example'] }));

    expect(result?.detail).toContain('pm.start_servers');
    expect((await web.get('t1-shop.example', '/limit.php')).body).toBe('55M');
    await web.again();
    expect((await web.get('t1-shop.example', '/limit.php')).body).toBe('55M');
    const told = (await web.inspect()).filter(({ key }) => key?.id === 't1-shop');
    expect(told).toMatchObject([{ safe: false, what: expect.stringContaining('pm.start_servers') }]);

    expect(outcomes(await web.apply(phpWebroot('t1-shop')))).toEqual(['APPLIED']);
    expect((await web.inspect()).filter(({ key }) => key?.id === 't1-shop')).toEqual([]);
  });

  test('does not get a name or a number that somebody else has on the machine', async () => {
    const passwd = await web.read('etc/passwd');
    const uid = web.uidBase + 5_777;
    await writeFile(
      web.path('etc/passwd'),
      `${passwd}t776:x:1:1::/home/t776:/bin/sh\nother:x:${uid}:${uid}::/home/o:/bin/sh\n`,
    );
    const [name, number] = await web.apply(webroot('t776-files'), webroot('t777-files'));

    expect(name?.detail).toContain('t776 is another user');
    expect(number?.detail).toContain(`${uid} is another user`);
    expect(await web.read('etc/passwd')).toContain('t776:x:1:1::/home/t776:/bin/sh');
  });

  test('does not get the user of another tenant, or of the node', async () => {
    const [other, moved, node] = await web.apply(
      webroot('t7-files', { uid: 5_002 }),
      webroot('t2-files', { tenantId: 't8', uid: 5_008 }),
      webroot('t8-files', { uid: 900 }),
    );

    expect(other?.detail).toContain('uid');
    expect(moved?.detail).toContain('t2-files is t2’s');
    expect(node?.detail).toContain('uid 900');
    expect((await web.get('t2-files.example')).status).toBe(200);
  });
});

describe('a field that would end its line, its quotes or its directory', () => {
  const evil = '}\nserver { listen 80; }';
  test.each([
    ['id', webroot('t9-x/../../y')],
    ['id', webroot(`t9-${evil}`)],
    ['tenant_id', webroot('t9-x', { tenantId: '../t1' })],
    ['tenant_id', webroot('t9-x', { tenantId: 'root:x:0:0::/:/bin/sh\nt9' })],
    ['tenant_id', webroot('t9-x', { tenantId: 't'.repeat(33) })],
    ['uid', webroot('t9-x', { uid: 0 })],
    ['uid', webroot('t9-x', { uid: 4_294_967_295 })],
    ['shard', webroot('t9-x', { shard: `web always; ${evil}` })],
    ['runtime', webroot('t9-x', { runtime: 'perl' })],
    ['runtime_version', phpWebroot('t9-x', { runtimeVersion: '../8.2' })],
    ['runtime_version', phpWebroot('t9-x', { runtimeVersion: '1.0' })],
    ...[
      '..',
      'public/../../x',
      '/etc',
      'a//b',
      'a b',
      'a;b',
      '$host',
      'tmp',
      'sessions/x',
      'logs',
      `a"${evil}`,
      'ä',
      'a/./b',
    ].map((publicFolder) => ['public_folder', webroot('t9-x', { publicFolder })] as const),
    ...[
      'a b.example',
      'UPPER.example',
      `x;${evil}`,
      '~^.*$',
      '_',
      '',
      '*',
      'a.*.b',
      '-a.example',
      `${'a'.repeat(64)}.b`,
      'a.example.',
      '"x"',
    ].map((hostname) => ['hostnames', webroot('t9-x', { hostnames: [hostname] })] as const),
    ...["'", '"', 'a\nb', 'a\rb', '\0', '\\', '\u2028', '\u202e', 'x'.repeat(5_000)].map(
      (value) => ['php_value[memory_limit]', phpWebroot('t9-x', { php: { values: { memory_limit: value } } })] as const,
    ),
    ...["x'\n[evil]\nuser = 0\n;", 'a]b', '', 'extension', 'memory_limitt'].map(
      (name) => ['php_admin_value[', phpWebroot('t9-x', { php: { adminValues: { [name]: '1' } } })] as const,
    ),
    ...['open_basedir', 'error_log', 'disable_functions', 'doc_root', 'session.save_path'].map(
      (name) => [`php_value[${name}]`, phpWebroot('t9-x', { php: { values: { [name]: '/' } } })] as const,
    ),
    ...[
      ['max_children', '0'],
      ['max_children', '100000'],
      ['max_children', '5\nuser = 0'],
      ['start_servers', '-1'],
      ['status_path', '/s'],
      ['mode', 'x\ny'],
    ].map(
      ([name = '', value = '']) => [`php pm.${name}`, phpWebroot('t9-x', { php: { pm: { [name]: value } } })] as const,
    ),
  ])('is refused, and nothing is written: %s', async (field, change) => {
    const [result] = await web.apply(change);

    expect(outcomes(result ? [result] : [])).toEqual(['REFUSED']);
    expect(result?.detail.toLowerCase()).toContain(field);
    expect(result?.detail).not.toMatch(/\p{Cc}/u);
    expect(await web.root.stat('srv/t9')).toBeUndefined();
    expect(await web.root.list('etc/nginx/sites')).not.toContain('t9-x.conf');
    expect(await web.root.list(`etc/php/${PHP?.version}/pools`)).not.toContain('t9-x.conf');
  });
});
