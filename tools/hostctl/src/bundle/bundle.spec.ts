import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleLine, bundleLine } from '@freehold/chain/bundle';
import { newKey, signerOf } from '@freehold/chain/key';
import { signed } from '@freehold/chain/signature';
import { naturalId } from '@freehold/contracts/ids';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Keeping, startKeeping } from '../declared/platform-under-test.js';
import { hostctl } from '../stand-in.js';

const directory = mkdtempSync(join(tmpdir(), 'freehold-bundle-'));
const FILE = join(directory, 'tenant.ndjson');
afterAll(() => rmSync(directory, { recursive: true }));

const OLD = { tenant: 'toldoldoldo', webroot: 'woldoldoldo' };
const ZONE = naturalId('zone', 'acme.example');
const first = newKey('2026-01-01T00:00:00Z');
const next = newKey('2026-02-01T00:00:00Z', signerOf(first.key, first.private_key));
const stranger = newKey('2026-01-01T00:00:00Z');

const base = {
  status: 'active',
  status_message: null,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};
const ITEMS: readonly (readonly [string, object])[] = [
  [
    'tenant',
    {
      id: OLD.tenant,
      name: 'Acme',
      brand_id: 'there',
      customer_id: 'c-17',
      region_id: 'r-there',
      cluster_id: 'c-there',
      shard_id: 's-there',
      uid: 5007,
      suspend_reason: null,
    },
  ],
  ['subscription', { id: OLD.tenant, name: 'default', tenant_id: OLD.tenant }],
  ['subscription', { id: 'gold', name: 'Gold', tenant_id: OLD.tenant }],
  [
    'webroot',
    {
      id: OLD.webroot,
      name: 'shop',
      tenant_id: OLD.tenant,
      runtime: 'static',
      runtime_version: '1',
      subscription_id: 'gold',
    },
  ],
  [
    'fqdn',
    {
      id: 'f1',
      fqdn: 'www.acme.example',
      tenant_id: OLD.tenant,
      webroot_id: OLD.webroot,
      ssl_enabled: false,
      managed_by: 'custom',
    },
  ],
  [
    'fqdn',
    { id: 'f2', fqdn: 'woldoldoldo.host.example', tenant_id: OLD.tenant, webroot_id: OLD.webroot, managed_by: 'auto' },
  ],
  [
    'zone',
    {
      id: ZONE,
      name: 'acme.example',
      tenant_id: OLD.tenant,
      subscription_id: OLD.tenant,
      brand_id: 'there',
      dnssec: false,
      serial: 9,
    },
  ],
  [
    'record',
    { id: 'rec-1', zone_id: ZONE, type: 'A', name: 'www', content: '192.0.2.1', ttl: 300, managed_by: 'custom' },
  ],
  ['membership', { id: 'm1', tenant_id: OLD.tenant, user_id: 'u1', role: 'owner' }],
];

function lines(): BundleLine[] {
  const head = {
    version: 1 as const,
    tenant_id: OLD.tenant,
    position: 90,
    created_at: '2026-03-01T00:00:00Z',
    history: true,
  };
  const place = {
    brand: { id: 'there', name: 'Acme' },
    region: { id: 'r-there', name: 'north' },
    cluster: { id: 'c-there', name: 'one' },
  };
  return [
    { bundle: { ...head, ...place, keys: [first.key, next.key] } },
    ...ITEMS.map(([kind, item]) => ({ resource: { kind, item: { ...item, ...base } } })),
    { event: { position: 3, type: 'TenantCreated' } },
  ];
}

function written(all = lines(), by = next): string {
  const text = all.map(bundleLine).join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const signature = signed(signerOf(by.key, by.private_key), 'tenant-bundle', sha256);
  return text + bundleLine({ trailer: { lines: all.length, sha256, signed: signature } });
}

let platform: Keeping;
const region = naturalId('region', 'north');

beforeEach(async () => {
  platform = await startKeeping();
  platform.resources.set('/brands/here', { id: 'here', name: 'Acme' });
  platform.resources.set(`/regions/${region}`, { id: region, name: 'north' });
  platform.resources.set('/clusters/c-here', { id: 'c-here', name: 'one', region_id: region });
  writeFileSync(FILE, written());
});
afterEach(() => platform.stop());

