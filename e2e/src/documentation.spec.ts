import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '@freehold/contracts/kinds';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { createRoutes, oneOfEach } from './bodies.js';
import { DocumentedAnswers, documentErrors } from './openapi-schema.js';
import { PlatformUnderTest, ROOT } from './platform-under-test.js';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

const TRIED_AGAIN = ['asynchronous', 'provisioned'];
const ALL_BUT_PROVIDERS = createRoutes()
  .map(({ kind }) => kind.name)
  .filter((name) => name !== 'provider');
/** Answered once a node runs. */
const OF_RUNNING_NODES = ['deployment', 'health', 'drift']
  .map((what) => `/api/v1/nodes/{id}/${what}`)
  .concat('/api/v1/deployments/{id}');

/** What stands for `{id}`, or for the id of a parent, in paths of reads. */
function idsByPath(made: ReadonlyMap<string, string>): Record<string, string | undefined> {
  return Object.fromEntries(
    kinds.flatMap(({ name, routes, refs, within }) => [
      ...(routes === undefined ? [] : [[`/api/v1${routes.item}/{id}`, made.get(name)]]),
      ...(routes?.lists ?? []).flatMap(({ path, parent }) =>
        parent === undefined ? [] : [[`/api/v1${path}`, made.get(within?.kind ?? refs?.[parent]?.kind ?? '')]],
      ),
    ]),
  );
}

