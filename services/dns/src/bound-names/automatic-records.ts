import { isIPv6 } from 'node:net';
import { Record } from '@freehold/contracts/dns/record';
import { derivedId } from '@freehold/contracts/ids';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { RecordRow } from '../record/record-row.js';
import { relativeName, zoneName } from '../zone/zone-name.js';

/** Short, so that a name follows its load balancers within minutes. */
const TTL_SECONDS = 300;

/** A record that is to be there. Its id follows from what it is for: made twice, it is there once. */
export interface AutomaticRecord {
  readonly id: string;
  readonly spec: SpecOf<typeof Record>;
}

/** One A or AAAA for each address at which a name is to be reached, in the zone that answers for it. */
export function automaticRecords(
  fqdn: { readonly id: string; readonly name: string },
  zone: Resource,
  addresses: readonly string[],
): AutomaticRecord[] {
  const apex = zoneName(zone);
  return addresses.map((address) => ({
    id: derivedId(Record.name, zone.id, fqdn.id, address),
    spec: {
      zone_id: zone.id,
      type: isIPv6(address) ? 'AAAA' : 'A',
      name: relativeName(fqdn.name, apex),
      content: address,
      ttl: TTL_SECONDS,
      managed_by: 'auto',
      source_type: 'fqdn',
      source_fqdn_id: fqdn.id,
    },
  }));
}

/** What has to be made and what has to go, so that the automatic records of a name are these. */
export function difference(
  wanted: readonly AutomaticRecord[],
  there: readonly RecordRow[],
): { readonly missing: readonly AutomaticRecord[]; readonly surplus: readonly RecordRow[] } {
  const ids = new Set(wanted.map(({ id }) => id));
  const known = new Set(there.map(({ id }) => id));
  return {
    missing: wanted.filter(({ id }) => !known.has(id)),
    surplus: there.filter(({ id, status }) => !ids.has(id) && status !== 'deleting'),
  };
}
