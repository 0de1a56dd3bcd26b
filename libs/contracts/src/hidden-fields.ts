import type { Kind } from './kind.js';
import { HIDDEN } from './view.js';

/** Fields of a kind that nobody is shown in an event: secrets, their digests, and what is personal, which is opened in resources alone. */
export function hiddenOf({ secret = [], digests = [], personal = [] }: Kind): readonly string[] {
  return [...secret, ...digests, ...personal];
}

/** Data of a fact with the named fields hidden, wherever in it they stand. A field that is cleared stays visibly so. */
export function hide(data: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  if (fields.length === 0) return data;
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => {
      if (fields.includes(field)) return [field, value === null || value === undefined ? value : HIDDEN];
      return [field, isRecord(value) ? hide(value, fields) : value];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
