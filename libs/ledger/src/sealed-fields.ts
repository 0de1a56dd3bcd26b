import type { CommandEnvelope } from '@freehold/contracts/command';
import { same } from '@freehold/contracts/decider';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { purposeOf, sealedFor } from '@freehold/contracts/sealing';

interface Place {
  readonly kind: Kind;
  /** Whose key it is sealed under: a person, a tenant, or the platform. */
  readonly owner: string;
  readonly purpose: string;
}

/** Seals one field before it can become part of an event. */
export type Seal = (field: Place & { readonly value: unknown }) => Promise<string>;

/** What was sealed; undefined for what does not open. */
export type Open = (field: Place & { readonly sealed: string }) => Promise<unknown>;

/** Whether a command's data may hold what is sealed. */
export function mayHoldSealed(kind: Kind, verb: string): boolean {
  const fields = (kind.secret?.length ?? 0) + (kind.personal?.length ?? 0);
  return fields > 0 && (verb === 'create' || verb === 'update' || kind.verbs?.[verb] !== undefined);
}

/**
 * A command's data with secrets and personal fields sealed. A dry run seals nothing: it writes nothing, and makes no key. A personal field
 * that says what it said before keeps its text: sealed anew it would look like a change.
 * @param known the resource, where there is one
 */
export async function sealedFields(
  kind: Kind,
  { resource_id, dry_run }: CommandEnvelope,
  data: Record<string, unknown>,
  { seal, open, known }: { readonly seal: Seal; readonly open: Open; readonly known: Resource | undefined },
): Promise<Record<string, unknown>> {
  const owner = sealedFor(kind, resource_id, data['tenant_id'] ?? known?.tenant_id);
  const sealed = { ...data };
  for (const field of [...(kind.secret ?? []), ...(kind.personal ?? [])]) {
    const value = data[field];
    if (value === undefined || value === null) continue;
    const place = { kind, owner, purpose: purposeOf(kind, resource_id, field) };
    const before = kind.personal?.includes(field) ? known?.spec[field] : undefined;
    const isSame = typeof before === 'string' && same(await open({ ...place, sealed: before }), value);
    if (isSame) sealed[field] = before;
    else sealed[field] = dry_run ? '***' : await seal({ ...place, value });
  }
  return sealed;
}
