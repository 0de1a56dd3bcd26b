import { createHash } from 'node:crypto';
import { type BundleLine, parseBundleLine } from '@freehold/chain/bundle';
import { newKey, type Signer, signerOf } from '@freehold/chain/key';
import { isTrusted, signed } from '@freehold/chain/signature';
import { naturalId } from '@freehold/contracts/ids';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { serveAsks } from '@freehold/service/asks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;
let tenant: string;
let signer: Signer;
/** Whether the audit service signs. */
let signing = true;

/** More than are read at once. */
const NAMES = 520;

const made = async (path: string, body: object) => {
  const got = await freehold.request('POST', `/api/v1${path}`, body);
  if (got.status >= 300) throw new Error(JSON.stringify(got.body));
  return got.body.id as string;
};

beforeAll(async () => {
  freehold = await startGateway();
  const { key, private_key } = newKey(new Date().toISOString());
  signer = signerOf(key, private_key);
  const audit = freehold.owners.get('audit')?.parts;
  if (audit === undefined) throw new Error('there is no stand-in of the audit service');
  serveAsks(
    audit.nc,
    'audit',
    {
      keys: async () => ({ items: [key] }),
      sign: async ({ sha256 }) => {
        if (!signing) throw new Error('it cannot sign');
        return signed(signer, 'tenant-bundle', String(sha256));
      },
    },
    audit.log,
  );
  tenant = (await freehold.tenant({ name: 'Acme' })).body.id;
  await made(`/tenants/${tenant}/subscriptions`, { id: 'gold', name: 'Gold' });
  const webroot = await made(`/tenants/${tenant}/webroots`, { runtime: 'php', runtime_version: '8.2' });
  await made(`/webroots/${webroot}/fqdns`, { fqdn: 'www.acme.example', tenant_id: tenant });
  const names = Array.from({ length: NAMES }, (_, n) => ({ fqdn: `n${n}.acme.example`, tenant_id: tenant }));
  const bodies = names.map((data) => ({ id: naturalId('fqdn', data.fqdn), data }));
  await freehold.command(Fqdn, 'create', bodies);
  const zone = await made('/zones', { name: 'acme.example', tenant_id: tenant, subscription_id: 'gold' });
  await made(`/zones/${zone}/records`, { type: 'A', name: 'www', content: '192.0.2.1' });
  const gone = await made(`/zones/${zone}/records`, { type: 'A', name: 'gone', content: '192.0.2.1' });
  await freehold.request('DELETE', `/api/v1/zone-records/${gone}`);
  await made('/zones', { name: 'other.example', tenant_id: (await freehold.tenant()).body.id });
});

afterAll(async () => {
  await freehold?.stop();
});

const exported = async (query = '', key = freehold.key) =>
  await freehold.request('GET', `/api/v1/tenants/${tenant}/export${query}`, undefined, {
    authorization: `Bearer ${key}`,
  });

function linesIn(text: string): BundleLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const parsed = parseBundleLine(line);
      if (parsed === undefined) throw new Error(`no line of a bundle: ${line}`);
      return parsed;
    });
}

describe('the export of a tenant', () => {
  it('has all that is the tenant’s, in an order in which it can be made, and nothing of others', async () => {
    const { status, headers, body } = await exported();
    expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = linesIn(body);
    expect(lines[0]).toMatchObject({
      bundle: {
        version: 1,
        tenant_id: tenant,
        history: false,
        region: { name: 'somewhere' },
        cluster: { name: 'one' },
      },
    });
    const resources = lines.flatMap((line) => ('resource' in line ? [line.resource] : []));
    const kinds = Map.groupBy(resources, ({ kind }) => kind);
    expect([...kinds].map(([kind, all]) => [kind, all.length])).toEqual([
      ['tenant', 1],
      ['subscription', 1],
      ['webroot', 1],
      ['fqdn', NAMES + 1],
      ['zone', 1],
      ['record', 2],
    ]);
    expect(resources.find(({ kind }) => kind === 'zone')?.item).toMatchObject({
      name: 'acme.example',
      tenant_id: tenant,
      subscription_id: 'gold',
    });
    expect(body).not.toContain('other.example');
  });

  it('is signed over every line, with the key of the audit', async () => {
    const { body } = await exported();
    const trailer = linesIn(body).at(-1);
    if (trailer === undefined || !('trailer' in trailer)) throw new Error('it has no trailer');
    const whole = String(body);
    const before = whole.slice(0, whole.lastIndexOf('\n', whole.length - 2) + 1);
    const { lines, sha256, signed: signature } = trailer.trailer;
    expect(sha256).toBe(createHash('sha256').update(before).digest('hex'));
    expect(lines).toBe(before.split('\n').length - 1);
    const trust = { purpose: 'tenant-bundle', sha256, trusted: [signer.key.public_key], keys: [] } as const;
    expect(isTrusted(signature, trust)).toBe(true);
    expect(isTrusted(signature, { ...trust, sha256: '0'.repeat(64) })).toBe(false);
  });

  it('has the events too where they are asked for, in order, and the moment is one for all of it', async () => {
    const changing = new AbortController();
    const coming = (async () => {
      for (let n = 0; !changing.signal.aborted; n++)
        await freehold.request('PUT', `/api/v1/tenants/${tenant}`, { customer_id: `c${n}` });
    })();
    const lines = linesIn((await exported('?history=true')).body);
    changing.abort();
    await coming;
    const [head] = lines;
    const until = head !== undefined && 'bundle' in head ? head.bundle.position : 0;
    const positions = lines.flatMap((line) => ('event' in line ? [Number(line.event['position'])] : []));
    expect(positions.length).toBeGreaterThan(NAMES);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(positions.at(-1)).toBeLessThanOrEqual(until);
    const item = lines.flatMap((line) =>
      'resource' in line && line.resource.kind === 'tenant' ? [line.resource.item] : [],
    )[0];
    const then = await freehold.request('GET', `/api/v1/tenants/${tenant}?asOf=${until}`);
    expect(item).toEqual(then.body);
  });

  it('takes to read everything that is in it, and the tenant', async () => {
    const half = await freehold.keyWith({ scopes: ['tenants:read', 'webroots:read'] });
    const got = await exported('', half);
    expect([got.status, got.body.code]).toEqual([403, 'request.forbidden']);
    expect(got.body.detail).toContain('zones:read');
    const own = await freehold.keyWith({ scopes: ['*:read'], brands: [], tenant_id: tenant });
    expect((await exported('?history=true', own)).status).toBe(200);
    const stranger = await freehold.keyWith({ scopes: ['*:read'], brands: ['nobody'] });
    expect((await exported('', stranger)).body.code).toBe('tenant.not_found');
  });

  it('that cannot be signed is broken off: nobody takes a half for the whole', async () => {
    signing = false;
    await expect(exported()).rejects.toThrow();
    signing = true;
  });
});
