import type { CommandReply } from '@freehold/contracts/command';
import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { eventSubject } from '@freehold/contracts/event';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { Region } from '@freehold/contracts/fleet/region';
import { ClusterRuntime, RegionRuntime } from '@freehold/contracts/fleet/runtime';
import { Shard } from '@freehold/contracts/fleet/shard';
import { idFor, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { DEFAULT_BRAND } from '@freehold/contracts/tenant/brand';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import type { Process } from '@freehold/ledger/process';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import { FakeWebNodes } from './backends/fake-web-nodes.js';
import { tenantServiceOver } from './tenant.module.js';

/** As long as `until` waits. */
const KEEPS_UP_WITHIN_MS = 60_000;

const OF_FLEET = [Region, Cluster, Shard, Node, ClusterRuntime, RegionRuntime];

/** The service on servers of its own, over web nodes in memory, for the `describe` that makes one. Other services are stand-ins. */
export class TenantUnderTest {
  readonly nodes = new FakeWebNodes();
  /** Whether those who see to DNS and routes answer. */
  answering = true;
  // beforeAll sets these before any test can read them
  nats!: FreshNats;
  database!: FreshDatabase;
  runtime!: ServiceRuntime;
  region = '';
  cluster = '';
  shard = '';
  private readonly others: ServiceRuntime[] = [];
  /** The highest position that was answered. */
  private seen = 0;

  constructor(private readonly settings: Readonly<Record<string, string>> = {}) {
    beforeAll(async () => {
      [this.nats, this.database] = await Promise.all([freshNats(), freshDatabase()]);
      this.runtime = await this.replica();
      for (const definition of [standIn('fleet', OF_FLEET), standIn('dns', [Zone], this.answer())])
        this.others.push(await started(definition, this.environment));
      await this.place();
    });
    afterAll(async () => {
      for (const runtime of [this.runtime, ...this.others]) await runtime?.stop();
    });
  }

  get view() {
    return this.runtime.parts.view;
  }

  /** One more of the service, on the same rows. */
  async replica(): Promise<ServiceRuntime> {
    return await started(
      tenantServiceOver(() => ({ nodes: this.nodes })),
      this.environment,
    );
  }

  /** Sends a command as a client does; what follows it sees it. */
  async send(kind: Kind, verb: string, id: string, data: object = {}, to = this.runtime): Promise<CommandReply> {
    const command = newId();
    const reply = await to.parts.send(kind.context, {
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
    if (!(await this.view.passed(reply.position, KEEPS_UP_WITHIN_MS))) throw new Error('the service does not keep up');
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

  async tenant(fields: object = {}): Promise<string> {
    const spec = { brand_id: DEFAULT_BRAND, region_id: this.region, cluster_id: this.cluster, ...fields };
    return await this.create(Tenant, spec);
  }

  async webroot(tenant_id: string, fields: object = {}): Promise<string> {
    return await this.create(Webroot, { tenant_id, runtime: 'php', runtime_version: '8.2', ...fields });
  }

  async bind(webroot_id: string, fqdn: string): Promise<string> {
    return await this.create(Fqdn, { fqdn, webroot_id });
  }

  /** A node in service, with an empty disk. */
  async node(id: string, shard = this.shard): Promise<string> {
    await this.create(
      Node,
      { cluster_id: this.cluster, hostname: `${id}.local.example`, roles: ['web'], shard_ids: [shard] },
      id,
    );
    const { generation } = await this.accepted(Node, 'provision', id);
    await this.accepted(Node, 'joined', id, { incarnation: newId() });
    await this.accepted(Node, 'converged', id, { generation, observed: {} });
    return id;
  }

  async row(kind: Kind, id: string, as: (row: Resource) => boolean): Promise<Resource> {
    return await until(async () => {
      const found = await this.view.get(kind.name, id);
      return found && as(found) ? found : undefined;
    });
  }

  async is(kind: Kind, id: string, status: string): Promise<Resource> {
    return await this.row(kind, id, (row) => row.status === status);
  }

  async gone(kind: Kind, id: string): Promise<void> {
    await until(async () => (await this.view.get(kind.name, id)) === undefined);
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
      const passed = await this.view.passed(last, KEEPS_UP_WITHIN_MS);
      return passed && (await this.runtime.parts.pool.query(sql)).rowCount === 0;
    });
  }

  private get environment(): Record<string, string> {
    return {
      FREEHOLD_NATS_URL: this.nats.url,
      FREEHOLD_POSTGRES_URL: this.database.url,
      FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
      ...this.settings,
    };
  }

  private async place(): Promise<void> {
    this.region = await this.create(Region, { name: 'local' });
    this.cluster = await this.create(Cluster, { region_id: this.region, name: 'local' });
    this.shard = await this.create(Shard, { cluster_id: this.cluster, name: 'web', role: 'web' });
    await this.create(ClusterRuntime, { cluster_id: this.cluster, runtime: 'php', version: '8.2' });
    await this.create(RegionRuntime, { region_id: this.region, runtime: 'static', version: '1' });
  }

  /** What dns and lb tell of a name. */
  private answer(): Process {
    const name = 'answer';
    return {
      name,
      trigger: ({ before, after }) =>
        this.answering && after.kind === Fqdn.name && after.generation !== before?.generation
          ? [{ kind: name, id: after.id }]
          : [],
      run: async ({ id }, { view, command }) => {
        const row = await view.get(Fqdn.name, id);
        if (row === undefined) return;
        const isBound = typeof row.spec['webroot_id'] === 'string' && row.status !== 'deleting';
        for (const condition of ['dns', 'route']) {
          const data = { condition, generation: row.generation, state: isBound ? 'served' : 'skipped', detail: '' };
          await command({ kind: Fqdn, verb: 'condition_reported', resource_id: id, data });
        }
      },
    };
  }
}

/** A service that decides on its kinds by their declarations alone. */
function standIn(context: string, kinds: readonly Kind[], ...processes: Process[]) {
  return defineService({
    name: context,
    context,
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    knows: [Fqdn.name],
    wire: () => ({ owned: kinds.map((kind) => ({ decider: lifecycle(kind) })), processes }),
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
