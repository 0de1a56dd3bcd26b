import { createSocket } from 'node:dgram';
import type { CommandReply } from '@freehold/contracts/command';
import { lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { eventSubject, type RecordedEvent } from '@freehold/contracts/event';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { naturalId, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { type Condition, conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import type { Draft } from '@freehold/ledger/envelope';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import {
  type FreshDatabase,
  type FreshNats,
  type FreshPowerDns,
  freshDatabase,
  freshNats,
  freshPowerDns,
} from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import packet, { type DecodedPacket, type RecordType, type StringAnswer } from 'dns-packet';
import { z } from 'zod';
import { PowerDns } from './backends/powerdns.js';
import { dnsService } from './dns.module.js';

/** The cluster of every tenant that a spec makes. */
export const CLUSTER = 'cluster1';
const ASK_MS = 2_000;

/** Takes what is reported of names, and no more: whatever else the tenant service would say, a spec writes into the ledger. */
const names = defineService({
  name: 'tenant',
  context: 'tenant',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({ owned: [{ decider: lifecycle(Fqdn) }] }),
});

/** The whole service on a NATS, a PostgreSQL and a PowerDNS of its own, for the `describe` that makes one. */
export class DnsUnderTest {
  // beforeAll sets these before any test can read them
  runtime!: ServiceRuntime;
  server!: PowerDns;
  powerdns!: FreshPowerDns;
  private nats!: FreshNats;
  private database!: FreshDatabase;
  private names!: ServiceRuntime;

  constructor() {
    beforeAll(async () => {
      [this.nats, this.database, this.powerdns] = await Promise.all([freshNats(), freshDatabase(), freshPowerDns()]);
      const environment = {
        FREEHOLD_NATS_URL: this.nats.url,
        FREEHOLD_POSTGRES_URL: this.database.url,
        FREEHOLD_DNS_POWERDNS_URL: this.powerdns.apiUrl,
        FREEHOLD_DNS_POWERDNS_API_KEY: this.powerdns.apiKey,
        FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
      };
      this.names = await ServiceRuntime.open(names, environment);
      await this.names.start();
      this.runtime = await ServiceRuntime.open(dnsService, environment);
      await this.runtime.start();
      this.server = new PowerDns({ url: this.powerdns.apiUrl, api_key: this.powerdns.apiKey });
      const values = { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' };
      await this.fact(PlatformConfig, PLATFORM, 'created', { spec: { values } });
    });
    afterAll(async () => {
      await this.runtime?.stop();
      await this.names?.stop();
      await this.server?.close();
    });
  }

  /** A command of a client's. */
  async send(kind: Kind, verb: string, id: string, data: object = {}, aggregate = id): Promise<CommandReply> {
    const command = newId();
    const reply = await this.runtime.parts.send(kind.context, {
      id: command,
      kind: kind.name,
      verb,
      resource_id: id,
      aggregate_id: aggregate,
      data: { ...data },
      actor: 'key:spec',
      correlation_id: command,
    });
    // What follows in a spec sees it, as a client of the gateway does.
    if (reply.outcome === 'accepted') await this.runtime.parts.view.passed(reply.position, 20_000);
    return reply;
  }

  /** An event of another service's kind. */
  async fact(kind: Kind, id: string, fact: string, data: object, tenant_id?: string): Promise<void> {
    const { ledger, view } = this.runtime.parts;
    const event_id = newId();
    const draft: Draft = {
      id: event_id,
      time: new Date().toISOString(),
      fact,
      context: kind.context,
      kind: kind.name,
      resource_id: id,
      aggregate_kind: kind.name,
      aggregate_id: id,
      data: { ...data },
      actor: 'key:spec',
      correlation_id: event_id,
      ...(tenant_id && { tenant_id }),
    };
    // What is told of a name may come in between.
    const event = await until(async () => {
      const last = (await this.events(kind, id)).at(-1)?.position ?? 0;
      return await ledger.append(draft, last);
    });
    // As above.
    await view.passed(event.position, 20_000);
  }

  async tenant(id: string, cluster_id = CLUSTER): Promise<string> {
    await this.fact(Tenant, id, 'created', { spec: { name: id, region_id: 'region1', cluster_id } }, id);
    return id;
  }

  async loadBalancer(address: string, cluster_id = CLUSTER): Promise<string> {
    const spec = { cluster_id, address };
    const id = naturalId(LbAddress.name, LbAddress.id.scheme === 'natural' ? LbAddress.id.of(spec) : address);
    await this.fact(LbAddress, id, 'created', { spec });
    return id;
  }

  /** A name that is bound to a webroot from the beginning. @returns its id */
  async bind(fqdn: string, tenant_id: string): Promise<string> {
    const id = naturalId(Fqdn.name, fqdn);
    const spec = { fqdn, tenant_id, webroot_id: 'w1', ssl_enabled: false, managed_by: 'custom' };
    await this.fact(Fqdn, id, 'created', { spec }, tenant_id);
    return id;
  }

  /** Waits until a name is told this of its DNS. */
  async told(id: string, state: Condition['state'], detail = ''): Promise<void> {
    await until(async () => {
      const name = await this.row(Fqdn, id);
      const told = name && conditionsOf(name).dns;
      return told?.state === state && told.generation === name?.generation && told.detail.includes(detail);
    });
  }

  /** A zone in service. @returns its id */
  async zone(name: string, tenant_id?: string): Promise<string> {
    const id = naturalId(Zone.name, name);
    const reply = await this.send(Zone, 'create', id, { name, ...(tenant_id && { tenant_id }) });
    if (reply.outcome !== 'accepted') throw new Error(`the zone was not created: ${JSON.stringify(reply)}`);
    await this.active(Zone, id);
    return id;
  }

  /** A custom record in service. @returns its id */
  async record(zone_id: string, spec: object): Promise<string> {
    const id = newId();
    const reply = await this.send(Record, 'create', id, { zone_id, ...spec }, zone_id);
    if (reply.outcome !== 'accepted') throw new Error(`the record was not created: ${JSON.stringify(reply)}`);
    await this.active(Record, id);
    return id;
  }

  /** The automatic records of a name, oldest first. */
  async automatic(fqdnId: string): Promise<Resource[]> {
    return await this.runtime.parts.view.list(Record.name, { source_fqdn_id: fqdnId });
  }

  async row(kind: Kind, id: string): Promise<Resource | undefined> {
    return await this.runtime.parts.view.get(kind.name, id);
  }

  async active(kind: Kind, id: string): Promise<void> {
    await until(async () => (await this.row(kind, id))?.status === 'active');
  }

  async gone(kind: Kind, id: string): Promise<void> {
    await until(async () => (await this.row(kind, id)) === undefined);
  }

  /** Keys of the service's work that are not done. */
  async outstanding(): Promise<number> {
    const { rows } = await this.runtime.parts.pool.query('SELECT 1 FROM work WHERE wanted > done');
    return rows.length;
  }

  async events(kind: Kind, id: string): Promise<readonly RecordedEvent[]> {
    return await this.runtime.parts.ledger.read(eventSubject(kind.context, kind.name, id));
  }

  /** What the name server answers, as `dig` shows it: data of the answer's records, sorted, or the state of an answer without any. */
  async dig(name: string, type: RecordType): Promise<string[] | string> {
    const answer = await ask(this.powerdns.dnsPort, name, type);
    const found = (answer.answers ?? []) as StringAnswer[]; // specs ask for A, AAAA and CNAME, whose data are texts
    // dns-packet reads it from the header, and its types do not know.
    const { rcode } = answer as DecodedPacket & { rcode: string };
    return found.length > 0 ? found.map(({ data }) => data).toSorted() : rcode;
  }
}

async function ask(port: number, name: string, type: RecordType): Promise<DecodedPacket> {
  const socket = createSocket('udp4');
  const { promise, resolve, reject } = Promise.withResolvers<DecodedPacket>();
  const late = setTimeout(() => reject(new Error(`no answer about ${name}`)), ASK_MS);
  socket.on('message', (message) => resolve(packet.decode(message)));
  socket.send(packet.encode({ type: 'query', id: 1, questions: [{ name, type }] }), port, '127.0.0.1');
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    socket.close();
  }
}
