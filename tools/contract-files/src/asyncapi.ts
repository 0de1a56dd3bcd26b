import { CommandEnvelope } from '@freehold/contracts/command';
import { eventTypes, factsOf } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed, kinds, partsOf } from '@freehold/contracts/kinds';
import { type JsonSchema, jsonSchema } from './json-schema.js';

const text = (description: string) => ({ type: 'string', description });

/** Attributes of CloudEvents 1.0 in binary mode, and Freehold’s own, as they stand in NATS headers. */
const HEADERS: JsonSchema = {
  type: 'object',
  required: [
    'ce-specversion',
    'ce-id',
    'ce-source',
    'ce-type',
    'ce-subject',
    'ce-time',
    'ce-dataschema',
    'freehold-actor',
    'freehold-correlation',
  ],
  properties: {
    'ce-specversion': { const: '1.0' },
    'ce-id': text('Id of the command that caused the event; also Nats-Msg-Id and the id of its operation'),
    'ce-source': text('/freehold/<context>'),
    'ce-type': text('ZoneCreated'),
    'ce-subject': text('<kind>/<id of the resource>'),
    'ce-time': { type: 'string', format: 'date-time' },
    'ce-dataschema': text('<type>/<version>'),
    'freehold-actor': text('key:<id>, user:<id>, service:<name> or process:<name>'),
    'freehold-correlation': text('Shared by everything that one request caused'),
    'freehold-causation': text('Id of the event that caused the command'),
    'freehold-tenant': text('Tenant that the resource belongs to'),
    'freehold-brand': text('Brand that the resource belongs to'),
    traceparent: text('W3C trace context'),
  },
};

/** The AsyncAPI 3.0 document of everything that services say on NATS, made from the kinds. */
export function asyncApi(): JsonSchema {
  const roots = kinds.filter((kind) => kind.within === undefined);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Freehold events and commands',
      version: '1.0.0',
      description:
        'Events lie in the JetStream stream EVENTS, one message an event (CloudEvents 1.0, binary mode); their position is the stream sequence. ' +
        'Commands go by core NATS request/reply to the owner of a kind. Made from libs/contracts; do not edit.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      roots.flatMap((kind) => [[`${kind.name}-events`, eventChannel(kind)], ...commandChannels(kind)]),
    ),
    operations: Object.fromEntries(
      roots.flatMap((kind) => [[`append-${kind.name}-events`, appending(kind)], ...deciding(kind)]),
    ),
    components: {
      messages: {
        ...Object.fromEntries(kinds.flatMap(eventMessages)),
        Command: { name: 'Command', contentType: 'application/json', payload: jsonSchema(CommandEnvelope) },
        Reply: { name: 'Reply', contentType: 'application/json', payload: REPLY },
      },
      schemas: { EventHeaders: HEADERS },
    },
  };
}

const REPLY: JsonSchema = {
  type: 'object',
  required: ['outcome'],
  description:
    'accepted: position, changed, resource; dry_run: events, resource; rejected: code, detail, errors; unavailable (nothing was written) and unknown: detail',
  properties: {
    outcome: { enum: ['accepted', 'dry_run', 'rejected', 'unavailable', 'unknown'] },
    position: { type: 'integer' },
    changed: { type: 'boolean' },
    resource: { type: ['object', 'null'] },
    events: { type: 'array', items: { type: 'object' } },
    code: text('<kind>.<reason>'),
    detail: text('What was wrong, where, and what to do'),
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: text('RFC 6901'), detail: text('') },
      },
    },
  },
};

/** The kinds whose events lie on a kind’s subjects: itself, and what lives within it. */
function onSubjectOf(kind: Kind): Kind[] {
  return [kind, ...partsOf(kind.name).map((part) => part.kind)];
}

function eventChannel(kind: Kind): JsonSchema {
  const types = onSubjectOf(kind).flatMap(eventTypes);
  return {
    address: `evt.${kind.context}.${kind.name}.{id}`,
    summary: kind.summary,
    parameters: { id: { description: `Id of the ${kind.name}` } },
    messages: Object.fromEntries(types.map(({ type }) => [type, ref(`components/messages/${type}`)])),
  };
}

function commandChannels(root: Kind): [string, JsonSchema][] {
  return onSubjectOf(root).map((kind) => [
    `${kind.name}-commands`,
    {
      address: `cmd.${kind.context}.${kind.name}`,
      messages: { Command: ref('components/messages/Command'), Reply: ref('components/messages/Reply') },
    },
  ]);
}

function appending(kind: Kind): JsonSchema {
  return {
    action: 'send',
    channel: ref(`channels/${kind.name}-events`),
    summary: `Only the service of ${kind.context} may append here`,
  };
}

function deciding(root: Kind): [string, JsonSchema][] {
  return onSubjectOf(root).map((kind) => {
    const channel = `channels/${kind.name}-commands`;
    return [
      `decide-${kind.name}-commands`,
      {
        action: 'receive',
        channel: ref(channel),
        messages: [ref(`${channel}/messages/Command`)],
        reply: { channel: ref(channel), messages: [ref(`${channel}/messages/Reply`)] },
      },
    ];
  });
}

function eventMessages(kind: Kind): [string, JsonSchema][] {
  return eventTypes(kind).map(({ type, fact, version }) => [
    type,
    {
      name: type,
      title: `${type}, version ${version}`,
      contentType: 'application/json',
      headers: ref('components/schemas/EventHeaders'),
      payload: jsonSchema(factsOf(kind)[fact] ?? kindNamed(kind.name).spec),
    },
  ]);
}

function ref(path: string): JsonSchema {
  return { $ref: `#/${path}` };
}