describe('what the platform tells of itself', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let document: Document;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
    const answer = await api.get('//openapi.json');
    document = answer.body as unknown as Document; // held to its schema below
    await until(async () => (await api.get('/infrastructure/status')).body.status === 'completed');
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );

  describe('in /openapi.json', () => {
    it('is a valid OpenAPI 3.1 document, the same as the committed one', async () => {
      expect(document.openapi).toMatch(/^3\.1\./);
      expect(await documentErrors(document)).toEqual([]);
      expect(document).toEqual(JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')));
    });

    it('names every route that the kinds’ declarations imply', () => {
      const known = new Set(operations().map(({ method, path }) => `${method} ${path}`));
      for (const { routes, lifecycle, verbs, name } of kinds) {
        if (routes === undefined) continue;
        const item = `/api/v1${routes.item}/{id}`;
        const implied = [
          `GET ${item}`,
          ...routes.lists.map(({ path }) => `GET /api/v1${path}`),
          ...routes.lists.filter(({ create }) => create).map(({ path }) => `POST /api/v1${path}`),
          ...(lifecycle === 'observed' || routes.read_only ? [] : [`PUT ${item}`, `DELETE ${item}`]),
          ...(TRIED_AGAIN.includes(lifecycle) && !routes.read_only ? [`POST ${item}/retry`] : []),
          ...Object.keys(verbs ?? {}).map((verb) => `POST ${item}/${verb}`),
        ];
        expect([name, implied.filter((route) => !known.has(route))]).toEqual([name, []]);
      }
    });

    it('names exactly the methods that each path takes', async () => {
      for (const [path, methods] of Object.entries(document.paths)) {
        const { status, headers } = await api.send('PATCH', `/${path.replaceAll(/\{[a-z_]+\}/g, 'x')}`);
        const documented = Object.keys(methods).map((method) => method.toUpperCase());
        const allowed = (headers.get('allow') ?? '').split(', ').filter((method) => method !== 'HEAD');
        expect([path, status, allowed.toSorted()]).toEqual([path, 405, documented.toSorted()]);
      }
    });

    it('has the operators’ and the observers’ routes too', () => {
      const paths = Object.keys(document.paths);
      for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs']) expect(paths).toContain(path);
      for (const path of [
        '/events',
        '/events/stream',
        '/resources/{kind}/{id}/history',
        '/operations/{id}/await',
        '/projections',
        '/parked',
        '/platform/config',
        '/infrastructure/status',
        '/cron/sync-infra',
      ])
        expect(paths).toContain(`/api/v1${path}`);
    });

    it('describes the answers that are really given', async () => {
      const documented = new DocumentedAnswers(document);
      await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
      const made = await oneOfEach(api, ALL_BUT_PROVIDERS);
      const zone = (await api.get(`/zones/${made.get('zone')}`)).body;
      const operation = (await api.get(`/operations?resource_id=${zone.id}`)).body.items[0]?.id;
      const run = (await api.get('/infrastructure/sync-runs?limit=1')).body.items[0];
      const vps = (await api.get('/infrastructure/vps?limit=1')).body.items[0];
      const ip = (await api.get('/infrastructure/ips?limit=1')).body.items[0];
      const ids: Readonly<Record<string, string | undefined>> = {
        ...idsByPath(made),
        '/api/v1/brands/{id}/clusters': made.get('brand'),
        '/api/v1/providers/{id}': 'hostwinds',
        '/api/v1/providers/{id}/test-connection': 'hostwinds',
        '/api/v1/providers/{id}/regions': 'hostwinds',
        '/api/v1/providers/{id}/services': 'hostwinds',
        '/api/v1/infrastructure/sync-runs/{id}': run?.id,
        '/api/v1/infrastructure/vps/{id}': vps?.id,
        '/api/v1/infrastructure/ips/{id}': ip?.id,
        '/api/v1/operations/{id}': operation,
        '/api/v1/operations/{id}/await': operation,
        '/api/v1/tenants/{id}/resource-summary': made.get('tenant'),
        '/api/v1/webhooks/{id}/deliveries': made.get('webhook'),
      };
      const reads = operations().filter(
        ({ method, path, operation }) =>
          method === 'GET' &&
          'application/json' in (operation.responses['200']?.content ?? {}) &&
          !OF_RUNNING_NODES.includes(path),
      );
      for (const { path } of reads) {
        const at = path
          .replace('/resources/{kind}/{id}/', `/resources/zone/${zone.id}/`)
          .replace(/\{[a-z_]+\}/, ids[path] ?? '');
        const { status, body, text } = await api.get(`/${at}${path === '/api/v1/diff' ? '?from=1' : ''}`);
        expect([path, status, text]).toEqual([path, 200, text]);
        expect([path, await documented.errorsIn(body, path, 'get', 200)]).toEqual([path, []]);
      }
      expect(reads.length).toBeGreaterThan(25);
    });
  });

  it('is a page to read and try it at /docs, all of which comes from the platform', async () => {
    const page = await fetch(`${api.url}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(assets.length).toBeGreaterThan(2);
    for (const url of assets) {
      const asset = await fetch(new URL(url, api.url));
      expect([url, asset.status, new URL(asset.url).origin]).toEqual([url, 200, api.url]);
      expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
  });

  it('is a set of figures for Prometheus at /metrics: requests, commands, projections, work and the ledger', async () => {
    await api.post('/zones', { name: 'measured.example' });
    const { text, headers } = await api.get('//metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of lines)
      expect(line).toMatch(/^[a-z_][a-z0-9_]*(\{([a-z_]+="[^"]*",?)*\})? (NaN|[+-]?Inf|-?[\d.]+(e[+-]?\d+)?)$/);
    const value = (start: string, ...labels: string[]) => {
      const line = lines.find((line) => line.startsWith(start) && labels.every((label) => line.includes(label)));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    };
    expect(
      value('freehold_http_request_duration_seconds_count', 'method="POST"', 'route="/api/v1/zones"'),
    ).toBeGreaterThan(0);
    expect(
      value('freehold_command_duration_seconds_count', 'service="dns"', 'kind="zone"', 'verb="create"'),
    ).toBeGreaterThan(0);
    expect(value('freehold_work_runs_total', 'service="dns"', 'kind="zone"', 'outcome="finished"')).toBeGreaterThan(0);
    for (const service of ['gateway', 'tenant', 'fleet', 'dns', 'lb', 'inventory-sync'])
      expect([service, value('freehold_follower_lag_events', `service="${service}"`)]).toEqual([
        service,
        expect.any(Number),
      ]);
    await until(async () => {
      const position = /^freehold_ledger_last_position\{[^}]*stream="EVENTS"[^}]*\} (\d+)$/m.exec(
        (await api.get('//metrics')).text,
      )?.[1];
      const [last] = (await api.get('/events?limit=1')).body.items;
      return position !== undefined && Number(position) === last?.['position'];
    });
    expect(text).not.toContain(platform.key);
  });

  it('is whether it lives and whether it is ready, which it is not while a server under it is away', async () => {
    expect((await api.get('//livez')).body).toEqual({ status: 'ok' });
    expect((await api.get('//readyz')).body).toEqual({ status: 'ok' });
    platform.signal('nats', 'SIGSTOP');
    try {
      const { status, body } = await api.send('GET', '//readyz', { withinMs: 10_000 });
      expect([status, body.code]).toEqual([503, 'request.unavailable']);
      expect((await api.get('//livez')).status).toBe(200);
    } finally {
      platform.signal('nats', 'SIGCONT');
    }
    await until(async () => (await api.get('//readyz')).status === 200, { every: 100 });
  });
});
