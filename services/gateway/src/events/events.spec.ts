import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' });
});

afterAll(async () => {
  await freehold?.stop();
});

async function rename(name: string): Promise<number> {
  const { headers } = await freehold.request('PUT', '/api/v1/brands/acme', { name });
  return Number(headers.get('freehold-position'));
}

/** What a client of the stream has received so far. */
interface Following {
  readonly ids: number[];
  text: string;
  close(): void;
}

async function follow(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Following> {
  const abort = new AbortController();
  const response = await fetch(`${freehold.url}/api/v1/events/stream${query}`, {
    headers: { authorization: `Bearer ${freehold.key}`, ...headers },
    signal: abort.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const following: Following = { ids: [], text: '', close: () => abort.abort() };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      following.text += decoder.decode(chunk, { stream: true });
      following.ids.splice(
        0,
        following.ids.length,
        ...[...following.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
      );
    }
  })().catch(() => undefined); // the spec closes it
  await until(() => following.text.includes('\n\n'));
  return following;
}

describe('the events', () => {
  it('are listed newest first, or oldest first behind a position', async () => {
    const first = await rename('List 1');
    const second = await rename('List 2');
    const newest = await freehold.request('GET', '/api/v1/events?limit=2');
    expect(newest.body.items.map(({ position }: { position: number }) => position)).toEqual([second, first]);
    const behind = await freehold.request('GET', `/api/v1/events?after=${first - 1}`);
    expect(behind.body.items.map(({ position }: { position: number }) => position)).toEqual([first, second]);
  });

  it('are filtered by kind, id, type and time, and paged', async () => {
    const since = encodeURIComponent(new Date().toISOString());
    const positions = [await rename('Page 1'), await rename('Page 2'), await rename('Page 3')];
    const query = `/api/v1/events?kind=brand&id=acme&type=BrandUpdated&since=${since}&order=asc&limit=2`;
    const one = await freehold.request('GET', query);
    const two = await freehold.request('GET', `${query}&cursor=${one.body.next_cursor}`);
    expect([...one.body.items, ...two.body.items].map(({ position }) => position)).toEqual(positions);
    expect(two.body.has_more).toBe(false);
    expect((await freehold.request('GET', `/api/v1/events?kind=zone&since=${since}`)).body.items).toEqual([]);
    expect((await freehold.request('GET', `/api/v1/events?until=2020-01-01T00:00:00Z`)).body.items).toEqual([]);
  });

  it('say who caused them, and by which request', async () => {
    await freehold.request('PUT', '/api/v1/brands/acme', { name: 'Traced' }, { 'x-request-id': 'trace-me' });
    const { body } = await freehold.request('GET', '/api/v1/events?limit=1');
    expect(body.items[0]).toMatchObject({
      correlation_id: 'trace-me',
      actor: expect.stringMatching(/^key:/),
      brand_id: 'acme',
    });
  });
});

describe('a history', () => {
  it('tells every change of one resource, oldest first, with old and new values', async () => {
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'old', mail_hostname: 'mail.acme.example' });
    await freehold.request('PUT', '/api/v1/brands/old', { name: 'New', mail_hostname: null });
    await freehold.request('DELETE', '/api/v1/brands/old');
    const { body } = await freehold.request('GET', '/api/v1/resources/brand/old/history');
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'BrandCreated',
      'BrandUpdated',
      'BrandDeleted',
    ]);
    expect(body.items[0].changes).toContainEqual({ field: 'name', old: null, new: 'Acme' });
    expect(body.items[1].changes).toEqual([
      { field: 'name', old: 'Acme', new: 'New' },
      { field: 'mail_hostname', old: 'mail.acme.example', new: null },
    ]);
  });

  it('of what never was is a 404', async () => {
    expect((await freehold.request('GET', '/api/v1/resources/brand/nobody/history')).body.code).toBe('brand.not_found');
    expect((await freehold.request('GET', '/api/v1/resources/house/1/history')).body.code).toBe('request.not_found');
  });
});

