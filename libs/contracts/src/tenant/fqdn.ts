import { z } from 'zod';
import { HostName, normaliseDomainName } from '../dns/domain-name.js';
import type { RecordedEvent } from '../event.js';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { type Resource, touched } from '../resource.js';
import { subscribed } from './subscription.js';

/** What has to be so before a name is on the web, each told by the service that sees to it. */
export const ConditionName = z.enum(['dns', 'route', 'site', 'certificate']);
export type ConditionName = z.output<typeof ConditionName>;

const Condition = z.strictObject({
  /** `skipped`: it does not apply, `detail` says why. */
  state: z.enum(['served', 'skipped', 'waiting', 'failed']),
  /** Of the name when this was told: an answer to an older wish counts as none. */
  generation: z.int().positive(),
  detail: z.string(),
});
export type Condition = z.output<typeof Condition>;

const WILDCARD = /^\*\./;
const below = (text: string) => text.replace(WILDCARD, '');

/** A host name. `*.acme.example` is read too: that it cannot be bound is a rule, and says so. */
const BoundName = z
  .string()
  .overwrite((text) => (WILDCARD.exec(text)?.[0] ?? '') + (HostName.safeParse(below(text)).data ?? below(text)))
  .superRefine((text, context) => {
    for (const { message } of HostName.safeParse(below(text)).error?.issues ?? [])
      context.addIssue({ code: 'custom', message, input: text });
  })
  .meta({ description: 'A host name; lower-cased, IDNA-normalised', examples: ['www.acme.example'] });

/** Whether a name stands for all below another one. */
export function isWildcard(fqdn: string): boolean {
  return WILDCARD.test(fqdn);
}

/** The one form of a bound name: lower-case A-labels without the last dot. */
export function fqdnOf(spec: Readonly<Record<string, unknown>>): string {
  const text = String(spec['fqdn']);
  return isWildcard(text) ? `*.${normaliseDomainName(below(text))}` : normaliseDomainName(text);
}

/** A host name of a tenant, unique on the platform. Bound to a webroot it is served. */
export const Fqdn = kind({
  context: 'tenant',
  name: 'fqdn',
  plural: 'fqdns',
  summary: 'A host name; bound to a webroot it is served',
  lifecycle: 'asynchronous',
  id: { scheme: 'natural', of: fqdnOf },
  routes: {
    item: '/fqdns',
    lists: [
      { path: '/webroots/{webroot_id}/fqdns', parent: 'webroot_id', create: true },
      { path: '/tenants/{tenant_id}/fqdns', parent: 'tenant_id', create: true },
    ],
  },
  spec: z.strictObject({
    fqdn: BoundName,
    /** Absent or null: it is held, and not served. */
    webroot_id: Id.optional(),
    /** The webroot's, where one is named. */
    tenant_id: Id.optional(),
    ssl_enabled: z.boolean().default(false),
    ...subscribed.field,
    managed_by: z.enum(['custom', 'auto']).default('custom'),
    suspend_reason: z.string().max(1024).nullable().optional(),
  }),
  observed: z.strictObject({ conditions: z.partialRecord(ConditionName, Condition) }),
  internal: ['managed_by', 'suspend_reason'],
  suspendable: true,
  refs: {
    tenant_id: { kind: 'tenant', on_delete: 'cascade' },
    webroot_id: { kind: 'webroot', on_delete: 'cascade' },
    ...subscribed.ref,
  },
  immutable: ['fqdn', 'tenant_id'],
  filters: ['tenant_id', 'webroot_id', 'subscription_id', 'fqdn'],
  searched: ['fqdn'],
  facts: { condition_reported: Condition.extend({ condition: ConditionName }) },
  reports: ['condition_reported'],
  evolve: conditioned,
  reasons: {
    ...subscribed.reason,
    public_suffix: { status: 400, title: 'The name belongs to a registry' },
    wildcard: { status: 400, title: 'A wildcard cannot be bound' },
    foreign_zone: { status: 409, title: 'The name lies within a zone of somebody else' },
    foreign_webroot: { status: 400, title: 'The webroot is another tenant’s' },
    managed: { status: 403, title: 'The platform manages this name' },
    tenant_suspended: { status: 409, title: 'The tenant is suspended' },
  },
});

/** What has been told of a name, by condition. */
export function conditionsOf(resource: Resource): Partial<Record<ConditionName, Condition>> {
  const { conditions = {} } = (resource.observed ?? {}) as { conditions?: Partial<Record<ConditionName, Condition>> }; // by the kind's observed
  return conditions;
}

function conditioned(resource: Resource | undefined, event: RecordedEvent): Resource {
  if (resource === undefined) throw new Error(`${event.type} at ${event.position} comes before its name`);
  const { condition, ...told } = event.data as Condition & { condition: ConditionName }; // by the fact's schema
  return { ...touched(resource, event), observed: { conditions: { ...conditionsOf(resource), [condition]: told } } };
}
