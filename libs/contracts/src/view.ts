import type { Kind } from './kind.js';
import type { Resource } from './resource.js';

/** What stands in place of a secret in every answer. */
export const HIDDEN = '***';

/** A resource as clients see it: the fields of spec and observed side by side, absent ones as null, secrets and what is personal hidden. */
export interface ResourceView {
  readonly id: string;
  readonly status: string;
  readonly status_message: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly [field: string]: unknown;
}

export function render(kind: Kind, resource: Resource): ResourceView {
  const fields: Record<string, unknown> = {};
  for (const field of Object.keys(kind.spec.shape)) {
    if (kind.digests?.includes(field)) continue;
    const value = resource.spec[field] ?? null;
    const isSealed = kind.secret?.includes(field) || kind.personal?.includes(field);
    fields[field] = value !== null && isSealed ? HIDDEN : value;
  }
  // What is seen of a field says more than what was wished of it.
  for (const field of Object.keys(kind.observed?.shape ?? {}))
    fields[field] = resource.observed?.[field] ?? fields[field] ?? null;
  if ('name' in fields && !kind.personal?.includes('name')) fields['name'] ??= resource.id;
  return {
    id: resource.id,
    ...fields,
    status: resource.status,
    status_message: resource.status_message,
    created_at: resource.created_at,
    updated_at: resource.updated_at,
  };
}

/** `"<spec position>.<last position>"`: converging does not break an edit, for If-Match compares the first part. */
export function etag(resource: Pick<Resource, 'revision' | 'position'>): string {
  return `"${resource.revision}.${resource.position}"`;
}
