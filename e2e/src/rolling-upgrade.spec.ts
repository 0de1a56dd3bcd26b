import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ApiClient } from './api-client.js';
import { Releases, type Replica } from './releases.js';

const BRAND = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

/** Clients that create, change and read without a pause, through whichever gateways stand in the load balancer. */
class Traffic {
  readonly failures: string[] = [];
  readonly made: string[] = [];
  private gateways: readonly ApiClient[] = [];
  private stopping = false;
  private running: Promise<void>[] = [];
  private count = 0;
  private readonly busy = new Map<ApiClient, number>();

  start(workers: number, gateways: readonly ApiClient[]): void {
    this.gateways = gateways;
    this.running = Array.from({ length: workers }, async () => {
      while (!this.stopping) await this.one();
    });
  }

  /** Takes gateways in or out, and waits until those that are out have answered what they were asked. */
  async through(...gateways: readonly ApiClient[]): Promise<void> {
    const left = this.gateways.filter((gateway) => !gateways.includes(gateway));
    this.gateways = gateways;
    await until(() => left.every((gateway) => (this.busy.get(gateway) ?? 0) === 0));
  }

  /** So many more have been made since. */
  async goesOn(more = 20): Promise<void> {
    const goal = this.made.length + more;
    await until(() => this.made.length >= goal || this.failures.length > 0);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private async one(): Promise<void> {
    const id = `b${++this.count}`;
    const created = await this.ask('POST', '/brands', { ...BRAND, id });
    const changed = await this.ask('PUT', `/brands/${id}`, { dmarc_policy: 'reject' });
    const read = await this.ask('GET', `/brands/${id}?minPosition=${changed?.headers.get('freehold-position') ?? 0}`);
    if (created && changed && read?.body['dmarc_policy'] === 'reject') this.made.push(id);
    else this.failures.push(`${id} is not as it was made`);
  }

  private async ask(method: string, path: string, body?: object) {
    const gateway = this.gateways[this.count % this.gateways.length];
    if (gateway === undefined) throw new Error('there is no gateway');
    this.busy.set(gateway, (this.busy.get(gateway) ?? 0) + 1);
    try {
      const answer = await gateway.send(method, path, body && { body });
      if (answer.status >= 300) this.failures.push(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.status < 300 ? answer : undefined;
    } catch (error) {
      this.failures.push(`${method} ${path}: ${String(error)}`);
      return undefined;
    } finally {
      this.busy.set(gateway, (this.busy.get(gateway) ?? 1) - 1);
    }
  }
}

describe('a rolling upgrade', () => {
  const releases = new Releases();
  const traffic = new Traffic();
  let database: pg.Client;

  beforeAll(async () => {
    await releases.open();
    database = new pg.Client(releases.databaseUrl);
    await database.connect();
  });

  afterAll(async () => {
    await traffic.stop();
    await database.end();
    await releases.close();
  });

  it('to the next release and back loses no command and fails none, while both serve on one ledger', async () => {
    const now = { next: false };
    await releases.start('identity', now);
    const old: Replica[] = [await releases.start('tenant', now), await releases.start('gateway', now)];
    const [oldGateway] = old.slice(1).map((replica) => releases.client(replica));
    if (oldGateway === undefined) throw new Error('there is no gateway');
    await until(async () => (await oldGateway.get('/brands')).status === 200);
    traffic.start(4, [oldGateway]);
    await traffic.goesOn();

    // Both, the new one writing what the old one reads.
    const before = { next: true, ledger_format: 1 };
    const [newTenant, newReplica] = [await releases.start('tenant', before), await releases.start('gateway', before)];
    const newGateway = releases.client(newReplica);
    await traffic.through(oldGateway, newGateway);
    await traffic.goesOn();
    const early = await newGateway.put('/brands/b1', { support_url: 'https://help.acme.example' });
    expect([400, 409]).toContain(early.status); // whichever release decides: it knows no such field, or not yet

    // The new one alone, then with what is new.
    await traffic.through(newGateway);
    for (const replica of old.toReversed()) await replica.stop();
    await traffic.goesOn();
    const after = await releases.start('tenant', { next: true });
    await newTenant.stop();
    await traffic.goesOn();
    const set = await newGateway.put('/brands/b1', { support_url: 'https://help.acme.example' });
    expect([set.status, set.body['support_url']]).toEqual([200, 'https://help.acme.example']);

    // And back.
    const again: Replica[] = [await releases.start('tenant', now), await releases.start('gateway', now)];
    const [backGateway] = again.slice(1).map((replica) => releases.client(replica));
    if (backGateway === undefined) throw new Error('there is no gateway');
    await traffic.through(newGateway, backGateway);
    await traffic.goesOn();
    await traffic.through(backGateway);
    for (const replica of [newReplica, after]) await replica.stop();
    await traffic.goesOn();
    expect((await backGateway.put('/brands/b1', { name: 'Acme again' })).status).toBe(200);

    await traffic.stop();
    expect(traffic.failures).toEqual([]);
    const kept =
      "SELECT spec->>'name' AS name, spec->>'support_url' AS support_url FROM gateway.resource WHERE id = 'b1'";
    expect((await database.query(kept)).rows).toEqual([
      { name: 'Acme again', support_url: 'https://help.acme.example' },
    ]);
    const all = "SELECT count(*)::int AS count FROM tenant.resource WHERE kind = 'brand' AND id LIKE 'b%'";
    const theirs = async () => Number((await database.query(all)).rows[0].count);
    await until(async () => (await theirs()) >= traffic.made.length); // tenant follows at its own pace
    expect(await theirs()).toBe(traffic.made.length);
  });
});
