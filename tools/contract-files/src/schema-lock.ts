import { eventTypes, factsOf } from '@freehold/contracts/facts';
import { kinds } from '@freehold/contracts/kinds';
import { type JsonSchema, jsonSchema } from './json-schema.js';
import { narrowings } from './narrowings.js';

/** By `<type>/<version>`: the schema of the data of every event that was ever written. */
export type SchemaLock = Readonly<Record<string, JsonSchema>>;

/** The schemas of the events that are written now. */
export function currentSchemas(): SchemaLock {
  const entries = kinds.flatMap((kind) =>
    eventTypes(kind).flatMap(({ type, fact, version }) => {
      const schema = factsOf(kind)[fact];
      return schema ? [[`${type}/${version}`, jsonSchema(schema)] as const] : [];
    }),
  );
  return Object.fromEntries(entries);
}

/**
 * What the contracts took away from schemas that were written: a ledger is for ever, so a schema may only grow. What no
 * longer fits gets a new version and an upcaster in its kind.
 * @returns a sentence each; empty when everything written before still fits
 */
export function broken(locked: SchemaLock, current: SchemaLock): string[] {
  const types = new Map(Object.keys(current).map((key) => [typeOf(key), Number(key.split('/')[1])]));
  return Object.entries(locked).flatMap(([key, schema]) => {
    const version = types.get(typeOf(key));
    if (version === undefined)
      return [`${key} is gone: events of that type are in ledgers, so its kind must still know it`];
    const now = current[key];
    if (now === undefined)
      return version > Number(key.split('/')[1]) ? [] : [`${key} has become version ${version}: versions only rise`];
    return narrowings(schema, now).map((found) => `${key}: ${found}: write a new version and an upcaster instead`);
  });
}

/** The lock as it should be: older versions stay, what is new is added. */
export function grown(locked: SchemaLock, current: SchemaLock): SchemaLock {
  const all = { ...locked, ...current };
  return Object.fromEntries(
    Object.keys(all)
      .toSorted()
      .map((key) => [key, all[key] ?? {}]),
  );
}

function typeOf(key: string): string {
  return key.split('/')[0] ?? key;
}
