import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { render } from '@freehold/contracts/view';

/** One field of a resource, as clients see it, at two moments; null where it had none. Secrets and what is personal are `***`. */
export interface FieldChange {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** Of when rather than of what: they differ whenever anything does. */
const NOT_COMPARED = ['id', 'created_at', 'updated_at'];

/**
 * In what a resource differs from how it was, in the order of its fields. What was not there, or is gone, has none.
 * @param replaced hidden fields that were set anew meanwhile: they look the same whatever they are
 */
export function fieldChanges(
  kind: Kind,
  old: Resource | undefined,
  now: Resource | undefined,
  replaced: readonly string[] = [],
): FieldChange[] {
  const [before, after] = [shown(kind, old), shown(kind, now)];
  const fields = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...fields].flatMap((field) => {
    if (NOT_COMPARED.includes(field)) return [];
    const change = { field, old: before[field] ?? null, new: after[field] ?? null };
    return isSame(change.old, change.new) && !replaced.includes(field) ? [] : [change];
  });
}

function shown(kind: Kind, resource: Resource | undefined): Readonly<Record<string, unknown>> {
  return resource === undefined ? {} : render(kind, resource);
}

/** Both come from the same sort of fold, whose keys have one order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
