import {
  AUDIT,
  CHECKPOINTS,
  CHECKPOINTS_SUBJECT,
  LOGINS_SUBJECT,
  REFUSALS_SUBJECT,
} from '@freehold/contracts/audit/streams';
import { EVENTS } from '@freehold/contracts/event';
import { inboxPrefix } from './nats.js';

/** What one service may say and hear on NATS; everything else the server refuses. Architecture §7. */
export interface NatsRights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** Answers go to the inbox of whoever asked. */
  readonly allow_responses: true;
}

interface Needs {
  readonly context: string;
  /** Contexts whose services it sends commands and questions to. */
  readonly commands: readonly string[];
  /** `<context>.<kind>`: kinds of other services that it reports on. */
  readonly reports?: readonly string[];
  /** Whether it speaks to node agents, for which fleet gives it a certificate in its own name. */
  readonly agents?: true;
  /** Whether it seals and opens secrets. */
  readonly vault?: true;
  /** Whether it destroys keys, without having the master key: those that it could read are wrapped. */
  readonly shreds?: true;
  /** `write`s or `read`s the stream of samples. */
  readonly samples?: 'write' | 'read';
  /** A stream of its own, beside the ledger, that it makes, writes to on one subject, and reads. */
  readonly keeps?: { readonly stream: string; readonly subject: string };
  /** A subject, of a stream that another service makes and reads, which it writes to. */
  readonly tells?: string;
}

/** One line a service: the least that it needs. */
const NEEDS: Readonly<Record<string, Needs>> = {
  gateway: {
    context: 'gateway',
    commands: ['tenant', 'fleet', 'dns', 'lb', 'inventory', 'identity', 'webhook', 'audit'],
    samples: 'read',
    keeps: { stream: AUDIT, subject: REFUSALS_SUBJECT },
  },
  tenant: { context: 'tenant', commands: [], reports: ['fleet.shard'], agents: true, shreds: true },
  fleet: { context: 'fleet', commands: [], vault: true, samples: 'write' },
  dns: { context: 'dns', commands: [], reports: ['tenant.fqdn'] },
  lb: { context: 'lb', commands: [], reports: ['tenant.fqdn', 'fleet.shard'], agents: true },
  identity: { context: 'identity', commands: [], vault: true, tells: LOGINS_SUBJECT },
  webhook: { context: 'webhook', commands: [], vault: true },
  audit: {
    context: 'audit',
    commands: [],
    vault: true,
    keeps: { stream: CHECKPOINTS, subject: CHECKPOINTS_SUBJECT },
  },
  'inventory-sync': { context: 'inventory', commands: [], vault: true, samples: 'write' },
};

/** The services of the platform; each is a NATS user of its own, also when all run in one process. */
export const SERVICES: readonly string[] = Object.keys(NEEDS);

/** @throws Error for a name that is no service */
export function natsRights(service: string): NatsRights {
  const needs = NEEDS[service];
  if (needs === undefined) throw new Error(`there is no service ${service}`);
  const { context, commands, reports = [], agents, vault, shreds, samples, keeps, tells } = needs;
  return {
    publish: [
      `evt.${context}.>`,
      ...reading(EVENTS),
      `$JS.API.STREAM.CREATE.${EVENTS}`,
      ...commands.flatMap((other) => [`cmd.${other}.>`, `ask.${other}.*`]),
      ...reports.map((kind) => `cmd.${kind}`),
      ...(agents ? [`ask.fleet.${certificateAsk(service)}`] : []),
      `ask.${context}.>`,
      ...(vault || shreds ? KEEPING_KEYS : []),
      ...(vault ? LISTING_KEYS : []),
      ...(samples === 'write'
        ? [`smp.${context}.>`, '$JS.API.STREAM.CREATE.SAMPLES', '$JS.API.STREAM.INFO.SAMPLES']
        : []),
      ...(samples === 'read' ? reading('SAMPLES') : []),
      ...(tells ? [tells] : []),
      ...(keeps ? [keeps.subject, `$JS.API.STREAM.CREATE.${keeps.stream}`, ...reading(keeps.stream)] : []),
    ],
    subscribe: [`${inboxPrefix(service)}.>`, `cmd.${context}.>`, `ask.${context}.>`],
    allow_responses: true,
  };
}

/**
 * The question by which a service gets its certificate: one a service, so that none can ask in another's name. Its two words are
 * not among the questions that the gateway may ask.
 */
export function certificateAsk(service: string): string {
  return `certificate.${service}`;
}

/** What it takes to open the bucket of keys, and to read, write, replace and destroy one whose owner is known. */
const KEEPING_KEYS = [
  '$JS.API.INFO',
  '$KV.KEYS.>',
  '$JS.API.STREAM.CREATE.KV_KEYS',
  '$JS.API.STREAM.INFO.KV_KEYS',
  '$JS.API.STREAM.MSG.GET.KV_KEYS',
  '$JS.API.STREAM.MSG.DELETE.KV_KEYS',
] as const;

/** What it takes besides to know who has one: for a rotation of the master key. */
const LISTING_KEYS = reading('KV_KEYS');

/**
 * What JetStream's API asks of somebody who reads a stream, and no more: neither update, purge nor delete of it. No direct gets: the server
 * gives a stored message, as it is, to whatever subject such a request names for the answer, also where the requester may not write.
 */
function reading(stream: string): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
    `$JS.ACK.${stream}.>`,
    '$JS.FC.>',
  ];
}
