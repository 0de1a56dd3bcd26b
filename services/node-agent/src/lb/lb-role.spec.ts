import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { Outcome } from '@freehold/rpc/agent';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { backend, LbUnderTest, route, type WebNode, webNode, without } from './lb-under-test.js';

describe('a load balancer', () => {
  let lb: LbUnderTest;
  let web: readonly [WebNode, WebNode];

  beforeAll(async () => {
    web = [await webNode('n1'), await webNode('n2')];
    lb = await LbUnderTest.start([
      backend('web-1', web[0]),
      backend('web-2', web[1]),
      route('a.example', 'web-1'),
      route('b.example', 'web-2'),
    ]);
  });

  it('leads a name to the backend of its route, however it is spelled', async () => {
    for (const host of ['a.example', 'A.Example', 'a.example.', `a.example:${lb.port}`])
      expect(await lb.visit(host)).toMatchObject({ status: 200, node: 'n1' });
    expect(await lb.visit('b.example')).toMatchObject({ status: 200, node: 'n2' });
  });

  it('tells web nodes the name as it was looked up, with the port of the visitor, and who he is', async () => {
    const { body } = await lb.visit('A.example.:8090', {
      headers: { 'x-forwarded-for': '6.6.6.6', x_real_ip: '6.6.6.6' },
    });
    const { host, headers } = JSON.parse(body);
    expect(host).toBe('a.example:8090');
    expect(headers.join(' ')).toContain('x-forwarded-for 127.0.0.1');
    expect(headers.join(' ')).toContain('x-forwarded-proto http');
    expect(headers.join(' ')).toContain('x-forwarded-port 8090');
    expect((await lb.visit('a.example')).body).toContain('"x-forwarded-port","80"');
    expect(headers.join(' ')).not.toContain('6.6.6.6');
  });

  it('answers 404 for a name that has no route, 503 for one whose backend is empty or not there yet', async () => {
    expect(await lb.visit('c.example')).toMatchObject({ status: 404, body: expect.stringContaining('No such site') });
    const results = await lb.apply(backend('web-3'), route('empty.example', 'web-3'), route('early.example', 'web-9'));
    expect(results.map(({ outcome }) => outcome)).toEqual([Outcome.APPLIED, Outcome.APPLIED, Outcome.APPLIED]);
    for (const host of ['empty.example', 'early.example'])
      expect(await lb.visit(host)).toMatchObject({ status: 503, body: expect.stringContaining('The site is away') });
    const [check] = await lb.role.check();
    expect(check).toMatchObject({
      ok: true,
      detail: expect.stringContaining('not here: early.example; no server in web-3'),
    });
    await lb.apply(backend('web-9', web[0]));
    expect(await lb.visit('early.example')).toMatchObject({ status: 200, node: 'n1' });
  });

  it('changes and removes names while it runs, and tells what was so already', async () => {
    const pid = await lb.haproxyPid();
    const outcome = async (...changes: Parameters<typeof lb.apply>) =>
      (await lb.apply(...changes)).map((r) => r.outcome);
    expect(await outcome(route('moves.example', 'web-1'))).toEqual([Outcome.APPLIED]);
    expect(await outcome(route('moves.example', 'web-1'))).toEqual([Outcome.UNCHANGED]);
    expect(await outcome(route('moves.example', 'web-2'))).toEqual([Outcome.APPLIED]);
    expect(await lb.visit('moves.example')).toMatchObject({ node: 'n2' });
    expect(await outcome(without('route', 'moves.example'))).toEqual([Outcome.APPLIED]);
    expect(await outcome(without('route', 'moves.example'))).toEqual([Outcome.UNCHANGED]);
    expect(await lb.visit('moves.example')).toMatchObject({ status: 404 });
    expect(await lb.haproxyPid()).toBe(pid);
  });

  it('refuses a resource that could be read as something else, alone, and serves what it served of it before', async () => {
    const results = await lb.apply(
      route('x.example;\nshow stat', 'web-1'),
      route('y.example web-2', 'web-1'),
      route('a.example', 'web-2\n    server evil 192.0.2.1:80'),
      backend('web-2', { name: 'n2 check', address: web[1].address }),
      backend('web 4', web[0]),
      route('good.example', 'web-1'),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([...Array(5).fill(Outcome.REFUSED), Outcome.APPLIED]);
    expect(results.slice(0, 5).every(({ detail }) => detail.length > 10)).toBe(true);
    expect(await lb.visit('a.example')).toMatchObject({ node: 'n1' });
    expect(await lb.visit('b.example')).toMatchObject({ node: 'n2' });
    expect(await lb.visit('good.example')).toMatchObject({ node: 'n1' });
    await lb.again();
    expect(await lb.visit('a.example')).toMatchObject({ node: 'n1' });
    expect(await lb.visit('b.example')).toMatchObject({ node: 'n2' });
    await lb.apply(
      ...['x.example;\nshow stat', 'y.example web-2'].map((id) => without('route', id)),
      without('backend', 'web 4'),
      route('a.example', 'web-1'),
      backend('web-2', web[1]),
    );
  });

  it('never serves a neighbour’s site to a request that names two hosts, none, or an odd one', async () => {
    const send = async (head: string, body = '') => {
      const socket = createConnection(lb.port, '127.0.0.1');
      socket.end(`${head.replaceAll('\n', '\r\n')}\r\nConnection: close\r\n\r\n${body}`);
      return await text(socket);
    };
    const refused = [
      'GET / HTTP/1.1\nHost: a.example\nHost: b.example',
      'GET / HTTP/1.1\nHost: a.example, b.example',
      'GET / HTTP/1.1\nHost: b.example@a.example',
      'GET / HTTP/1.1\nHost: a.example:80:b.example',
      'GET / HTTP/1.1\nHost: a.example b.example',
      'GET / HTTP/1.1\nHost: a.example\0b.example',
      'GET / HTTP/1.1\nHost: a.example\n Host: b.example',
      'GET / HTTP/1.1\nHost : b.example\nHost: a.example',
      'GET / HTTP/1.1\nHost: [::1]:80',
      'GET / HTTP/1.1\nHost:',
      `GET / HTTP/1.1\nHost: ${'a'.repeat(300)}.example`,
      `GET / HTTP/1.1\nHost: ${'a'.repeat(30_000)}.example`,
      'GET / HTTP/1.1\nX: y',
      'GET / HTTP/1.0\nX: y',
      'GET http://b.example/ HTTP/1.1\nHost: a.example',
      'GET ftp://b.example/ HTTP/1.1\nHost: b.example',
      'POST / HTTP/1.1\nHost: a.example\nContent-Length: 3\nContent-Length: 4',
    ];
    for (const head of refused)
      expect([head, await send(head)]).toEqual([head, expect.stringMatching(/^HTTP\/1\.1 400 /)]);
    expect(await send('GET / HTTP/1.1\nHost: 127.0.0.1')).toMatch(/^HTTP\/1\.1 404 /);
    expect(await send('CONNECT b.example:80 HTTP/1.1\nHost: b.example:80')).toMatch(/^HTTP\/1\.1 405 /);
    const absolute = await send('GET http://x@a.example/p?q HTTP/1.1\nHost: a.example');
    expect(absolute).toContain('"name":"n1","method":"GET","url":"/p?q","host":"a.example"');
    const smuggled = await send(
      'POST / HTTP/1.1\nHost: a.example\nContent-Length: 4\nTransfer-Encoding: chunked',
      '0\r\n\r\nGET / HTTP/1.1\r\nHost: b.example\r\n\r\n',
    );
    expect(smuggled).toContain('"name":"n1"');
    expect(smuggled).not.toContain('"name":"n2"');
  });

  it('serves the visitors of a server that leaves to their end, and sends it no new one', async () => {
    await lb.apply(backend('web-5', ...web), route('leaves.example', 'web-5'));
    const first = (await lb.visit('leaves.example')).node;
    const [leaver, stayer] = first === 'n1' ? web : [web[1], web[0]];
    const slow = lb.visit('leaves.example', { path: '/slow' });
    await until(() => leaver.waiting() > 0);
    await lb.apply(backend('web-5', stayer));
    expect(await lb.visit('leaves.example')).toMatchObject({ node: stayer.name });
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
    leaver.release();
    expect(await slow).toMatchObject({ status: 200, node: leaver.name });
    await lb.apply(backend('web-5', ...web));
    await lb.allUp('web-5');
    expect(await lb.visit('leaves.example')).toMatchObject({ node: first });
  });

  it('sends a web node that joins others no visitor before it has answered its health check', async () => {
    const joining = await webNode('n3');
    joining.is('sick');
    const hosts = Array.from({ length: 20 }, (_, i) => `joins-${i}.example`);
    await lb.apply(backend('web-6', web[0]), ...hosts.map((host) => route(host, 'web-6')));
    const nodes = async () => new Set(await Promise.all(hosts.map(async (host) => (await lb.visit(host)).node)));
    await lb.apply(backend('web-6', web[0], joining));
    expect(await nodes()).toEqual(new Set(['n1']));
    joining.is('well');
    await until(async () => (await nodes()).size === 2);
    expect(await nodes()).toEqual(new Set(['n1', 'n3']));
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
  });
});
