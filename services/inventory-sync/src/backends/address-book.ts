import { addressFamily, type ObservedIp } from '@freehold/contracts/inventory/observed';
import ipaddr from 'ipaddr.js';

/** Ranges that many machines use at once, so that an address of them names none. */
const notPublic = new Set(['private', 'uniqueLocal', 'linkLocal', 'loopback', 'unspecified']);

/**
 * Collects the public addresses of an account, each once. While an address moves, two servers may claim it in one answer: the one whose
 * main address it is has it, else the one that was entered first.
 */
export class AddressBook {
  private readonly claims = new Map<string, { ip: ObservedIp; main: boolean }>();

  /** @param address in canonical spelling @param vps_external_id null when no server holds it */
  enter(address: string, vps_external_id: string | null, reverse_name: string | null, main: boolean): void {
    const claim = this.claims.get(address);
    if (claim?.ip.vps_external_id === vps_external_id) {
      claim.ip.reverse_name ??= reverse_name;
      claim.main ||= main;
      return;
    }
    if (claim && (claim.main || !main)) return;
    if (!claim && notPublic.has(ipaddr.parse(address).range())) return;
    this.claims.set(address, { ip: { address, family: addressFamily(address), vps_external_id, reverse_name }, main });
  }

  /** Ordered by address, as text. */
  entries(): ObservedIp[] {
    return [...this.claims.values()].map(({ ip }) => ip).sort((a, b) => (a.address < b.address ? -1 : 1));
  }
}
