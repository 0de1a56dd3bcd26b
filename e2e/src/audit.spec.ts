import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Hostctl } from './hostctl.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('the audit of a running platform', () => {
  let platform: PlatformUnderTest;
  let hostctl: Hostctl;
  let directory: string;

  const at = (name: string) => join(directory, name);

  beforeAll(async () => {
    directory = await temporaryDirectory();
    platform = await PlatformUnderTest.start({
      FREEHOLD_AUDIT_CHECKPOINT_EVENTS: '20',
      FREEHOLD_AUDIT_CHECKPOINT_SECONDS: '1',
      FREEHOLD_AUDIT_ANCHOR_FILE: at('anchor.ndjson'),
    });
    hostctl = new Hostctl(platform);
    await hostctl.json('create', 'zone', '--name', 'audited.example', '--wait');
  });

  it('proves the whole ledger offline, from an export, a key and the anchored checkpoints; and no tampered one', async () => {
    const [key] = await hostctl.json<{ public_key: string }[]>('audit', 'keys');
    const [newest] = await hostctl.json<{ position: number }[]>('events', 'list', '--limit', '1');
    const { position } = newest ?? { position: 0 };
    await until(async () => {
      const made = await hostctl.json<{ position: number }[]>('audit', 'checkpoints', '--all');
      return made.some((checkpoint) => checkpoint.position >= position);
    });
    const { code, stdout } = await hostctl.run('audit', 'export', '--to', String(position));
    expect(code).toBe(0);
    await writeFile(at('ledger.ndjson'), stdout);
    const trust = ['--public-key', key?.public_key ?? '', '--anchor', at('anchor.ndjson')];
    const verdict = await hostctl.json('audit', 'verify', at('ledger.ndjson'), ...trust);
    expect(verdict).toMatchObject({ result: 'proven', findings: [], trusted: true, proven: { from: 1 } });
    await writeFile(at('tampered.ndjson'), stdout.replace('audited.example', 'altered.example'));
    const tampered = await hostctl.run('audit', 'verify', at('tampered.ndjson'), ...trust, '-o', 'json');
    expect(tampered.code).toBe(3);
    expect(JSON.parse(tampered.stdout).findings).toEqual([expect.objectContaining({ fault: 'changed' })]);
    expect((await readFile(at('anchor.ndjson'), 'utf8')).split('\n').length).toBeGreaterThan(2);
  });

  it('tells who was turned away, and why a zone is as it is', async () => {
    await fetch(`${platform.api.url}/api/v1/zones`, { headers: { authorization: 'Bearer wrong' } });
    const denied = await until(async () => (await platform.api.get('/audit?outcome=denied')).body.items[0]);
    expect(denied).toMatchObject({ actor: 'nobody', target: '/api/v1/zones', code: 'request.unauthenticated' });
    const { id } = await hostctl.json<{ id: string }>('get', 'zone', 'audited.example');
    const why = await hostctl.json<{ event: object; causes: object[] }>('audit', 'why', 'zone', id);
    expect(why.event).toMatchObject({ actor: 'service:dns', type: 'ZoneConverged' });
    expect(why.causes.at(-1)).toMatchObject({ actor: expect.stringMatching(/^(key|user):/), type: 'ZoneCreated' });
  });
});
