import { randomBytes } from 'node:crypto';
import type { CommandReply } from '@freehold/contracts/command';
import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import { type FreshDatabase, type FreshNats, freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import type { Delivery } from './delivery/delivery-rows.js';
import { certificateUnderTest } from './outbound/certificate-under-test.js';
import { webhookServiceOver } from './webhook.module.js';

/** The service on servers of its own, for the `describe` that makes one. Owners of what happens are stand-ins. */
export class WebhookUnderTest {
  // beforeAll sets these before any test can read them
  nats!: FreshNats;
  database!: FreshDatabase;
  runtime!: ServiceRuntime;
  environment: Record<string, string> = {};
  private readonly others: ServiceRuntime[] = [];

  /** @param tries seconds between the tries, of which there are as many */
  constructor(tries = '0,0.05,0.05') {
    beforeAll(async () => {
      [this.nats, this.database] = await Promise.all([freshNats(), freshDatabase()]);
      this.environment = {
        FREEHOLD_NATS_URL: this.nats.url,
        FREEHOLD_POSTGRES_URL: this.database.url,
        FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64'),
        FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
        FREEHOLD_WEBHOOK_ALLOW_HTTP: 'true',
        FREEHOLD_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1/32',
        FREEHOLD_WEBHOOK_TRY_AFTER_SECONDS: tries,
        FREEHOLD_WEBHOOK_ANSWER_WITHIN_MS: '15000',
      };
      this.others.push(await started(standIn('tenant', [Brand, Tenant]), this.environment));
      this.others.push(await started(standIn('dns', [Zone]), this.environment));
      await this.start();
    });
    afterAll(async () => {
      await this.runtime.stop();
      for (const other of this.others) await other.stop();
    });
  }

  async start(): Promise<void> {
    this.runtime = await this.replica();
  }

  /** One more process of the service, on the same data. */
  async replica(): Promise<ServiceRuntime> {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    return await started(webhookServiceOver({ resolve, ca: certificateUnderTest.cert }), this.environment);
  }

  /** Sends a command as a client does; what follows it sees it. */
  async send(
    kind: Kind,
    verb: string,
    id: string,
    data: object = {},
    command: string = newId(),
  ): Promise<CommandReply> {
    const of = { id: command, kind: kind.name, verb, resource_id: id, aggregate_id: id };
    const more = { data: { ...data }, actor: 'key:spec', correlation_id: command };
    const reply = await this.runtime.parts.send(kind.context, { ...of, ...more });
    if (reply.outcome === 'accepted') await this.runtime.parts.view.passed(reply.position, 20_000);
    return reply;
  }

  /** @throws Error when it is not accepted */
  async accepted(kind: Kind, verb: string, id: string, data: object = {}, command?: string): Promise<Resource> {
    const reply = await this.send(kind, verb, id, data, command);
    if (reply.outcome !== 'accepted') throw new Error(`${verb} ${kind.name}: ${JSON.stringify(reply)}`);
    return reply.resource;
  }

  /** A webhook with a secret of its own. @returns its id, and the secret */
  async webhook(url: string, fields: Record<string, unknown> = {}): Promise<{ id: string; secret: string }> {
    const id = newId();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    await this.accepted(Webhook, 'create', id, { url, events: ['brand'], secret, ...fields });
    return { id, secret };
  }

  /** Something happens: an event of the kind brand. @returns its id */
  async brand(id: string = newId()): Promise<string> {
    await this.accepted(Brand, 'create', id, { name: id, base_hostname: `${id}.example`, ...AUTHORITY });
    return id;
  }

  async rename(brand: string, name: string): Promise<Resource> {
    return await this.accepted(Brand, 'update', brand, { name });
  }

  async row(id: string): Promise<Resource | undefined> {
    return await this.runtime.parts.view.get(Webhook.name, id);
  }

  /** Newest first. */
  async deliveries(webhook_id: string): Promise<Delivery[]> {
    const { items } = await this.ask<{ items: Delivery[] }>('deliveries', { webhook_id });
    return items;
  }

  /** Asks as the gateway does. @throws Error as the service refuses */
  async ask<T>(verb: string, question: object): Promise<T> {
    const reply = await this.runtime.parts.nc.request(`ask.webhook.${verb}`, JSON.stringify(question), {
      timeout: 10_000,
    });
    const answer = reply.json<{ outcome: string; answer: T; code?: string; detail?: string }>();
    if (answer.outcome !== 'answered') throw new Error(`${answer.code}: ${answer.detail}`);
    return answer.answer;
  }

  /** Every message of a webhook has come to its end. */
  async settled(webhook_id: string, count: number): Promise<Delivery[]> {
    return await until(async () => {
      const all = await this.deliveries(webhook_id);
      return all.length >= count && all.every(({ status }) => status !== 'pending') ? all : undefined;
    });
  }
}

const AUTHORITY = {
  primary_ns: 'ns1.spec.example',
  secondary_ns: 'ns2.spec.example',
  hostmaster_email: 'dns@spec.example',
};

function standIn(context: string, owned: readonly Kind[]) {
  return defineService({
    name: context,
    context,
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    wire: () => ({ owned: owned.map((kind) => ({ decider: lifecycle(kind) })) }),
  });
}

async function started(
  definition: ReturnType<typeof defineService>,
  environment: Record<string, string>,
): Promise<ServiceRuntime> {
  const runtime = await ServiceRuntime.open(definition, environment);
  await runtime.start();
  return runtime;
}
