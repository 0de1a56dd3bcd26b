/** Zones as the HTTP API of PowerDNS writes them (its manual, "HTTP API", objects Zone and RRSet), and as we do. */
import { inOrder, type RRset } from '@freehold/contracts/dns/rrset';
import type { Soa } from '@freehold/contracts/dns/soa';
import { z } from 'zod';
import type { WantedZone, ZoneChanges } from './dns-backend.js';

const ApiRRset = z.object({
  name: z.string(),
  type: z.string(),
  ttl: z.int(),
  records: z.array(z.object({ content: z.string(), disabled: z.boolean() })),
});
type ApiRRset = z.infer<typeof ApiRRset>;

/** A zone without its records: `?rrsets=false`. */
export const ApiZoneHead = z.object({
  kind: z.string(),
  serial: z.int(),
  dnssec: z.boolean(),
  nsec3param: z.string(),
  soa_edit_api: z.string(),
  api_rectify: z.boolean(),
});
export type ApiZoneHead = z.infer<typeof ApiZoneHead>;

export const ApiZone = ApiZoneHead.extend({ rrsets: z.array(ApiRRset) });
export type ApiZone = z.infer<typeof ApiZone>;

export const ApiKeys = z.array(
  z.object({ active: z.boolean(), published: z.boolean(), ds: z.array(z.string()).optional() }),
);

/**
 * What every zone of ours is: its serial is counted by PowerDNS at each change (INCREASE = by one), and it is rectified in the
 * transaction of the change. Unsigned zones too, though that reads the whole zone (6 µs a record): without it the names
 * between (`b` of `a.b`) would be denied, and resolvers would deny what lies below them (RFC 8020).
 */
export const ZONE_SETTINGS = { kind: 'Native', soa_edit_api: 'INCREASE', api_rectify: true } as const;

/** NSEC3 with SHA-1, no opt-out, no further iterations, no salt (RFC 9276 section 3.1). */
export const NSEC3PARAM = '1 0 0 -';

const DISABLED_NOT = { disabled: false };

/** The path of a zone; the API escapes in its ids what is neither letter, digit, dot nor hyphen, as `=2F`. */
export function zonePath(name: string): string {
  const id = name.replace(
    /[^A-Za-z0-9.-]/g,
    (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `/zones/${id}.`;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function fromApiRRsets(rrsets: readonly ApiRRset[]): RRset[] {
  const served = rrsets.map(({ name, type, ttl, records }) => ({
    name: bare(name),
    type,
    ttl,
    rdata: records.filter(({ disabled }) => !disabled).map(({ content }) => content),
  }));
  return inOrder(served.filter(({ rdata }) => rdata.length > 0));
}

export function toApiRRset({ name, type, ttl, rdata }: RRset): ApiRRset & { changetype: 'REPLACE' } {
  return {
    name: `${name}.`,
    type,
    ttl,
    changetype: 'REPLACE',
    records: rdata.map((content) => ({ content, ...DISABLED_NOT })),
  };
}

/** Removals go first: PowerDNS looks at each change in turn, and a CNAME may take the place of what is removed. */
export function toApiChanges({ replace, remove }: ZoneChanges) {
  return [
    ...remove.map(({ name, type }) => ({ name: `${name}.`, type, changetype: 'DELETE' as const })),
    ...replace.map(toApiRRset),
  ];
}

/** SOA and NS of the zone itself. */
export function apexOf(zone: WantedZone, serial: number): [soa: RRset, ns: RRset] {
  const { mname, rname, refresh, retry, expire, minimum } = zone.soa;
  const own = { name: zone.name, ttl: zone.ttl };
  return [
    { ...own, type: 'SOA', rdata: [`${mname}. ${rname}. ${serial} ${refresh} ${retry} ${expire} ${minimum}`] },
    { ...own, type: 'NS', rdata: zone.nameservers.map((host) => `${host}.`).toSorted() },
  ];
}

/** The SOA out of its rdata; undefined when it is none. */
export function readSoa(rdata: string): Soa | undefined {
  const match = /^(\S+)\. (\S+)\. \d+ (\d+) (\d+) (\d+) (\d+)$/.exec(rdata);
  if (match === null) return undefined;
  const [, mname = '', rname = '', ...times] = match;
  const [refresh = 0, retry = 0, expire = 0, minimum = 0] = times.map(Number);
  return { mname: mname.toLowerCase(), rname: rname.toLowerCase(), refresh, retry, expire, minimum };
}
