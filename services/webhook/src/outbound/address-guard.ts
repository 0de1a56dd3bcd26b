import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Where everybody’s addresses lie in IPv6 (RFC 4291 §2.4); beside it are forms that lead back into IPv4, or nowhere. */
const GLOBAL_IPV6: Range = ipaddr.parseCIDR('2000::/3');
/** Names that mean this machine, or one beside it, whatever a resolver says (RFC 6761, RFC 6762, RFC 9476). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa|in-addr\.arpa|ip6\.arpa)$/;

/**
 * Says to which addresses the platform sends what its clients want to be told. They write the URL, and the platform’s machines stand
 * where clients do not: beside databases, and the metadata of clouds. So only addresses of the public Internet are good: neither
 * private ones nor any with a purpose of its own, in whichever spelling, but for the ranges that the operator allows.
 */
export class AddressGuard {
  private readonly allowed: readonly Range[];

  constructor(private readonly options: { readonly allow_http: boolean; readonly allow_private: readonly string[] }) {
    this.allowed = options.allow_private.map((range) => ipaddr.parseCIDR(range));
  }

  /** What is plainly wrong with a URL, in a sentence; undefined when it is to be decided by what its name resolves to. */
  refusedUrl(text: string): string | undefined {
    const url = URL.parse(text);
    if (url === null) return 'not a URL';
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.options.allow_http))
      return 'an address begins with https://';
    if (url.username !== '' || url.password !== '')
      return 'a URL holds neither a user nor a password: messages are signed';
    if (url.hash !== '') return 'a URL to send to has no fragment';
    const host = hostOf(url);
    if (isIP(host) !== 0) return this.refusedAddress(host);
    const name = host.replace(/\.$/, '').toLowerCase();
    if (LOCAL_NAME.test(name) && this.allowed.length === 0) return `${host} is not a name of the public Internet`;
    return undefined;
  }

  /** Why nothing is sent to an IP address; undefined when it may be. */
  refusedAddress(text: string): string | undefined {
    if (!ipaddr.isValid(text)) return `${text} is not an IP address`;
    const address = ipaddr.process(text); // an IPv4 address in IPv6’s clothes is what it is
    if (this.allowed.some((range) => within(address, range))) return undefined;
    const isPublic = address.range() === 'unicast' && (address.kind() === 'ipv4' || within(address, GLOBAL_IPV6));
    return isPublic ? undefined : `${text} is not an address of the public Internet (${address.range()})`;
  }
}

/** The host of a URL, without the brackets of IPv6. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

export function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
