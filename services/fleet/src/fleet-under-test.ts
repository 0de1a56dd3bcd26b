import { randomBytes } from 'node:crypto';
import type { CommandReply } from '@freehold/contracts/command';
import { EVENTS, type RecordedEvent } from '@freehold/contracts/event';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Host } from '@freehold/contracts/fleet/host';
import { Node } from '@freehold/contracts/fleet/node';
import { Region } from '@freehold/contracts/fleet/region';
import { Shard } from '@freehold/contracts/fleet/shard';
import { idFor, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { decode } from '@freehold/ledger/envelope';
import type { AskReply } from '@freehold/service/asks';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import type { Deployers } from './deployers/deployers.js';
import { FakeDeployer } from './deployers/fake-deployer.js';
import { fleetWith } from './fleet.module.js';

export interface FleetOptions {
  /** Beside those of every spec. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Who starts nodes (= {@link FleetUnderTest.deployer}). */
  readonly deployers?: Deployers;
}

/** The whole service on a NATS and a PostgreSQL of its own, for the `describe` that makes one; its nodes are fakes within this process. */
export class FleetUnderTest {
  readonly deployer = new FakeDeployer();
  // beforeAll sets these before any test can read them
  nats!: FreshNats;
  database!: FreshDatabase;
  runtime!: ServiceRuntime;
  private environment: Record<string, string> = {};

  constructor(private readonly options: FleetOptions = {}) {
    beforeAll(async () => {
      [this.nats, this.database] = await Promise.all([freshNats(), freshDatabase()]);
      this.environment = {
        FREEHOLD_NATS_URL: this.nats.url,
        FREEHOLD_POSTGRES_URL: this.database.url,
        FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64'),
        FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
        FREEHOLD_FLEET_DRAIN_SECONDS: '0',
        FREEHOLD_FLEET_RESYNC_SECONDS: '1',
        FREEHOLD_FLEET_SILENCE_SECONDS: '1',
        FREEHOLD_FLEET_SMOKE_SECONDS: '2',
        ...options.environment,
      };
      this.runtime = await this.open();
    });
    afterAll(async () => {
      await this.runtime.stop();
      await this.deployer.stopAll();
    });
  }

  /** Stops the service and starts it again on the same data; its nodes run on. */
  async restart(): Promise<void> {
    await this.runtime.stop();
    this.runtime = await this.open();
  }

  /** Another replica, which the caller stops. */
  async open(): Promise<ServiceRuntime> {
    const deployers = this.options.deployers ?? (() => this.deployer);
    const runtime = await ServiceRuntime.open(
      fleetWith(() => ({ deployers, stopNodes: async () => {} })),
      this.environment,
    );
    await runtime.start();
    return runtime;
  }

  /** Sends a command as a client would, and waits until the service's own rows show what it has changed. */
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
    });
    if (reply.outcome === 'accepted') await this.runtime.parts.view.passed(reply.position, 20_000);
    return reply;
  }

  /** @returns the id of what was created */
  async create(kind: Kind, data: Record<string, unknown>, given?: string): Promise<string> {
    const id = idFor(kind.name, kind.id, data, given);
    const reply = await this.send(kind, 'create', id, data);
    if (reply.outcome !== 'accepted') throw new Error(`the ${kind.name} was not created: ${JSON.stringify(reply)}`);
    return id;
  }

  /** A cluster on one host, by a name of its own. */
  async cluster(spec: object = {}): Promise<{ cluster_id: string; host_id: string }> {
    const name = `c${randomBytes(4).toString('hex')}`;
    const region_id = await this.create(Region, { name });
    const cluster_id = await this.create(Cluster, { region_id, name, spec });
    const host = { cluster_id, hostname: 'h1.example', ip_address: '127.0.0.1', docker_host: 'process:' };
    return { cluster_id, host_id: await this.create(Host, host) };
  }

  /** A node of a cluster, in a shard of its own role where one is named. */
  async node(cluster_id: string, of: { role?: string; shard_id?: string; id?: string } = {}): Promise<string> {
    const { role = 'web', shard_id, id = `n${randomBytes(4).toString('hex')}` } = of;
    const shard_ids = shard_id === undefined ? [] : [shard_id];
    return await this.create(Node, { cluster_id, hostname: `${id}.example`, roles: [role], shard_ids }, id);
  }

  async shard(cluster_id: string, name: string, role = 'web'): Promise<string> {
    return await this.create(Shard, { cluster_id, name, role });
  }

  /** A node that is in service. */
  async activeNode(): Promise<string> {
    const { cluster_id } = await this.cluster();
    const id = await this.node(cluster_id);
    await this.send(Node, 'provision', id);
    await this.becomes(Node, id, 'active');
    return id;
  }

  async row(kind: Kind, id: string): Promise<Resource | undefined> {
    return await this.runtime.parts.view.get(kind.name, id);
  }

  /** @throws Error when the resource has another status after ten seconds */
  async becomes(kind: Kind, id: string, status: string): Promise<Resource> {
    return await until(async () => {
      const row = await this.row(kind, id);
      if (row?.status === status) return row;
      throw new Error(`it is ${row?.status}: ${row?.status_message}`);
    });
  }

  /** Says that shards are converged as soon as that is asked: what the services of their roles do. @returns what ends it */
  convergeShards(outcome: (shard: Resource) => 'converged' | 'failed' = () => 'converged'): () => Promise<void> {
    let ending = false;
    const look = async () => {
      for (const shard of await this.runtime.parts.view.list(Shard.name)) {
        const { generation, id } = shard;
        if (shard.status !== 'converging') continue;
        const data = { converged: { generation, observed: {} }, failed: { generation, reason: 'a bad webroot' } };
        await this.send(Shard, outcome(shard), id, data[outcome(shard)]);
      }
      return ending;
    };
    const looking = until(look, { every: 50 });
    return async () => {
      ending = true;
      await looking;
    };
  }

  async ask(verb: string, question: object): Promise<AskReply> {
    const reply = await this.runtime.parts.nc.request(`ask.fleet.${verb}`, JSON.stringify(question), {
      timeout: 10_000,
    });
    return reply.json<AskReply>();
  }

  /** The facts of one resource in the ledger, in order. */
  async facts(id: string): Promise<RecordedEvent[]> {
    const { ledger } = this.runtime.parts;
    const { last } = await ledger.state();
    const events: RecordedEvent[] = [];
    for (let seq = 1; seq <= last; seq++) {
      const stored = await ledger.jsm.streams.getMessage(EVENTS, { seq });
      if (stored) events.push(decode({ seq, subject: stored.subject, data: stored.data, headers: stored.header }));
    }
    return events.filter(({ resource_id }) => resource_id === id);
  }
}
