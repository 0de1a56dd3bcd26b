import type { CommandReply } from '@freehold/contracts/command';
import { lifecycle } from '@freehold/contracts/decider';
import { eventSubject } from '@freehold/contracts/event';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { Region } from '@freehold/contracts/fleet/region';
import { Shard } from '@freehold/contracts/fleet/shard';
import { idFor, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { type Condition, conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import { FakeLoadBalancers } from './balancers/fake-load-balancers.js';
import { lbServiceOver } from './lb.module.js';

/** The service on servers of its own, over load balancers in memory, for the `describe` that makes one. Other services are stand-ins. */
export class LbUnderTest {
  readonly balancers = new FakeLoadBalancers();
  // beforeAll sets these before any test can read them
  nats!: FreshNats;
  database!: FreshDatabase;
  runtime!: ServiceRuntime;
  region = '';
  brand = '';
  private readonly others: ServiceRuntime[] = [];
  /** The highest position that was answered. */
  private seen = 0;
  private count = 0;
  /** By their webroots: the service does not know those. */
  private readonly tenants = new Map<string, string>();

  constructor() {
    beforeAll(async () => {
      [this.nats, this.database] = await Promise.all([freshNats(), freshDatabase()]);
      const lb = lbServiceOver(() => ({ balancers: this.balancers }));
      const tenant = standIn('tenant', [Brand, Tenant, Webroot, Fqdn]);
      for (const definition of [standIn('fleet', [Region, Cluster, Shard, Node]), tenant, lb])
        this.others.push(await started(definition, this.environment));
      this.runtime = this.others.at(-1) as ServiceRuntime; // it has just been pushed
      this.region = await this.create(Region, { name: 'local' });
      this.brand = await this.create(Brand, { name: 'Spec', base_hostname: 'spec.example', ...AUTHORITY });
    });
    afterAll(async () => {
      for (const runtime of this.others.toReversed()) await runtime.stop();
    });
  }

  get view() {
    return this.runtime.parts.view;
  }

  /** Sends a command as a client does; what follows it sees it. */
  async send(kind: Kind, verb: string, id: string, data: object = {}): Promise<CommandReply> {
    const command = newId();
    const reply = await this.runtime.parts.send(kind.context, {
      id: command,
      kind: kind.name,
      verb,
      resource_id: id,
      aggregate_id: id,
      data: { ...data },
      actor: 'key:spec',
      correlation_id: command,
      min_position: this.seen,
    });
    if (reply.outcome !== 'accepted') return reply;
    this.seen = Math.max(this.seen, reply.position);
    await this.view.passed(reply.position, 20_000);
    return reply;
  }

  /** @throws Error when it is not accepted */
  async accepted(kind: Kind, verb: string, id: string, data: object = {}): Promise<Resource> {
    const reply = await this.send(kind, verb, id, data);
    if (reply.outcome !== 'accepted') throw new Error(`${verb} ${kind.name}: ${JSON.stringify(reply)}`);
    return reply.resource;
  }

  async create(kind: Kind, data: Record<string, unknown>, given?: string): Promise<string> {
    return (await this.accepted(kind, 'create', idFor(kind.name, kind.id, data, given), data)).id;
  }

  /** An empty cluster. */
  async cluster(): Promise<string> {
    this.count += 1;
    return await this.create(Cluster, { region_id: this.region, name: `c${this.count}` });
  }

  async shard(cluster_id: string, role: 'web' | 'lb', name: string = role, fields: object = {}): Promise<string> {
    return await this.create(Shard, { cluster_id, name, role, ...fields });
  }

  /** A node in service. */
  async node(id: string, shard: string, http_address = '127.0.0.1:8000'): Promise<string> {
    const { cluster_id, role } = (await this.view.get(Shard.name, shard))?.spec ?? {};
    const spec = { cluster_id, hostname: `${id}.local.example`, roles: [role], shard_ids: [shard] };
    await this.create(Node, spec, id);
    const { generation } = await this.accepted(Node, 'provision', id);
    await this.accepted(Node, 'joined', id, { incarnation: newId() });
    await this.accepted(Node, 'converged', id, { generation, observed: { http_address } });
    return id;
  }

  /** A webroot of a tenant of its own in the shard. */
  async webroot(shard_id: string): Promise<string> {
    const { cluster_id } = (await this.view.get(Shard.name, shard_id))?.spec ?? {};
    const place = { brand_id: this.brand, region_id: this.region, cluster_id, shard_id };
    const tenant_id = await this.create(Tenant, place);
    const webroot = await this.create(Webroot, { tenant_id, runtime: 'static', runtime_version: '1' });
    this.tenants.set(webroot, tenant_id);
    return webroot;
  }

  async bind(webroot_id: string, fqdn: string): Promise<string> {
    return await this.create(Fqdn, { fqdn, webroot_id, tenant_id: this.tenants.get(webroot_id) });
  }

  /** Waits until that is told of the route of a name, about its present wish. */
  async told(name: string, state: Condition['state']): Promise<Condition> {
    return await until(async () => {
      const row = await this.view.get(Fqdn.name, name);
      const route = row && conditionsOf(row).route;
      return route?.state === state && route.generation === row?.generation ? route : undefined;
    });
  }

  async row(kind: Kind, id: string, as: (row: Resource) => boolean): Promise<Resource> {
    return await until(async () => {
      const found = await this.view.get(kind.name, id);
      return found && as(found) ? found : undefined;
    });
  }

  /** Facts of a resource, as they stand in the ledger. */
  async facts(kind: Kind, id: string): Promise<string[]> {
    return (await this.runtime.parts.ledger.read(eventSubject(kind.context, kind.name, id))).map(({ fact }) => fact);
  }

  /** Waits until no work is outstanding that is due. */
  async idle(): Promise<void> {
    const sql = 'SELECT 1 FROM work WHERE wanted > done AND parked_at IS NULL AND run_at < now()';
    await until(async () => {
      // What work has reported last may still be on its way to the rows, and raise more.
      const { last } = await this.runtime.parts.ledger.state();
      return (await this.view.passed(last, 20_000)) && (await this.runtime.parts.pool.query(sql)).rowCount === 0;
    });
  }

  private get environment(): Record<string, string> {
    return {
      FREEHOLD_NATS_URL: this.nats.url,
      FREEHOLD_POSTGRES_URL: this.database.url,
      FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
    };
  }
}

const AUTHORITY = {
  primary_ns: 'ns1.spec.example',
  secondary_ns: 'ns2.spec.example',
  hostmaster_email: 'dns@spec.example',
};

/** A service that decides on its kinds by their declarations alone. */
function standIn(context: string, kinds: readonly Kind[]) {
  return defineService({
    name: context,
    context,
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    wire: () => ({ owned: kinds.map((kind) => ({ decider: lifecycle(kind) })) }),
  });
}

async function started(
  definition: Parameters<typeof ServiceRuntime.open>[0],
  environment: Record<string, string>,
): Promise<ServiceRuntime> {
  const runtime = await ServiceRuntime.open(definition, environment);
  await runtime.start();
  return runtime;
}
