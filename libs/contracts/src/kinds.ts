import { Record as DnsRecord } from './dns/record.js';
import { Zone } from './dns/zone.js';
import { Authority } from './fleet/authority.js';
import { Cluster } from './fleet/cluster.js';
import { Deployment } from './fleet/deployment.js';
import { Host } from './fleet/host.js';
import { LbAddress } from './fleet/lb-address.js';
import { Node } from './fleet/node.js';
import { NodeProfile } from './fleet/node-profile.js';
import { PlatformConfig } from './fleet/platform-config.js';
import { Region } from './fleet/region.js';
import { ClusterRuntime, RegionRuntime } from './fleet/runtime.js';
import { Shard } from './fleet/shard.js';
import { ApiKey } from './identity/api-key.js';
import { Membership } from './identity/membership.js';
import { User } from './identity/user.js';
import { Ip } from './inventory/ip.js';
import { Provider } from './inventory/provider.js';
import { Sync } from './inventory/sync.js';
import { Vps } from './inventory/vps.js';
import type { Kind } from './kind.js';
import { Brand } from './tenant/brand.js';
import { Fqdn } from './tenant/fqdn.js';
import { Subscription } from './tenant/subscription.js';
import { Tenant } from './tenant/tenant.js';
import { UidClaim } from './tenant/uid-claim.js';
import { Webroot } from './tenant/webroot.js';
import { Webhook } from './webhook/webhook.js';

/** Every kind of the platform, in the order in which a newcomer would meet them. */
export const kinds: readonly Kind[] = [
  PlatformConfig,
  Region,
  RegionRuntime,
  Cluster,
  ClusterRuntime,
  LbAddress,
  Shard,
  Host,
  NodeProfile,
  Node,
  Deployment,
  Authority,
  User,
  ApiKey,
  Membership,
  Brand,
  Tenant,
  Subscription,
  UidClaim,
  Webroot,
  Fqdn,
  Zone,
  DnsRecord,
  Provider,
  Sync,
  Vps,
  Ip,
  Webhook,
];

const byName = new Map(kinds.map((entry) => [entry.name, entry]));

/** @throws Error when there is no such kind: names come from our own code and from events that our code wrote */
export function kindNamed(name: string): Kind {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`there is no kind ${name}`);
  return found;
}

/** The kinds whose resources refer to a kind, with the field and what its deletion does to them. */
export function referrersOf(
  name: string,
): { readonly kind: Kind; readonly field: string; readonly on_delete: string; readonly many: boolean }[] {
  return kinds.flatMap((entry) =>
    Object.entries(entry.refs ?? {})
      .filter(([, ref]) => ref.kind === name)
      .map(([field, ref]) => ({ kind: entry, field, on_delete: ref.on_delete, many: ref.many === true })),
  );
}

/** What the owner of a kind must know of other contexts to decide on it: those it refers to, and those that refer to it and refuse. */
export function neighboursOf(name: string): string[] {
  const referred = Object.values(kindNamed(name).refs ?? {}).map((ref) => ref.kind);
  const refusing = referrersOf(name)
    .filter(({ on_delete }) => on_delete === 'refuse')
    .map(({ kind }) => kind.name);
  return [...new Set([...referred, ...refusing])];
}

/** The kinds that live within another, on its subject: they go with it. */
export function partsOf(name: string): { readonly kind: Kind; readonly field: string }[] {
  return kinds.flatMap((entry) => (entry.within?.kind === name ? [{ kind: entry, field: entry.within.field }] : []));
}
