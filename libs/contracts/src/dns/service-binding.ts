/** Rdata of HTTPS and SVCB records (RFC 9460), in the order and quoting that PowerDNS returns. */
import { base64, InvalidRecord, octetsOf, shown, tokensOf, uint } from './presentation.js';
import { ipv4, ipv6, target } from './rdata-names.js';

/** The parameters that every supported name server knows by name, in the order of their numbers, which is the order of the wire. */
const PARAMETERS = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'] as const;
type Parameter = (typeof PARAMETERS)[number];
type Values = Map<Parameter, string>;

function parameterNamed(key: string): Parameter {
  const known = PARAMETERS.find((name) => name === key);
  if (known === undefined)
    throw new InvalidRecord(`has the parameter ${shown(key)}: known are ${PARAMETERS.join(', ')}`);
  return known;
}

function valuesOf(tokens: readonly string[]): Values {
  const values: Values = new Map();
  for (const token of tokens) {
    const at = token.indexOf('=');
    const key = parameterNamed((at < 0 ? token : token.slice(0, at)).toLowerCase());
    if (values.has(key)) throw new InvalidRecord(`has the parameter ${key} twice`);
    const octets = at < 0 ? [] : octetsOf(token.slice(at + 1));
    const text = String.fromCharCode(...octets);
    if (!/^[\x21-\x7e]*$/.test(text)) throw new InvalidRecord(`has an unprintable character in ${key}`);
    if ((key === 'no-default-alpn') !== (text === '')) {
      throw new InvalidRecord(
        key === 'no-default-alpn'
          ? 'has a value for no-default-alpn: it takes none'
          : `has no value for ${key}: write ${key}=…`,
      );
    }
    values.set(key, text);
  }
  return values;
}

function listOf(key: Parameter, text: string, item: (text: string) => string): string {
  const items = text.split(',').map(item);
  if (new Set(items).size < items.length) throw new InvalidRecord(`has a value twice in ${key}`);
  return items.join(',');
}

function alpnId(id: string): string {
  if (!/^[^,"\\]{1,255}$/.test(id))
    throw new InvalidRecord(`has the alpn ${shown(id)}: write identifiers such as h2,h3`);
  return id;
}

function mandatory(text: string, values: Values): string {
  const names = listOf('mandatory', text.toLowerCase(), (name) => {
    const key = parameterNamed(name);
    if (key === 'mandatory' || !values.has(key))
      throw new InvalidRecord(`calls ${name} mandatory, which must be another parameter of the same record`);
    return key;
  }).split(',');
  return PARAMETERS.filter((name) => names.includes(name)).join(',');
}

function written(key: Parameter, values: Values): string[] {
  const text = values.get(key);
  if (text === undefined) return [];
  switch (key) {
    case 'mandatory':
      return [`mandatory=${mandatory(text, values)}`];
    case 'alpn':
      return [`alpn=${listOf(key, text, alpnId)}`];
    case 'no-default-alpn':
      if (!values.has('alpn'))
        throw new InvalidRecord('has no-default-alpn without alpn: name the protocols with alpn=…');
      return ['no-default-alpn'];
    case 'port':
      return [`port=${uint(text, 65_535, 'port')}`];
    case 'ipv4hint':
      return [`ipv4hint=${listOf(key, text, ipv4)}`];
    case 'ech':
      return [`ech="${base64([text], 'ech')}"`];
    case 'ipv6hint':
      return [`ipv6hint=${listOf(key, text, ipv6)}`];
  }
}

/** `<priority> <target> [<parameter>=<value> …]`; their priority is part of the content, 0 is an alias and takes no parameter. */
export function serviceBinding(content: string, zone: string): string {
  const [priority, host, ...parameters] = tokensOf(content);
  if (priority === undefined || host === undefined) {
    throw new InvalidRecord('must read "<priority> <target> [<parameter>=<value> …]", such as 1 . alpn=h2,h3');
  }
  const order = uint(priority, 65_535, 'priority');
  if (order === 0 && parameters.length > 0)
    throw new InvalidRecord('has priority 0, an alias, which takes no parameter: write 1 or more');
  const values = valuesOf(parameters);
  return [order, target(host, zone, { root: true }), ...PARAMETERS.flatMap((key) => written(key, values))].join(' ');
}
