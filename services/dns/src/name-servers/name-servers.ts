import { mailboxName, SOA_TIMES, type Soa } from '@freehold/contracts/dns/soa';
import { PLATFORM } from '@freehold/contracts/fleet/platform-config';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';

/** Who answers for a zone, as its SOA and NS say. */
export interface Authority {
  readonly soa: Soa;
  readonly nameservers: readonly string[];
  /** Seconds; of SOA and NS. */
  readonly ttl: number;
}

/**
 * From the zone's brand, or its tenant's, else from the platform config (REST contract, section 4).
 * @throws BackendError `refused` when neither names a primary and a hostmaster
 */
export async function authorityOf(zone: Resource, view: LocalView): Promise<Authority> {
  const config = (await view.get('platform-config', PLATFORM))?.spec['values'] as Record<string, string> | undefined; // the kind's spec
  const brand = zone.brand_id === null ? undefined : await view.get('brand', zone.brand_id);
  const source = (brand?.spec ?? config ?? {}) as Record<string, string | undefined>; // both hold texts under these names
  const { primary_ns, secondary_ns, hostmaster_email } = source;
  if (!primary_ns || !hostmaster_email) {
    throw new BackendError(
      'refused',
      'neither the zone’s brand nor the platform config names primary_ns and hostmaster_email: set them and retry',
    );
  }
  const nameservers = [primary_ns, ...(secondary_ns ? [secondary_ns] : [])].map(bare);
  const ttl = Number(config?.['default_ttl'] ?? 3600);
  return { soa: { mname: bare(primary_ns), rname: mailboxName(hostmaster_email), ...SOA_TIMES }, nameservers, ttl };
}

function bare(name: string): string {
  return name.replace(/\.$/, '');
}
