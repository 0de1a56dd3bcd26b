import { z } from 'zod';
import { Time } from './fields.js';
import type { Kind } from './kind.js';
import type { Resource } from './resource.js';

/** Owner of secrets that belong to no tenant. */
export const PLATFORM_OWNER = 'platform';

/** Owner of what a resource says of a person: the person alone, so that to erase one takes nothing from others. */
export function personOf({ name }: Pick<Kind, 'name'>, id: string): string {
  return `${name}.${id}`;
}

/** Under whose key the sealed fields of a resource lie: the person's, where its kind has personal fields, else its tenant's or the platform's. */
export function sealedFor(kind: Kind, id: string, tenant_id: unknown): string {
  if (kind.personal?.length) return personOf(kind, id);
  return typeof tenant_id === 'string' ? tenant_id : PLATFORM_OWNER;
}

/** The place that a sealed field belongs to; anywhere else it does not open. */
export function purposeOf({ name }: Pick<Kind, 'name'>, id: string, field: string): string {
  return `${name}/${id}/${field}`;
}

/** The data of the fact `erased`, a certificate: which key is destroyed, and with it whatever was sealed under it, wherever copies lie. */
export const Certificate = z.strictObject({
  /** Whose key it was: `user.<id>`, or a tenant's id. */
  owner: z.string(),
  /** Null where its owner never had one: nothing was sealed. */
  key_id: z.string().nullable(),
  /** Of the texts that were sealed under it. */
  algorithm: z.literal('A256GCM'),
  destroyed_at: Time,
});
export type Certificate = z.output<typeof Certificate>;

/** The verb of every kind that has personal fields; declare it so. */
export const erase = {
  data: z.strictObject({}),
  action: 'delete',
  summary: 'Destroy for good what it says of a person, wherever it is kept, and what the person logs in with',
} as const;

/** What is left of a spec when its person is erased. */
export function erasedSpec(
  { personal = [], secret = [], digests = [], spec: { shape } }: Kind,
  spec: Resource['spec'],
  at: string,
): Resource['spec'] {
  const gone = [...personal, ...secret, ...digests].map((field) => [field, null] as const);
  return { ...spec, ...Object.fromEntries(gone), ...('disabled' in shape && { disabled: true }), erased_at: at };
}

export function isErased({ spec }: Pick<Resource, 'spec'>): boolean {
  return typeof spec['erased_at'] === 'string';
}
