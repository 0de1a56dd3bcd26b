import { LOGINS_SUBJECT } from '@freehold/contracts/audit/streams';
import { newId } from '@freehold/contracts/ids';
import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import type { AuditEntry } from './audit-reader.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => {
  await freehold?.stop();
});

const as = (key: string) => ({ authorization: `Bearer ${key}` });

async function listed(query = '', headers = {}): Promise<AuditEntry[]> {
  const { status, body } = await freehold.request('GET', `/api/v1/audit?limit=200&${query}`, undefined, headers);
  expect(status).toBe(200);
  return body.items;
}

/** What is in the audit of one request, once it is there. */
async function entryOf(request_id: string): Promise<AuditEntry> {
  return await until(async () => (await listed(`correlation_id=${request_id}`))[0]);
}

describe('the audit', () => {
  it('holds whoever was turned away at the gate: without a key, and with too little', async () => {
    await freehold.request('GET', '/api/v1/brands', undefined, { authorization: '', 'x-request-id': 'nobody-1' });
    expect(await entryOf('nobody-1')).toMatchObject({
      outcome: 'denied',
      actor: 'nobody',
      address: '127.0.0.1',
      action: 'GET',
      kind: 'brand',
      target: '/api/v1/brands',
      status: 401,
      code: 'request.unauthenticated',
      position: null,
    });
    const reader = await freehold.keyWith({ scopes: ['brands:read'], brands: ['*'] });
    const headers = { ...as(reader), 'x-request-id': 'too-little-1' };
    await freehold.request('DELETE', '/api/v1/brands/acme', undefined, headers);
    expect(await entryOf('too-little-1')).toMatchObject({
      outcome: 'denied',
      actor: expect.stringMatching(/^key:/),
      kind: 'brand',
      resource_id: 'acme',
      status: 403,
    });
  });

  it('holds every change that was refused, with what was sent but for its secrets, and why it was sent', async () => {
    const secret = 'hunter2-hunter2';
    const sent = {
      name: 'p',
      kind: 'hostwinds',
      credentials: { api_key: secret },
      note: `Bearer ${secret}`,
      nothing: true,
    };
    const headers = { 'x-request-id': 'refused-1', 'freehold-reason': 'a%20try' };
    expect((await freehold.request('POST', '/api/v1/providers', sent, headers)).status).toBe(400);
    const entry = await entryOf('refused-1');
    expect(entry).toMatchObject({
      outcome: 'refused',
      action: 'POST',
      kind: 'provider',
      status: 400,
      reason: 'a try',
      data: { name: 'p', credentials: '***', note: 'Bearer ***' },
    });
    const { rows } = await freehold.pool.query('SELECT * FROM refusal');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('cuts what is too long, and takes what PostgreSQL could not hold', async () => {
    const long = { name: 'x'.repeat(20_000), nothing: 1 };
    await freehold.request('POST', '/api/v1/brands', long, { 'x-request-id': 'long-1' });
    expect((await entryOf('long-1')).data).toEqual({ cut: expect.stringMatching(/^.{4097}$/) });
    await freehold.request('POST', '/api/v1/brands', '{"name":"a\\u0000b"}', { 'x-request-id': 'nul-1' });
    expect(await entryOf('nul-1')).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('holds neither what was only looked for nor what was only tried out', async () => {
    await freehold.request('GET', '/api/v1/brands/none', undefined, { 'x-request-id': 'looked-1' });
    await freehold.request('DELETE', '/api/v1/brands/none?dryRun=true', undefined, { 'x-request-id': 'tried-1' });
    await freehold.request('DELETE', '/api/v1/brands/none', undefined, { 'x-request-id': 'meant-1' });
    expect(await entryOf('meant-1')).toMatchObject({ status: 404, code: 'brand.not_found', resource_id: 'none' });
    expect(await listed('correlation_id=looked-1')).toEqual([]);
    expect(await listed('correlation_id=tried-1')).toEqual([]);
  });

  it('holds what has happened beside what was refused, the newest first, by any of its filters', async () => {
    const id = 'filtered';
    await freehold.request('POST', '/api/v1/brands', { id, ...BRAND }, { 'x-request-id': 'made-1' });
    await freehold.request('POST', '/api/v1/brands', { id, ...BRAND }, { 'x-request-id': 'again-1' });
    await entryOf('again-1');
    const of = async (query: string) => (await listed(query)).map(({ outcome, action }) => [outcome, action]);
    const both = [
      ['refused', 'POST'],
      ['accepted', 'created'],
    ];
    expect(await of('kind=brand&action=BrandCreated')).toEqual([both[1]]);
    expect(await of(`kind=brand&resource_id=${id}`)).toEqual([both[1]]);
    expect(await of('code=brand.exists'.replace('code', 'action'))).toEqual([both[0]]);
    expect((await of('kind=brand&outcome=refused'))[0]).toEqual(both[0]);
    expect(await of('kind=brand&outcome=accepted&action=created')).toEqual([both[1]]);
    const [made] = await listed('correlation_id=made-1');
    expect(made).toMatchObject({ address: '127.0.0.1', event_type: 'BrandCreated', position: expect.any(Number) });
    expect(await of(`actor=${made?.actor}&kind=brand&action=created`)).toEqual([both[1]]);
    expect(await of('actor=key:none')).toEqual([]);
    expect(await of(`until=${made?.time}&kind=brand&resource_id=${id}`)).toEqual([]);
    expect(await of(`since=${made?.time}&kind=brand&resource_id=${id}`)).toEqual([both[1]]);
  });

  it('holds logins as identity tells them: those that succeeded among what was accepted, those that failed among what was denied', async () => {
    const { ledger } = freehold.gateway.parts;
    const login = (code: string, status: number) => {
      const nothing = { on_behalf_of: null, route: null, kind: null, resource_id: null, reason: null };
      const whose = { actor: 'nobody', address: '192.0.2.9', tenant_id: null, brand_id: null };
      const what = { method: 'POST', target: '/oidc/interaction', detail: '', body: { name_digest: 'd' } };
      const entry = { time: new Date().toISOString(), request_id: code, code, status, ...nothing, ...whose, ...what };
      return ledger.js.publish(LOGINS_SUBJECT, JSON.stringify(entry));
    };
    await login('login.succeeded', 303);
    await login('login.failed', 401);
    await login('login.held', 429);
    await entryOf('login.held');
    const of = async (query: string) => (await listed(`address=192.0.2.9&${query}`)).map(({ code }) => code);
    expect(await of('outcome=accepted')).toEqual(['login.succeeded']);
    expect(await of('outcome=denied')).toEqual(['login.failed']);
    expect(await of('outcome=refused')).toEqual(['login.held']);
    expect(await of('action=login.failed')).toEqual(['login.failed']);
  });

  it('is paged without a gap and without a repeat', async () => {
    const whole = await listed();
    const paged: AuditEntry[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await freehold.request('GET', `/api/v1/audit?limit=3${cursor}`);
      paged.push(...body.items);
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(8);
    expect((await freehold.request('GET', '/api/v1/audit?cursor=nonsense')).status).toBe(400);
  });

  it('shows a tenant what was refused to its own, and nothing of others', async () => {
    const mine = (await freehold.tenant()).body.id;
    const other = (await freehold.tenant()).body.id;
    const key = await freehold.keyWith({ scopes: ['*:*'], brands: [], tenant_id: mine });
    await freehold.request('DELETE', `/api/v1/tenants/${other}`, undefined, { ...as(key), 'x-request-id': 'other-1' });
    await entryOf('other-1');
    const seen = await listed('', as(key));
    expect(seen.map(({ correlation_id }) => correlation_id)).toContain('other-1');
    expect(new Set(seen.map(({ tenant_id }) => tenant_id))).toEqual(new Set([mine]));
    const theirs = await freehold.keyWith({ scopes: ['*:*'], brands: [], tenant_id: other });
    expect(JSON.stringify(await listed('', as(theirs)))).not.toContain('other-1');
  });

  it('is exported whole, as lines of JSON and as CSV in which no cell is a formula', async () => {
    const formula = encodeURIComponent('=HYPERLINK("http://evil.example","x")');
    const headers = { 'x-request-id': 'formula-1', 'freehold-reason': formula };
    await freehold.request('DELETE', '/api/v1/brands/none', undefined, headers);
    await entryOf('formula-1');
    const whole = await listed();
    const lines = await fetch(`${freehold.url}/api/v1/audit?format=ndjson`, { headers: as(freehold.key) });
    const parsed = (await lines.text())
      .trim()
      .split('\n')
      .map((line): AuditEntry => JSON.parse(line));
    expect(parsed).toEqual(whole);
    const csv = await freehold.request('GET', '/api/v1/audit?outcome=refused', undefined, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, first] = String(csv.body).split('\r\n');
    expect(head).toMatch(/^"time","outcome","actor"/);
    expect(first).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  });
});

describe('why something is as it is', () => {
  it('is told from the event back to the request, and on to all that followed', async () => {
    const made = await freehold.request(
      'POST',
      '/api/v1/brands',
      { id: 'why', ...BRAND },
      { 'x-request-id': 'began-1' },
    );
    expect(made.status).toBe(201);
    const root = (await freehold.request('GET', '/api/v1/events?kind=brand&id=why')).body.items[0];
    const caused = async (id: string, causation_id: string) => {
      const ids = { id: newId(), resource_id: id, aggregate_id: id, correlation_id: 'began-1', causation_id };
      const command = { ...ids, kind: Brand.name, verb: 'create', data: { ...BRAND }, actor: 'service:spec' };
      await freehold.owners.get('tenant')?.parts.send('tenant', command);
      return ids.id;
    };
    const first = await caused('why-1', root.id);
    const second = await caused('why-2', root.id);
    const third = await caused('why-3', second);
    await until(async () => (await freehold.request('GET', '/api/v1/resources/brand/why-3/why')).status === 200);
    const { body: up } = await freehold.request('GET', '/api/v1/resources/brand/why-3/why');
    expect(up.causes.map(({ id }: { id: string }) => id)).toEqual([second, root.id]);
    expect(up.request).toMatchObject({ correlation_id: 'began-1', actor: root.actor, address: '127.0.0.1' });
    const { body: down } = await freehold.request('GET', `/api/v1/resources/brand/why/why?position=${root.position}`);
    expect(down).toMatchObject({
      causes: [],
      truncated: false,
      event: {
        id: root.id,
        effects: [
          { id: first, effects: [] },
          { id: second, effects: [{ id: third, effects: [] }] },
        ],
      },
    });
  });

  it('is bounded, and says when there is more', async () => {
    const root = newId();
    const brand = (id: string, cause?: string) => ({
      id,
      resource_id: id,
      aggregate_id: id,
      correlation_id: root,
      kind: Brand.name,
      verb: 'create',
      data: { ...BRAND },
      actor: 'service:spec',
      ...(cause && { causation_id: cause }),
    });
    const send = freehold.owners.get('tenant')?.parts.send;
    await send?.('tenant', brand(root));
    let before = root;
    for (let n = 0; n < 60; n++) {
      const id = newId();
      await send?.('tenant', brand(id, before));
      before = id;
    }
    await until(async () => (await freehold.request('GET', `/api/v1/resources/brand/${before}/why`)).status === 200);
    const { body: up } = await freehold.request('GET', `/api/v1/resources/brand/${before}/why`);
    expect([up.causes.length, up.truncated]).toEqual([50, true]);
    const { body: down } = await freehold.request('GET', `/api/v1/resources/brand/${root}/why`);
    expect(down.truncated).toBe(true);
  });

  it('is not told of what has never been, nor of an event that is another’s', async () => {
    expect((await freehold.request('GET', '/api/v1/resources/brand/never/why')).body.code).toBe('brand.not_found');
    expect((await freehold.request('GET', '/api/v1/resources/brand/why/why?position=1')).status).toBe(404);
    expect((await freehold.request('GET', '/api/v1/resources/nothing/why/why')).status).toBe(404);
  });
});
