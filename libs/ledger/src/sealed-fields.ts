import type { CommandEnvelope } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import { purposeOf, sealedFor } from '@freehold/contracts/sealing';

/** Seals one field before it can become part of an event. */
export type Seal = (field: {
  readonly kind: Kind;
  /** Whose key it is sealed under: a person, a tenant, or the platform. */
  readonly owner: string;
  readonly purpose: string;
  readonly value: unknown;
}) => Promise<string>;

/** Whether a command's data may hold what is sealed. */
export function mayHoldSealed(kind: Kind, verb: string): boolean {
  const fields = (kind.secret?.length ?? 0) + (kind.personal?.length ?? 0);
  return fields > 0 && (verb === 'create' || verb === 'update' || kind.verbs?.[verb] !== undefined);
}

/**
 * A command's data with secrets and personal fields sealed. A dry run seals nothing: it writes nothing, and makes no key.
 * @param tenant_id of the resource, where the data do not name it
 */
export async function sealedFields(
  kind: Kind,
  { resource_id, dry_run }: CommandEnvelope,
  data: Record<string, unknown>,
  { seal, tenant_id }: { readonly seal: Seal; readonly tenant_id: string | null },
): Promise<Record<string, unknown>> {
  const owner = sealedFor(kind, resource_id, data['tenant_id'] ?? tenant_id);
  const sealed = { ...data };
  for (const field of [...(kind.secret ?? []), ...(kind.personal ?? [])]) {
    const value = data[field];
    if (value === undefined || value === null) continue;
    sealed[field] = dry_run ? '***' : await seal({ kind, owner, purpose: purposeOf(kind, resource_id, field), value });
  }
  return sealed;
}
