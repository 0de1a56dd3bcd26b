import { rm, writeFile } from 'node:fs/promises';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { backend, LbUnderTest, route, type WebNode, webNode, without } from './lb-under-test.js';

const MANY = 10_000;

async function threeNodes(): Promise<readonly [WebNode, WebNode, WebNode]> {
  return [await webNode('n1'), await webNode('n2'), await webNode('n3')];
}

describe('a load balancer whose HAProxy was killed', () => {
  it('serves again, with all its names, within five seconds', async () => {
    const web = await webNode('n1');
    const names = Array.from({ length: MANY }, (_, i) => route(`name-${i}.example`, 'web-1'));
    const lb = await LbUnderTest.start([backend('web-1', web), ...names]);
    process.kill(await lb.haproxyPid(), 'SIGKILL');
    const begin = performance.now();
    await until(async () => (await lb.role.check()).some(({ ok }) => !ok));
    await lb.role.revive(lb.desired);
    expect(await lb.visit(`name-${MANY - 1}.example`)).toMatchObject({ status: 200, node: 'n1' });
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(await lb.role.check()).toMatchObject([{ ok: true, detail: expect.stringContaining(`${MANY} names`) }]);
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
  });

  it('leads each name to the node of before, in whatever order its nodes had come', async () => {
    const [n1, n2, n3] = await threeNodes();
    const hosts = Array.from({ length: 60 }, (_, i) => `name-${i}.example`);
    const lb = await LbUnderTest.start([backend('web-1', n3), ...hosts.map((host) => route(host, 'web-1'))]);
    const nodes = async () => await Promise.all(hosts.map(async (host) => (await lb.visit(host)).node));
    await lb.apply(backend('web-1', n3, n1));
    await lb.apply(backend('web-1', n3, n1, n2));
    await lb.allUp('web-1');
    const before = await nodes();
    expect(new Set(before).size).toBe(3);
    process.kill(await lb.haproxyPid(), 'SIGKILL');
    await until(async () => (await lb.role.check()).some(({ ok }) => !ok));
    await lb.apply(backend('web-1', n1, n2, n3));
    expect(await nodes()).toEqual(before);
    // One node less moves only the names that it had.
    await lb.apply(backend('web-1', n1, n3));
    const after = await nodes();
    for (const [i, node] of before.entries()) if (node !== 'n2') expect(after[i]).toBe(node);
    const other = await LbUnderTest.start([backend('web-1', n1, n3), ...hosts.map((host) => route(host, 'web-1'))]);
    expect(await Promise.all(hosts.map(async (host) => (await other.visit(host)).node))).toEqual(after);
  });
});

describe('an agent that starts anew', () => {
  it('finds HAProxy as it runs, and brings it what was wished meanwhile without a reload', async () => {
    const [n1, n2] = await threeNodes();
    const lb = await LbUnderTest.start([
      backend('web-1', n1),
      route('a.example', 'web-1'),
      route('b.example', 'web-1'),
    ]);
    const before = await lb.runningPid();
    for (const change of [backend('web-1', n2), without('route', 'b.example'), route('c.example', 'web-1')])
      lb.desired.take(change);
    await lb.again();
    expect(await lb.runningPid()).toBe(before);
    await lb.allUp('web-1');
    expect(await lb.visit('a.example')).toMatchObject({ node: 'n2' });
    expect(await lb.visit('b.example')).toMatchObject({ status: 404 });
    expect(await lb.visit('c.example')).toMatchObject({ node: 'n2' });
  });

  it('reloads it for a backend that it does not run with, also where the files were written already', async () => {
    const [n1, n2] = await threeNodes();
    const lb = await LbUnderTest.start([backend('web-1', n1), route('a.example', 'web-2')]);
    const other = await LbUnderTest.start([backend('web-1', n1), backend('web-2', n2), route('a.example', 'web-2')]);
    const files = await other.root.read('etc/haproxy/haproxy.cfg');
    const config = String(files?.content).replaceAll(other.root.root, lb.root.root);
    await writeFile(lb.root.absolute('etc/haproxy/haproxy.cfg'), config.replaceAll(`:${other.port}`, `:${lb.port}`));
    lb.desired.take(backend('web-2', n2));
    await lb.again();
    expect(await lb.visit('a.example')).toMatchObject({ node: 'n2' });
  });
});

