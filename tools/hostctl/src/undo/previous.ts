import { same } from '@freehold/contracts/decider';
import { bare } from '@freehold/contracts/validation';
import { HIDDEN } from '@freehold/contracts/view';
import { z } from 'zod';
import { isObject, type JsonObject } from '../api/json.js';
import type { Happened } from './event.js';

/**
 * The body that gives the fields of an update their values of before, where they still are what the update made them. What was
 * changed again since stays, what is hidden cannot come back, and what the platform sets is left to it: of each a warning.
 */
export function previousOf(
  { of: { kind }, data }: Happened,
  now: JsonObject,
): { body: JsonObject; warnings: string[] } {
  const changes = isObject(data['changes']) ? data['changes'] : {};
  const previous = isObject(data['previous']) ? data['previous'] : {};
  const body: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [field, value] of Object.entries(changes)) {
    const before = previous[field] ?? null;
    const isSealed = [kind.secret, kind.personal, kind.digests].some((fields) => fields?.includes(field));
    if (kind.internal?.includes(field)) warnings.push(`${field} is set by the platform alone`);
    else if (isSealed && (before === HIDDEN || value === HIDDEN))
      warnings.push(`${field} is a secret: what it was cannot come back`);
    else if (!same(now[field], value)) warnings.push(`${field} has been changed again since: it stays`);
    else body[field] = backTo(kind.spec.shape[field], before, value);
  }
  return { body, warnings };
}

/** A change merges objects field by field, so what came with the update is cleared by name. */
function backTo(schema: unknown, before: unknown, now: unknown): unknown {
  const inner = schema instanceof z.ZodType ? bare(schema) : undefined;
  if (!(inner instanceof z.ZodObject) || !isObject(before) || !isObject(now)) return before;
  const fields = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Object.fromEntries(
    [...fields].map((field) => [field, backTo(inner.shape[field], before[field] ?? null, now[field])]),
  );
}
