import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import type { Resource } from '@freehold/contracts/resource';

/** A zone's name in normal form, as name servers are told it; its spec echoes the client's spelling. */
export function zoneName({ spec }: Pick<Resource, 'spec'>): string {
  return normaliseDomainName(String(spec['name']));
}

/** A name within a zone as the platform's own records write it: `@` or `www`. Both in normal form. */
export function relativeName(name: string, zone: string): string {
  return name === zone ? '@' : name.slice(0, -zone.length - 1);
}
