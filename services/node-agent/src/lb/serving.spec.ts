import { describe, expect, it } from '@jest/globals';
import { haproxyConfig, mapFile, servingIn } from './haproxy-config.js';
import { backend, route } from './lb-under-test.js';
import { serverIds } from './server-ids.js';
import { refusal, type Serving, servingOf, spelled, takeChanges } from './serving.js';

const NOTHING: Serving = { backends: new Map(), routes: new Map() };
const LISTEN = '127.0.0.1:8080';
const PATHS = { map: '/m', socket: '/s', errors: '/e' };
const server = (name: string, address = '192.0.2.1:80') => ({ name, address });

describe('what a load balancer takes', () => {
  it('is host names in normal form that lead to plain names of backends', () => {
    for (const host of ['a.example', 'localhost', 'xn--bcher-kva.example', '_x.a.example', 'a-b.c.example'])
      expect([host, refusal(wanted(route(host, 'web-1')))]).toEqual([host, undefined]);
    const odd = [
      'A.example',
      'a.example.',
      '',
      '.',
      '*.example',
      'a..b',
      '-a.example',
      'a b',
      'a\nb',
      'ä.example',
      '#',
      'a;b',
    ];
    for (const host of [...odd, `${'a'.repeat(64)}.example`, 'a.'.repeat(130) + 'b'])
      expect([host, refusal(wanted(route(host, 'web-1')))]).toEqual([host, expect.stringContaining('no host name')]);
    for (const name of ['', 'web 1', 'web-1\n', 'Web', '1web', 'platform:absent', 'a'.repeat(64)])
      expect(refusal(wanted(route('a.example', name)))).toContain('cannot be the name of a backend');
  });

  it('is servers of different plain names at IP addresses', () => {
    for (const address of ['192.0.2.1:80', '[2001:db8::1]:65535'])
      expect(refusal(wanted(backend('web-1', server('n1', address))))).toBeUndefined();
    const odd = [
      'web.example:80',
      '192.0.2.1',
      '192.0.2.1:0',
      '192.0.2.1:65536',
      '192.0.2.256:80',
      ':80',
      '2001:db8::1:80',
    ];
    for (const address of [...odd, '[fe80::1%eth0]:80', '192.0.2.1:80 backup', '192.0.2.1:080', '[192.0.2.1]:80', ''])
      expect([address, refusal(wanted(backend('web-1', server('n1', address))))]).toEqual([
        address,
        expect.stringContaining('no IP address with a port'),
      ]);
    expect(refusal(wanted(backend('web-1', server('n1'), server('n1'))))).toContain('twice');
    expect(refusal(wanted(backend('web-1', server('n 1'))))).toContain('cannot be the name of a server');
  });

  it('has one spelling of an address', () => {
    expect(spelled('[2001:DB8:0:0::0001]:80')).toBe('[2001:db8::1]:80');
  });
});

describe('the files of a load balancer', () => {
  const servers = [server('n2', '[2001:db8::1]:80'), { ...server('n1'), drained: true }];
  const changes = [
    backend('web-1', ...servers),
    backend('web-2'),
    route('b.example', 'web-1'),
    route('a.example', 'web-9'),
  ];
  const serving = servingOf(changes.map(wanted), NOTHING);

  it('are the same whatever the order in which things came', () => {
    const reversed = [...changes.toReversed(), backend('web-1', ...servers.toReversed())];
    const other = servingOf(reversed.map(wanted), NOTHING);
    expect(haproxyConfig(other, LISTEN, PATHS)).toEqual(haproxyConfig(serving, LISTEN, PATHS));
    expect(mapFile(other.routes).split('\n').sort()).toEqual(['', 'a.example web-9', 'b.example web-1']);
  });

  it('are the same whether things came one by one or all together', () => {
    const { backends, routes } = serving;
    const other: Serving = { backends: new Map(), routes: new Map([['gone.example', 'web-1']]) };
    expect(takeChanges(other, [...changes, { key: { kind: 'route', id: 'gone.example' }, wanted: undefined }])).toEqual(
      {
        added: routes,
        moved: new Map(),
        removed: new Set(['gone.example']),
        backends: new Set(backends.keys()),
      },
    );
    expect(sorted(other)).toEqual(sorted(serving));
    const nothing = { added: new Map(), moved: new Map(), removed: new Set(), backends: new Set() };
    expect(takeChanges(other, changes)).toEqual(nothing);
    const moved = new Map([['b.example', 'web-2']]);
    expect(takeChanges(other, [route('b.example', 'web-2')])).toEqual({ ...nothing, moved });
  });

  it('say what is served, so that it is known after a restart of the agent', () => {
    const { text } = haproxyConfig(serving, LISTEN, PATHS);
    const read = servingIn(text, mapFile(serving.routes));
    expect(sorted(read)).toEqual(sorted(serving));
    expect(servingIn('', '')).toEqual(NOTHING);
  });

  it('take a reload when a backend comes or goes, or the template changes, not for servers and names', () => {
    const fingerprint = (...more: Parameters<typeof wanted>[0][]) =>
      haproxyConfig(servingOf([...changes, ...more].map(wanted), NOTHING), LISTEN, PATHS).fingerprint;
    const before = fingerprint();
    expect(fingerprint(backend('web-1', server('n7')), route('c.example', 'web-1'))).toBe(before);
    expect(fingerprint(backend('web-3'))).not.toBe(before);
    expect(haproxyConfig(serving, '127.0.0.1:8081', PATHS).fingerprint).not.toBe(before);
  });
});

describe('the place of a server on the circle', () => {
  it('follows from its name alone', () => {
    const three = serverIds(['n1', 'n2', 'n3']);
    expect(serverIds(['n3', 'n1', 'n2'])).toEqual(three);
    expect(serverIds(['n2']).get('n2')).toBe(three.get('n2'));
  });

  it('is its own: two names of one number are told apart', () => {
    const names = Array.from({ length: 5_000 }, (_, i) => `n${i}`);
    const ids = serverIds(names);
    expect(new Set(ids.values()).size).toBe(names.length);
    for (const id of ids.values()) expect(id > 0 && id < 2 ** 20).toBe(true);
  });
});

function wanted(change: ReturnType<typeof route>) {
  if (!change.wanted) throw new Error('a wish');
  return change.wanted;
}

function sorted({ backends, routes }: Serving) {
  return { backends: Object.fromEntries(backends), routes: Object.fromEntries(routes) };
}