describe('the stream', () => {
  it('tells each event once, in order, from where it was asked to begin', async () => {
    const before = await rename('Before');
    const caughtUp = await follow(`?after=${before - 1}`);
    const live = await follow('');
    const positions: number[] = [];
    for (let i = 0; i < 30; i++) positions.push(await rename(`Live ${i}`));
    await until(() => live.ids.length >= 30 && caughtUp.ids.length >= 31);
    expect(live.ids).toEqual(positions);
    expect(caughtUp.ids).toEqual([before, ...positions]);
    live.close();
    caughtUp.close();
  });

  it('goes on behind Last-Event-ID, whatever the query says', async () => {
    const first = await rename('Resume 1');
    const second = await rename('Resume 2');
    const resumed = await follow('?after=0', { 'last-event-id': String(first) });
    await until(() => resumed.ids.includes(second));
    expect(resumed.ids).toEqual([second]);
    resumed.close();
  });

  it('keeps to a kind and a resource', async () => {
    const start = await rename('Filter');
    const filtered = await follow(`?after=${start - 1}&kind=tenant`);
    await freehold.request('PUT', '/api/v1/brands/acme', { name: 'Not this' });
    const made = await freehold.tenant({ brand_id: 'acme' });
    await until(() => filtered.ids.length > 0);
    expect(filtered.ids).toEqual([Number(made.headers.get('freehold-position'))]);
    filtered.close();
  });

  it('tells thousands of missed events from the table, then goes on live', async () => {
    const start = await rename('Long ago');
    await freehold.command(
      Brand,
      'create',
      Array.from({ length: 2_300 }, (_, i) => ({ id: `night-${i}`, data: { ...BRAND, name: `Night ${i}` } })),
    );
    const all = await follow(`?after=${start - 1}`);
    const now = await rename('Now');
    await until(() => all.ids.includes(now));
    expect(all.ids).toEqual(Array.from({ length: now - start + 1 }, (_, i) => start + i));
    all.close();
  });

  it('needs a key', async () => {
    const answer = await freehold.request('GET', '/api/v1/events/stream', undefined, { authorization: '' });
    expect(answer.status).toBe(401);
  });
});

describe('a secret', () => {
  const SECRET = 'marked-secret-5d1f';

  it('stands in no answer, no table and no stream, sealed or plain', async () => {
    const start = await rename('Secrets');
    const made = await freehold.request('POST', '/api/v1/providers', {
      name: 'p',
      kind: 'hostwinds',
      credentials: { api_key: SECRET },
    });
    expect([made.status, made.body.credentials]).toEqual([201, '***']);
    const changed = await freehold.request('PUT', `/api/v1/providers/${made.body.id}`, {
      credentials: { api_key: `${SECRET}-2` },
    });
    const dry = await freehold.request('PUT', `/api/v1/providers/${made.body.id}?dryRun=true`, {
      credentials: { api_key: `${SECRET}-3` },
    });
    const answers = [
      made,
      changed,
      dry,
      await freehold.request('GET', `/api/v1/providers/${made.body.id}`),
      await freehold.request('GET', `/api/v1/providers/${made.body.id}?asOf=${made.headers.get('freehold-position')}`),
      await freehold.request('GET', '/api/v1/events?kind=provider'),
      await freehold.request('GET', `/api/v1/resources/provider/${made.body.id}/history`),
    ];
    const stream = await follow(`?after=${start}`);
    await until(() => stream.ids.length === 2);
    stream.close();
    const { rows: tables } = await freehold.pool.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'gateway'",
    );
    const dumps = await Promise.all(
      tables.map(async ({ name }) => (await freehold.pool.query(`SELECT t::text AS line FROM ${name} t`)).rows),
    );
    const everything = JSON.stringify([answers.map(({ body }) => body), dumps, stream.text]);
    expect(everything).not.toContain(SECRET);
    // A sealed text is a JWE: its header says so.
    expect(everything).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*\./);
    expect(everything).toContain('***');
  });
});
