import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anExport } from '@freehold/chain/chain-under-test';
import { renderLine } from '@freehold/chain/export-line';
import { naturalId } from '@freehold/contracts/ids';
import { temporaryDirectory } from '@freehold/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostctl, type StandIn, startStandIn } from '../stand-in.js';

const { lines, signer } = anExport(20, 5);
const exported = lines.map(renderLine).join('');
const KEY = ['--public-key', signer.key.public_key];

const event = {
  position: 3,
  type: 'ZoneCreated',
  kind: 'zone',
  resource_id: 'z1',
  actor: 'key:k1',
  time: '2026-11-27T10:00:00.000Z',
};
const WHY = {
  event: { ...event, effects: [{ ...event, position: 7, type: 'ZoneConverged', actor: 'service:dns', effects: [] }] },
  causes: [{ ...event, position: 2, type: 'TenantCreated', kind: 'tenant', resource_id: 't1' }],
  request: { correlation_id: 'r1', actor: 'key:k1', address: '192.0.2.7', reason: 'a new site', time: event.time },
  truncated: false,
};

let platform: StandIn;
let directory: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  platform = await startStandIn({
    'GET /audit': () => ({
      body: { items: [{ outcome: 'denied', actor: 'nobody' }], next_cursor: null, has_more: false },
    }),
    [`GET /resources/zone/${naturalId('zone', 'acme.example')}/why`]: () => ({ body: WHY }),
    'GET /audit/ledger': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end(exported);
      return undefined;
    },
  });
});

afterAll(() => platform.stop());

async function fileOf(text: string): Promise<string> {
  const file = join(directory, `${Math.random()}.ndjson`);
  await writeFile(file, text);
  return file;
}

describe('audit', () => {
  it('lists by what is asked for', async () => {
    const args = [
      'audit',
      'list',
      '--kind',
      'zones',
      '--id',
      'z1',
      '--outcome',
      'denied',
      '--request',
      'r1',
      '--since',
      '1h',
    ];
    expect(JSON.parse((await hostctl(platform, args)).out)).toEqual([{ outcome: 'denied', actor: 'nobody' }]);
    expect(platform.requests.at(-1)?.query).toMatchObject({
      kind: 'zone',
      resource_id: 'z1',
      outcome: 'denied',
      correlation_id: 'r1',
      since: expect.stringMatching(/Z$/),
    });
  });

  it('tells people why as a tree below the request, and programs as it is', async () => {
    expect(JSON.parse((await hostctl(platform, ['audit', 'why', 'zone', 'acme.example'])).out)).toEqual(WHY);
    const { out } = await hostctl(platform, ['audit', 'why', 'zone', 'acme.example', '-o', 'table']);
    expect(out.split('\n').map((text) => text.replace(/ by .*/, ''))).toEqual([
      'key:k1 from 192.0.2.7 (a new site) request r1',
      '  2 TenantCreated tenant/t1',
      '    3 ZoneCreated zone/z1',
      '      7 ZoneConverged zone/z1',
      '',
    ]);
  });

  it('writes an export just as the platform gives it', async () => {
    const { code, out } = await hostctl(platform, ['audit', 'export', '--from', '3', '--to', '9']);
    expect([code, out]).toEqual([0, exported]);
    expect(platform.requests.at(-1)?.query).toEqual({ from: '3', to: '9' });
  });
});

describe('audit verify', () => {
  it('proves an export without the platform', async () => {
    const before = platform.requests.length;
    const { code, out } = await hostctl(platform, ['audit', 'verify', await fileOf(exported), ...KEY]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      result: 'proven',
      proven: { from: 1, to: 20 },
      trusted: true,
      findings: [],
    });
    expect(platform.requests).toHaveLength(before);
  });

  it('ends with 3 and says what was tampered with', async () => {
    const all = exported.split('\n');
    const place = all.findIndex((text) => text.includes('"position":7,'));
    const found = async (tampered: string[]) => {
      const { code, out, err } = await hostctl(platform, [
        'audit',
        'verify',
        await fileOf(tampered.join('\n')),
        ...KEY,
      ]);
      return [
        code,
        JSON.parse(out).findings[0].fault,
        JSON.parse(out).findings[0].position,
        err.includes('not as it was signed'),
      ];
    };
    const seventh = all[place] ?? '';
    expect(await found(all.with(place, seventh.replace('n\\":7', 'n\\":8')))).toEqual([3, 'changed', 7, true]);
    expect(await found(all.toSpliced(place, 1))).toEqual([3, 'missing', 7, true]);
    expect(await found(all.toSpliced(place, 0, seventh))).toEqual([3, 'added', 7, true]);
    expect(await found(all.with(place, all[place + 1] ?? '').with(place + 1, seventh))).toEqual([
      3,
      'reordered',
      8,
      true,
    ]);
    expect(await found(all.slice(0, -4))).toEqual([3, 'truncated', expect.any(Number), true]);
  });

  it('trusts no other key than those it is given, and holds the export against what was anchored', async () => {
    const file = await fileOf(exported);
    const other = anExport(20, 5);
    const { code } = await hostctl(platform, ['audit', 'verify', file, '--public-key', other.signer.key.public_key]);
    expect(code).toBe(3);
    const anchor = await fileOf('');
    for (const line of lines) if ('checkpoint' in line) await appendFile(anchor, renderLine(line));
    expect((await hostctl(platform, ['audit', 'verify', file, ...KEY, '--anchor', anchor])).code).toBe(0);
    await writeFile(anchor, (await readFile(anchor, 'utf8')).replaceAll(/"hash":"./g, '"hash":"0'));
    expect((await hostctl(platform, ['audit', 'verify', file, ...KEY, '--anchor', anchor])).code).toBe(3);
  });

  it.each(['-V', '-h', '-o', '--'])('takes a key that begins with %s for a key', async (start) => {
    const file = await fileOf(exported);
    const { code, out } = await hostctl(platform, ['audit', 'verify', file, '--public-key', start.padEnd(43, 'A')]);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ result: 'tampered', trusted: true });
  });

  it('ends with 1 when nothing is proven, and with 2 for what is no file or no key', async () => {
    const unsigned = anExport(3, 5);
    const text = unsigned.lines.map(renderLine).join('');
    expect((await hostctl(platform, ['audit', 'verify', await fileOf(text), ...KEY])).code).toBe(1);
    expect((await hostctl(platform, ['audit', 'verify', join(directory, 'none'), ...KEY])).code).toBe(2);
    expect((await hostctl(platform, ['audit', 'verify', 'x', '--public-key', 'short'])).code).toBe(2);
  });
});
