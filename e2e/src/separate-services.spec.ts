import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { TraceCollector } from '@freehold/testing/trace-collector';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { ApiClient } from './api-client.js';
import { ROOT } from './platform-under-test.js';
import { type SeparateService, SeparateServices } from './separate-services.js';

const run = promisify(execFile);

describe('every service in a process of its own, as docker-compose.yml runs it', () => {
  const platform = new SeparateServices();

  let traces: TraceCollector;

  beforeAll(async () => {
    traces = await TraceCollector.start();
    await platform.start(traces.endpoint);
  });
  afterAll(async () => {
    await platform.stop();
    traces.close();
  });

  it('starts with its own NATS user and its own PostgreSQL role, and becomes ready', async () => {
    const ready = async () => {
      const answers = platform.services.map(
        async ({ port }) => (await fetch(`http://127.0.0.1:${port}/readyz`)).status,
      );
      expect(await Promise.all(answers)).toEqual(platform.services.map(() => 200));
      return true;
    };
    await until(ready, { within: 120_000, every: 100 });
    expect(platform.services.map(({ name }) => name).toSorted()).toEqual([
      'audit',
      'dns',
      'fleet',
      'gateway',
      'identity',
      'inventory-sync',
      'lb',
      'tenant',
      'webhook',
    ]);
  });

  it('is found well by the health check of the image, and not on a port where nobody answers', async () => {
    const check = (port: number) => run(process.execPath, ['infra/healthcheck.mjs', String(port)], { cwd: ROOT });
    for (const { port } of platform.services) await check(port);
    await expect(check(1)).rejects.toMatchObject({ code: 1 });
  });

  it('makes a zone so, across the gateway, dns and PowerDNS', async () => {
    const api = client();
    const { status, body } = await api.post('/zones', { name: 'separate.example' });
    expect([status, body.status]).toEqual([202, 'active']);
  });

  it('traces that zone from its POST over every process to what PowerDNS was asked and to the last rows', async () => {
    const appended = ['POST', 'send cmd.dns.zone', 'command cmd.dns.zone', 'append dns.zone'];
    const worked = [...appended, 'follow rows', 'work zone'];
    await until(
      () => {
        expect(traces.paths('POST')).toContainEqual([...worked, 'POST']);
        for (const path of [appended, [...worked, 'append dns.zone']]) {
          expect(traces.paths('pg.query:COMMIT')).toContainEqual([...path, 'follow resources', expect.any(String)]);
        }
        return true;
      },
      { every: 100 },
    );
  });

  it('traces a question to the service that answers it', async () => {
    const api = client();
    expect((await api.get('/projections')).status).toBe(200);
    const asked = ['GET', 'send ask.dns.projections', 'answer ask.dns.projections'];
    await until(() => traces.paths('answer ask.dns').some((path) => path.join() === asked.join()));
  });

  it('lets no service read the tables of another', async () => {
    const client = new pg.Client(named('dns').environment['FREEHOLD_DNS_POSTGRES_URL']);
    await client.connect();
    try {
      await client.query('SELECT count(*) FROM dns.resource');
      await expect(client.query('SELECT id FROM gateway.api_key_use')).rejects.toThrow(
        'permission denied for schema gateway',
      );
    } finally {
      await client.end();
    }
  });

  it('lets no service write the events of another, and none without a password', async () => {
    const { FREEHOLD_NATS_URL: servers = '', FREEHOLD_DNS_NATS_PASSWORD: pass = '' } = named('dns').environment;
    await expect(connect({ servers })).rejects.toThrow(/authorization/i);
    const nc = await connect({ servers, user: 'dns', pass, inboxPrefix: '_INBOX_dns' });
    try {
      const publish = jetstream(nc, { timeout: 1_000 }).publish('evt.tenant.brand.forged', '{}', { retries: 1 });
      await expect(publish).rejects.toThrow(/permissions violation/i);
    } finally {
      await nc.close();
    }
  });

  function named(name: string): SeparateService {
    const service = platform.services.find((candidate) => candidate.name === name);
    if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
    return service;
  }

  /** A client with the admin key. */
  function client(): ApiClient {
    const key = readFileSync(platform.adminKeyFile, 'utf8').trim();
    return new ApiClient(`http://127.0.0.1:${named('gateway').port}`, key);
  }
});
