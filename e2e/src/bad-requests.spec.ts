import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BadRequestsUnderTest } from './bad-requests-under-test.js';

const EACH = 200;

describe('whatever is sent to whichever route', () => {
  let bad: BadRequestsUnderTest;

  beforeAll(async () => (bad = await BadRequestsUnderTest.start()));

  afterAll(async () => bad?.stop());

  it('is never a fault of ours, leaves nothing half done when it is refused, and no secret in a log', async () => {
    const seed = Date.now();
    const { wrong, refused } = await bad.send(EACH, seed);
    expect([seed, wrong.slice(0, 20)]).toEqual([seed, []]);
    expect(refused.size).toBeGreaterThan((bad.operations.length * EACH) / 2);
    await bad.expectUnharmed(refused);
  }, 600_000);

  it('is no request at all, and still does no harm', async () => {
    const start = 'POST /api/v1/zones HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const key = `Authorization: Bearer ${bad.platform.key}\r\n`;
    const bytes = [
      'GET /api/v1/zones\r\n\r\n',
      'GET /api/v1/zones HTTP/9.9\r\nHost: x\r\n\r\n',
      'GET /api/v1/zones\0 HTTP/1.1\r\nHost: x\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      `GET /livez HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(5_000)}\r\n`,
      `${start}${key}Content-Length: 5\r\nContent-Length: 50\r\n\r\n{"a":1}`,
      `${start}${key}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${start}${key}Content-Length: -1\r\n\r\n{}`,
      `${start}${key}Content-Length: 1000\r\n\r\n{"name":"half.example"`,
      `${start}${key}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      `${start}${key}${key}Content-Length: 2\r\n\r\n{}`,
      `${start}Authorization: Bearer \x80\xff\r\nContent-Length: 2\r\n\r\n{}`,
      `${start}${key}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`,
      'BREW /api/v1/zones HTTP/1.1\r\nHost: x\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    ];
    for (const sent of bytes) {
      const status = await bad.raw(sent);
      expect([sent.slice(0, 120), status]).toEqual([
        sent.slice(0, 120),
        expect.stringMatching(/^$|^HTTP\/1\.1 4\d\d /),
      ]);
    }
    expect((await bad.platform.api.get('/zones?name=half.example')).body.items).toEqual([]);
    expect((await bad.platform.api.get('//readyz')).status).toBe(200);
  });
});