const imported = async (...args: string[]) => await hostctl(platform, ['tenant', 'import', '-f', FILE, ...args]);
const made = (prefix: string) =>
  [...platform.resources].flatMap(([path, resource]) => (path.startsWith(prefix) ? [resource] : []));

describe('the import of a tenant', () => {
  it('makes what is in the bundle, with ids and a place of this platform, and says what is left out', async () => {
    const { code, err } = await imported('--public-key', first.key.public_key, '-o', 'yaml');
    expect([code, err]).toEqual([0, expect.stringContaining('at position 90 is whole')]);
    const [tenant] = made('/tenants/');
    expect(tenant).toMatchObject({
      name: 'Acme',
      customer_id: 'c-17',
      brand_id: 'here',
      region_id: region,
      cluster_id: 'c-here',
    });
    for (const field of ['uid', 'shard_id']) expect(tenant).not.toHaveProperty(field);
    const [webroot] = made('/webroots/');
    const tenant_id = tenant?.['id'];
    expect(tenant_id).not.toBe(OLD.tenant);
    expect(webroot).toMatchObject({ tenant_id, name: 'shop', runtime: 'static', subscription_id: 'gold' });
    expect(made('/subscriptions/')).toEqual([expect.objectContaining({ id: 'gold', tenant_id })]);
    expect(made('/fqdns/')).toEqual([
      expect.objectContaining({ fqdn: 'www.acme.example', webroot_id: webroot?.['id'] }),
    ]);
    expect(made('/zones/')).toEqual([
      expect.objectContaining({ name: 'acme.example', tenant_id, subscription_id: tenant_id }),
    ]);
    expect(made('/zone-records/')).toEqual([
      expect.objectContaining({ zone_id: ZONE, content: '192.0.2.1', ttl: 300 }),
    ]);
    expect(err).toMatch(/left out, 1: .*manages itself/);
    expect(err).toMatch(/user_id of a membership/);
  });

  it('changes nothing the second time, and only says what it would do with --plan', async () => {
    const planned = await imported('--plan');
    expect([planned.code, platform.changes()]).toEqual([3, []]);
    await imported();
    const before = platform.changes().length;
    const again = await imported('--plan');
    expect([again.code, JSON.parse(again.out)]).toEqual([0, []]);
    expect((await imported()).code).toBe(0);
    expect(platform.changes()).toHaveLength(before);
  });

  it.each([
    ['a changed line', (text: string) => text.replace('192.0.2.1', '192.0.2.2'), 'do not give the hash'],
    ['a line less', (text: string) => text.replace(/\n.*rec-1.*\n/, '\n'), 'do not give the hash'],
    [
      'two lines that changed places',
      (text: string) => text.replace(/\n(.*gold.*)\n(.*shop.*)\n/, '\n$2\n$1\n'),
      'do not give the hash',
    ],
    ['no end', (text: string) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1), 'broken off'],
    ['something behind its end', (text: string) => `${text}${text.split('\n')[1]}\n`, 'behind its trailer'],
    ['something else in it', (text: string) => `${text}nonsense\n`, 'no line of a tenant’s bundle'],
  ])('refuses a bundle with %s, and asks the platform nothing', async (_, tampered, why) => {
    writeFileSync(FILE, tampered(written()));
    const { code, err } = await imported();
    expect([code, err, platform.requests.length]).toEqual([1, expect.stringContaining(why), 0]);
  });

  it('refuses what another key has signed than the one that is trusted, or that it vouches for', async () => {
    writeFileSync(FILE, written(lines(), stranger));
    const { code, err } = await imported('--public-key', first.key.public_key);
    expect([code, err, platform.requests.length]).toEqual([1, expect.stringContaining('has signed the bundle'), 0]);
    const open = await imported('--plan');
    expect([open.code, open.err]).toEqual([3, expect.stringContaining('whose key that is, is open')]);
  });

  it('asks for a place where there is none of the same name', async () => {
    platform.resources.delete('/clusters/c-here');
    platform.resources.set('/clusters/other', { id: 'other', name: 'two', region_id: region });
    const { code, err } = await imported();
    expect([code, err]).toEqual([2, expect.stringContaining('no cluster one')]);
    await imported('--cluster', 'two');
    expect(made('/tenants/')).toEqual([expect.objectContaining({ cluster_id: 'other' })]);
  });
});