describe('a look at a load balancer', () => {
  it('finds and repairs what was changed in its files and in the running process', async () => {
    const [n1, n2, n3] = await threeNodes();
    const lb = await LbUnderTest.start([
      backend('web-1', n1, n2),
      route('a.example', 'web-1'),
      route('b.example', 'web-1'),
    ]);
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
    const [map, pages] = [lb.root.absolute('etc/haproxy/names.map'), lb.root.absolute('etc/haproxy/errors/404.http')];
    await writeFile(map, 'evil.example web-1\n');
    await rm(pages);
    for (const command of [
      ['del', 'map', map, 'a.example'],
      ['add', 'map', map, 'b.example', 'web-7'],
      ['add', 'map', map, 'evil.example', 'web-1'],
      ['set', 'server', 'web-1/n1', 'state', 'maint'],
      ['set', 'server', 'web-1/n2', 'addr', '127.0.0.1', 'port', n3.address.split(':')[1] ?? ''],
      ['add', 'server', 'web-1/evil', n3.address],
    ])
      await lb.ask(command);
    const differences = await lb.role.inspect(lb.desired);
    expect(differences.map(({ what }) => what)).toEqual([
      'the file etc/haproxy/errors/404.http was changed',
      'the file etc/haproxy/names.map was changed',
      'the server n1: it was taken out of service',
      `the server n2: its address is ${n3.address}`,
      'the server evil is not wanted',
      'in the running HAProxy the name is missing',
      'in the running HAProxy the name leads to web-1 and web-7',
      'in the running HAProxy the name is not wanted',
    ]);
    for (const { repair, safe } of differences) if (safe) await repair();
    await lb.role.settle(lb.desired);
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
    expect(await lb.visit('evil.example')).toMatchObject({
      status: 404,
      body: expect.stringContaining('No such site'),
    });
    const nodes = await Promise.all(['a.example', 'b.example'].map(async (host) => (await lb.visit(host)).node));
    for (const node of nodes) expect(['n1', 'n2']).toContain(node);
  });

  it('takes many names that differ for one difference, put right in one stroke', async () => {
    const web = await webNode('n1');
    const names = Array.from({ length: 500 }, (_, i) => route(`name-${i}.example`, 'web-1'));
    const lb = await LbUnderTest.start([backend('web-1', web), ...names]);
    await lb.ask(['clear', 'map', lb.root.absolute('etc/haproxy/names.map')]);
    const differences = await lb.role.inspect(lb.desired);
    expect(differences.map(({ what }) => what)).toEqual(['500 names differ in the running HAProxy']);
    for (const { repair } of differences) await repair();
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
  });

  it('puts a configuration right that was changed by hand and reloaded', async () => {
    const web = await webNode('n1');
    const lb = await LbUnderTest.start([backend('web-1', web), route('a.example', 'web-1')]);
    const path = 'etc/haproxy/haproxy.cfg';
    const written = String((await lb.root.read(path))?.content);
    await writeFile(lb.root.absolute(path), written.replace(/description \w+/, 'description other'));
    const before = await lb.runningPid();
    const reloaded = async () => {
      process.kill(await lb.haproxyPid(), 'SIGUSR2');
      return (await lb.runningPid()) !== before;
    };
    await until(reloaded, { every: 500 });
    const differences = await lb.role.inspect(lb.desired);
    expect(differences.map(({ what }) => what)).toEqual([
      `the file ${path} was changed`,
      'HAProxy runs with another configuration',
    ]);
    for (const { repair } of differences) await repair();
    await lb.role.settle(lb.desired);
    expect(await lb.role.inspect(lb.desired)).toEqual([]);
    expect(await lb.visit('a.example')).toMatchObject({ node: 'n1' });
  });
});
