import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import type { Resource } from '@freehold/contracts/resource';

/** A zone's name in normal form, as name servers are told it; its spec echoes the client's spelling. */
export function zoneName(zone: Resource): string {
  return normaliseDomainName(String(zone.spec['name']));
}
