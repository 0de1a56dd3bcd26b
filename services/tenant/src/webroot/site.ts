import type { SpecOf } from '@freehold/contracts/kind';
import { type Status, suspendReason } from '@freehold/contracts/resource';
import { type Condition, fqdnOf } from '@freehold/contracts/tenant/fqdn';
import type { Tenant } from '@freehold/contracts/tenant/tenant';
import type { Webroot } from '@freehold/contracts/tenant/webroot';
import type { ResourceInit } from '@freehold/rpc/agent-connection';

/** A name that is bound to a webroot. */
export interface SiteName {
  readonly id: string;
  readonly fqdn: string;
  readonly managed_by: 'custom' | 'auto';
  readonly status: Status;
  readonly generation: number;
  /** What was last told of its site. */
  readonly site: Condition | null;
}

/** Everything that a node must know of a webroot, and who has to hear of it, as the rows said at one moment. */
export interface Site {
  readonly id: string;
  readonly spec: SpecOf<typeof Webroot>;
  readonly tenant: { readonly id: string; readonly spec: SpecOf<typeof Tenant> };
  readonly shard: { readonly id: string; readonly name: string };
  /** Also those that are being deleted. */
  readonly names: readonly SiteName[];
  /** Of the ledger, up to which the rows were known: a site that was composed later has a higher one, also when it has fewer names. */
  readonly position: number;
}

/** The site as it crosses the wire. */
export function nodeWebroot(site: Site): ResourceInit {
  const { spec, tenant, shard } = site;
  const { pm = {}, php_values = {}, php_admin_values = {} } = spec.runtime_config;
  return {
    id: site.id,
    generation: BigInt(site.position),
    spec: {
      case: 'webroot',
      value: {
        tenantId: tenant.id,
        uid: tenant.spec.uid ?? 0,
        shard: shard.name,
        runtime: spec.runtime,
        runtimeVersion: spec.runtime_version,
        publicFolder: spec.public_folder,
        hostnames: hostnames(site),
        suspended: isSuspended(site),
        ...(spec.runtime === 'php' && {
          php: { pm: texts(pm), values: texts(php_values), adminValues: texts(php_admin_values) },
        }),
      },
    },
  };
}

/** Names that are served, in order, each once. */
export function hostnames({ names }: Site): string[] {
  return [...new Set(names.filter(isBound).map(({ fqdn }) => fqdnOf({ fqdn })))].toSorted();
}

/** Name under which the platform itself serves the site. */
export function serviceHostname({ names }: Site): string | undefined {
  return names.find((name) => name.managed_by === 'auto' && isBound(name))?.fqdn;
}

/** Whether a name is to be served, rather than on its way out. */
export function isBound({ status }: SiteName): boolean {
  return status !== 'deleting';
}

/** With its tenant at once: the webroot's own suspension follows that one. */
export function isSuspended({ spec, tenant }: Site): boolean {
  return suspendReason(spec) !== undefined || suspendReason(tenant.spec) !== undefined;
}

function texts(values: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
