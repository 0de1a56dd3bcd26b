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
  /** Whether it seals and opens secrets. */
  readonly vault?: true;
  /** `write`s or `read`s the stream of samples. */
  readonly samples?: 'write' | 'read';
}

/** One line a service: the least that it needs. */
const NEEDS: Readonly<Record<string, Needs>> = {
  gateway: { context: 'gateway', commands: ['tenant', 'fleet', 'dns', 'inventory'], samples: 'read' },
  tenant: { context: 'tenant', commands: [] },
  fleet: { context: 'fleet', commands: [] },
  dns: { context: 'dns', commands: [] },
  'inventory-sync': { context: 'inventory', commands: [], vault: true, samples: 'write' },
};

/** The services of the platform; each is a NATS user of its own, also when all run in one process. */
export const SERVICES: readonly string[] = Object.keys(NEEDS);

/** @throws Error for a name that is no service */
export function natsRights(service: string): NatsRights {
  const needs = NEEDS[service];
  if (needs === undefined) throw new Error(`there is no service ${service}`);
  const { context, commands, vault, samples } = needs;
  return {
    publish: [
      `evt.${context}.>`,
      ...reading(EVENTS),
      `$JS.API.STREAM.CREATE.${EVENTS}`,
      ...commands.flatMap((other) => [`cmd.${other}.>`, `ask.${other}.>`]),
      `ask.${context}.>`,
      ...(vault
        ? [
            '$JS.API.INFO',
            '$KV.KEYS.>',
            '$JS.API.STREAM.CREATE.KV_KEYS',
            '$JS.API.STREAM.MSG.DELETE.KV_KEYS',
            ...reading('KV_KEYS'),
          ]
        : []),
      ...(samples === 'write'
        ? [`smp.${context}.>`, '$JS.API.STREAM.CREATE.SAMPLES', '$JS.API.STREAM.INFO.SAMPLES']
        : []),
      ...(samples === 'read' ? reading('SAMPLES') : []),
    ],
    subscribe: [`${inboxPrefix(service)}.>`, `cmd.${context}.>`, `ask.${context}.>`],
    allow_responses: true,
  };
}

/** What JetStream's API asks of somebody who reads a stream, and no more: neither update, purge nor delete of it. */
function reading(stream: string): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.>`,
    `$JS.API.CONSUMER.CREATE.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
    `$JS.ACK.${stream}.>`,
    '$JS.FC.>',
  ];
}
