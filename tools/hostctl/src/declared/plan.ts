import { same } from '@freehold/contracts/decider';
import type { Kind } from '@freehold/contracts/kind';
import { bare, updateSchema } from '@freehold/contracts/validation';
import { HIDDEN } from '@freehold/contracts/view';
import { z } from 'zod';
import { isObject, type JsonObject } from '../api/json.js';
import { EXIT, Failure } from '../failure.js';
import type { Present } from './present.js';
import { IdOf, type Ids, resolved, type Wanted } from './wanted.js';

/** One field that a resource is to have another value of. */
export interface Difference {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** What is to be done about one wanted resource. */
export type Step = { readonly wanted: Wanted } & (
  | { readonly action: 'create' }
  | { readonly action: 'update'; readonly id: string; readonly changes: readonly Difference[] }
  /** It is as wanted, but could not be made so the last time. */
  | { readonly action: 'retry'; readonly id: string }
  /** It is as wanted, and being made so. */
  | { readonly action: 'await'; readonly id: string }
  | { readonly action: 'keep'; readonly id: string }
  /** A verb of its kind. */
  | { readonly action: 'do'; readonly verb: string }
);

/**
 * What has to be done so that everything is as wanted; nothing that is there and not wanted is touched.
 * @throws Failure that names every field which would have to change and cannot
 */
export function planOf(wanted: readonly Wanted[], present: Present): Step[] {
  const ids: Ids = new Map([...present].map(([label, { id }]) => [label, String(id)]));
  const frozen: string[] = [];
  const steps = wanted.map((one): Step => {
    const found = present.get(one.label);
    if (found === undefined) return { wanted: one, action: 'create' };
    const id = String(found['id']);
    const changes = differences(one.routed.kind, resolved(one.fields, ids), found);
    const stuck = changes.filter(({ field }) => one.routed.kind.immutable?.includes(field));
    frozen.push(...stuck.map(({ field, old }) => `${one.label} has ${field} ${text(old)}, which cannot be changed`));
    if (changes.length > 0) return { wanted: one, action: 'update', id, changes };
    return { wanted: one, action: one.routed.kind.lifecycle === 'asynchronous' ? unsettled(found) : 'keep', id };
  });
  if (frozen.length > 0) throw new Failure(frozen.join('\n  '), EXIT.error, 'hostctl.immutable');
  return steps;
}

/** Whether a step would write an event. */
export function isChange({ action }: Step): boolean {
  return action !== 'keep' && action !== 'await';
}

function unsettled({ status }: JsonObject): 'retry' | 'await' | 'keep' {
  if (status === 'failed') return 'retry';
  return status === 'pending' || status === 'provisioning' ? 'await' : 'keep';
}

function differences(kind: Kind, fields: JsonObject, found: JsonObject): Difference[] {
  const patch = updateSchema(kind).shape;
  return Object.entries(fields).flatMap(([field, value]) => {
    const old = found[field] ?? null;
    // A secret is never read back: it is set once, and changed by hand.
    if (kind.secret?.includes(field) && old === HIDDEN) return [];
    if (value instanceof IdOf) return [{ field, old, new: value.toString() }];
    const wanted = value === null ? null : (patch[field] as z.ZodType).parse(value); // zod types its shape by its core, not by its classes
    return isSo(kind.spec.shape[field] as z.ZodType, wanted, old) ? [] : [{ field, old, new: wanted }]; // as above
  });
}

/** Whether a PUT of `wanted` would leave `old` as it is: objects merge field by field, lists and maps are replaced. */
function isSo(schema: z.ZodType, wanted: unknown, old: unknown): boolean {
  const inner = bare(schema);
  if (!(inner instanceof z.ZodObject) || !isObject(wanted) || !isObject(old)) return same(wanted, old);
  return Object.entries(wanted).every(([field, value]) => isSo(inner.shape[field] as z.ZodType, value, old[field])); // as above
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A step as a row for people and scripts. */
export function rowOf(step: Step): JsonObject {
  const { label, routed } = step.wanted;
  return {
    action: step.action === 'do' ? step.verb : step.action,
    kind: routed.kind.name,
    name: label.slice(routed.kind.name.length + 1),
    changes: step.action === 'update' ? step.changes : [],
  };
}
