import { Outcome } from '@freehold/rpc/agent';
import { describe, expect, test } from '@jest/globals';
import { phpWebroot, WebUnderTest, webroot, without } from './web-under-test.js';

const outcomes = (results: readonly { outcome: Outcome }[]) => results.map(({ outcome }) => Outcome[outcome]);

describe('a web node', () => {
  test('serves files and PHP pages under their names, and says on every answer who served it', async () => {
    const web = await WebUnderTest.start();

    const results = await web.apply(webroot('t1-files'), phpWebroot('t2-pages', { shard: 'web-2' }));

    expect(results.map(({ detail }) => detail)).toEqual(['', '']);
    expect(outcomes(results)).toEqual(['APPLIED', 'APPLIED']);
    await web.put('t1-files', 'style.css', 'body {}');
    await web.put('t2-pages', 'hello.php', '<?= "Hello from PHP ", PHP_MAJOR_VERSION;');
    expect(await web.get('t1-files.example')).toMatchObject({ status: 200, body: expect.stringContaining('It works') });
    expect(await web.get('t1-files.example', '/style.css')).toMatchObject({
      body: 'body {}',
      headers: { 'content-type': 'text/css', 'x-served-by': 'web1', 'x-shard': 'web' },
    });
    expect(await web.get('t2-pages.example', '/hello.php')).toMatchObject({
      body: 'Hello from PHP 8',
      headers: { 'x-served-by': 'web1', 'x-shard': 'web-2' },
    });
    expect(await web.get('t2-pages.example', '/a/route')).toMatchObject({
      body: expect.stringContaining('t2-pages.example'),
    });
    expect(await web.get('t1-files.example', '/nothing')).toMatchObject({
      status: 404,
      headers: { 'x-served-by': 'web1', 'x-shard': 'web' },
    });
    expect(await web.get('unknown.example')).toMatchObject({ status: 404, headers: { 'x-served-by': 'web1' } });
    expect(await web.get('unknown.example', '/.well-known/freehold/health')).toMatchObject({ status: 200 });
    await web.apply(without('t1-files'));
  });
});
