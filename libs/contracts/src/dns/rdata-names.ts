/** Names and addresses inside rdata, in the form that PowerDNS returns. */
import ipaddr from 'ipaddr.js';
import { domainNameProblem, type NameRule, normaliseDomainName } from './domain-name.js';
import { InvalidRecord, shown } from './presentation.js';

/** One label, or labels that end in one with an underscore (`_sip._udp`), which no top-level domain begins with. */
const RELATIVE = /^(?:[^.\u3002\uff0e\uff61]+|(?:[^.]+\.)*_[^.]*)$/u;

/**
 * A name that rdata points to, absolute with its trailing dot. `@` is the zone; a single label lies in the zone (`mail` →
 * `mail.acme.example.`); any other name is absolute with or without its last dot, as clients of hosting APIs write it.
 *
 * @param root whether `.` ("there is none") is a meaning of this field (RFC 2782, 7505, 9460)
 */
export function target(
  text: string,
  zone: string,
  { rule = 'owner', root = false }: { rule?: NameRule; root?: boolean } = {},
): string {
  if (text === '.') {
    if (root) return text;
    throw new InvalidRecord('points to the root ".": write the name of a host or domain');
  }
  if (text === '@') return `${zone}.`;
  if (ipaddr.IPv6.isValid(text))
    throw new InvalidRecord(`points to the address ${shown(text)}: write a name, and give that name an AAAA record`);
  const name = RELATIVE.test(text) ? `${text}.${zone}` : text;
  const problem = domainNameProblem(name, rule);
  if (problem !== undefined) throw new InvalidRecord(`points to a name that cannot be: ${problem}`);
  return `${normaliseDomainName(name, rule)}.`;
}

/** A dotted quad (RFC 1035 section 3.4.1), nothing of what inet_aton takes besides. */
export function ipv4(text: string): string {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) {
    throw new InvalidRecord(
      `must be an IPv4 address such as 192.0.2.1, not ${shown(text)}${ipaddr.IPv6.isValid(text) ? ' (an AAAA record takes that)' : ''}`,
    );
  }
  return ipaddr.IPv4.parse(text).toString();
}

/**
 * An IPv6 address as RFC 5952 writes it. IPv4 in IPv6's clothes (`::ffff:192.0.2.1`, `::192.0.2.1`) is refused: on the wire of
 * a client it means an A record, and name servers disagree on how to print it.
 */
export function ipv6(text: string): string {
  if (!/^[0-9a-f:.]+$/i.test(text) || !ipaddr.IPv6.isValid(text)) {
    const hint = ipaddr.IPv4.isValidFourPartDecimal(text) ? ' (an A record takes that)' : '';
    throw new InvalidRecord(`must be an IPv6 address such as 2001:db8::1, not ${shown(text)}${hint}`);
  }
  const address = ipaddr.IPv6.parse(text);
  const [a, b, c, d, e, f, g] = address.parts;
  const embedsIpv4 = [a, b, c, d, e].every((part) => part === 0) && (f === 0xffff || (f === 0 && g !== 0));
  if (embedsIpv4)
    throw new InvalidRecord(`is an IPv4 address written as IPv6, ${shown(text)}: make an A record instead`);
  return address.toRFC5952String();
}
