import { type Decision, type Situation, same } from '@freehold/contracts/decider';
import type { Fact } from '@freehold/contracts/event';
import type { z } from 'zod';

/** A thing that is seen for the first time, or again after it had vanished: `discovered`. */
export function observed(facts: z.ZodObject, { command, resource }: Situation): Fact | undefined {
  if (resource !== undefined && resource.status !== 'vanished') return undefined;
  return { fact: 'discovered', data: { spec: pick(command.data, Object.keys(facts.shape)) } };
}

/** The fields that are not what they were: `changed`. */
export function changed(facts: z.ZodObject, { command, resource }: Situation): Fact | undefined {
  const known = resource?.spec ?? {};
  const fields = Object.keys(facts.shape).filter((field) => !same(command.data[field], known[field]));
  return fields.length === 0
    ? undefined
    : { fact: 'changed', data: { changes: pick(command.data, fields), previous: pick(known, fields) } };
}

/** A thing that is not seen any more. What was never seen, or has vanished already, yields nothing. */
export function vanished(fact: 'vanished' | 'released', { resource }: Situation): Decision {
  return resource === undefined || resource.status === 'vanished' ? undefined : { fact, data: {} };
}

function pick(from: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
