import { type Decision, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { naturalId, newId } from '@freehold/contracts/ids';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Provider } from '@freehold/contracts/inventory/provider';
import { Sync } from '@freehold/contracts/inventory/sync';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { Kind } from '@freehold/contracts/kind';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import { type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';

export const cronSecret = 'a-secret-of-the-schedule';

/** A fact that the stand-in writes as it is told. */
const say =
  (fact: string) =>
  ({ command }: Situation): Decision => ({ fact, data: command.data });

const rented = {
  create: ({ command: { data } }: Situation): Decision => {
    const spec = Object.entries(data).filter(([field]) => field !== 'tenant_id' && field !== 'domain');
    return { fact: 'discovered', data: { spec: Object.fromEntries(spec) } };
  },
  change: say('changed'),
  move: say('moved'),
  vanish: say('vanished'),
  release: say('released'),
  assign: ({ command, resource }: Situation): Decision => ({
    fact: 'assigned',
    data: { domain: null, ...command.data, previous_tenant_id: resource?.tenant_id ?? null },
  }),
  unassign: ({ resource }: Situation): Decision =>
    resource?.tenant_id
      ? {
          fact: 'unassigned',
          data: { previous_tenant_id: resource.tenant_id, previous_domain: resource.spec['domain'] },
        }
      : undefined,
};

const counts = {
  vps: 2,
  ips: 3,
  vps_discovered: 0,
  vps_changed: 0,
  vps_vanished: 0,
  ips_discovered: 0,
  ips_moved: 0,
  ips_changed: 0,
  ips_released: 0,
};

/** Stands in for inventory-sync: it writes what it is told, and ends a run only when a spec says so. */
function standIn() {
  return defineService({
    name: 'inventory',
    context: 'inventory',
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    vault: true,
    wire: () => ({
      owned: [
        { decider: lifecycle(Provider) },
        { decider: lifecycle(Vps, { verbs: rented }) },
        { decider: lifecycle(Ip, { verbs: rented }) },
        {
          decider: lifecycle(Sync, {
            verbs: {
              create: ({ command, resource }) =>
                resource ? undefined : { fact: 'requested', data: { spec: command.data } },
              start: say('started'),
              complete: say('completed'),
              fail: say('failed'),
              hold: say('held'),
              confirm: (situation) =>
                situation.resource ? say('confirmed')(situation) : refuse(Sync, 'not_found', 'there is no such run'),
            },
          }),
        },
      ],
      asks: {
        'test-connection': async ({ provider_id }) => ({
          ok: false,
          code: 'unauthorized',
          detail: String(provider_id),
          duration_ms: 3,
        }),
        regions: async () => ({ items: [{ external_id: '1', name: 'Seattle', vps_count: 2 }] }),
      },
    }),
  });
}

/** A gateway before an inventory that does as it is told, for the `describe` that makes one. */
export class InfrastructureUnderTest {
  // beforeAll sets these before any test can read them
  gateway!: GatewayUnderTest;
  private inventory!: ServiceRuntime;

  constructor() {
    beforeAll(async () => {
      this.gateway = await startGateway({ FREEHOLD_GATEWAY_CRON_SECRET: cronSecret });
      const { owners } = this.gateway;
      const before = owners.get('inventory');
      await before?.stop();
      const { nats_url, postgres_url, master_key } = this.gateway.gateway.parts.config;
      this.inventory = await ServiceRuntime.open(standIn(), {
        FREEHOLD_NATS_URL: nats_url,
        FREEHOLD_POSTGRES_URL: postgres_url,
        FREEHOLD_MASTER_KEY: master_key,
        FREEHOLD_LOG_LEVEL: 'silent',
      });
      await this.inventory.start();
      owners.set('inventory', this.inventory);
    });
    afterAll(async () => {
      await this.gateway.stop();
    });
  }

  /** @returns the position of the event */
  async tell(kind: Kind, verb: string, id: string, data: object = {}): Promise<number> {
    const command_id = newId();
    const reply = await this.inventory.parts.send('inventory', {
      id: command_id,
      kind: kind.name,
      verb,
      resource_id: id,
      aggregate_id: id,
      data: { ...data },
      actor: 'service:inventory-sync',
      correlation_id: command_id,
    });
    if (reply.outcome !== 'accepted') throw new Error(`${verb} was not taken: ${JSON.stringify(reply)}`);
    return reply.position;
  }

  async vps(external_id: string, fields: object = {}): Promise<string> {
    const id = naturalId('vps', `p1/${external_id}`);
    await this.tell(Vps, 'create', id, {
      provider_id: 'p1',
      external_id,
      name: `web-${external_id}`,
      hostname: `web-${external_id}.example`,
      region: 'north',
      status: 'active',
      power_state: 'running',
      plan: 'Small',
      ram_mb: 2048,
      cpu_count: 1,
      disk_gb: 50,
      bandwidth_gb: 2000,
      main_ip: '198.18.0.1',
      private_ip: null,
      ipv6: null,
      approximate_cost: '9.90',
      created_at: '2024-01-01T00:00:00.000Z',
      tenant_id: null,
      domain: null,
      ...fields,
    });
    return id;
  }

  async ip(address: string, fields: object = {}): Promise<string> {
    const id = naturalId('ip', `p1/${address}`);
    const facts = {
      provider_id: 'p1',
      address,
      family: address.includes(':') ? 6 : 4,
      vps_id: null,
      reverse_name: null,
    };
    await this.tell(Ip, 'create', id, { ...facts, tenant_id: null, domain: null, ...fields });
    return id;
  }

  /** A sync run that is complete. */
  async completed(provider_id: string): Promise<number> {
    const run = newId();
    await this.tell(Sync, 'create', run, { provider_id, trigger: 'schedule' });
    return await this.complete(run);
  }

  async complete(run: string): Promise<number> {
    await this.tell(Sync, 'start', run);
    return await this.tell(Sync, 'complete', run, { counts, duration_ms: 7, failures: [], failure_count: 0 });
  }

  /** Makes the rows anew from the first event. */
  async rebuild(): Promise<void> {
    const begun = await this.post('/projections/gateway/infrastructure/rebuild');
    if (begun.status !== 202) throw new Error(`no rebuild: ${JSON.stringify(begun.body)}`);
    await until(async () => {
      const { rows } = await this.gateway.pool.query(
        `SELECT 1 FROM pg_namespace WHERE nspname LIKE 'gateway_rebuild_%'`,
      );
      return rows.length === 0;
    });
  }

  /** The body of a read, once the read model has everything that was told. */
  async get(path: string): Promise<Got['body']> {
    const { last } = await this.inventory.parts.ledger.state();
    const got = await this.gateway.request('GET', `/api/v1${path}${path.includes('?') ? '&' : '?'}minPosition=${last}`);
    if (got.status !== 200) throw new Error(`${path}: ${got.status} ${JSON.stringify(got.body)}`);
    return got.body;
  }

  async post(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
    return await this.gateway.request('POST', `/api/v1${path}`, body, headers);
  }
}
