/** Pieces of the presentation form of rdata (RFC 1035 section 5.1): tokens, character-strings, numbers, hexadecimal, base64. */

/** A record that is not valid. Raised and caught within this folder; what leaves it is a `RecordProblem`. */
export class InvalidRecord extends Error {
  constructor(
    readonly detail: string,
    readonly field: 'name' | 'type' | 'content' | 'priority' = 'content',
  ) {
    super(detail);
  }
}

/** A text as it may be repeated in a message: bounded, and visibly delimited. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** One token: a word, a quoted string, or a word that ends in one (`alpn="h2,h3"`). */
const TOKEN = /[ \t]*((?:"(?:[^"\\]|\\.)*"|\\.|[^\s"\\])+)(?=[ \t]|$)/suy;

/** The tokens of a content, quotes and escapes still in place. */
export function tokensOf(content: string): string[] {
  const tokens: string[] = [];
  const text = content.replace(/[ \t]+$/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) {
      throw new InvalidRecord(
        'has a quote that is not closed, a line break, or a backslash before nothing: write one line, every string as "…"',
      );
    }
    tokens.push(token);
  }
  return tokens;
}

/** Exactly as many tokens as `shape` has words, or a refusal that shows the shape. */
export function fieldsOf<const Names extends readonly string[]>(
  content: string,
  names: Names,
): Record<Names[number], string> {
  const tokens = tokensOf(content);
  if (tokens.length !== names.length) {
    throw new InvalidRecord(
      `must read "${names.map((name) => `<${name}>`).join(' ')}" (${names.length} fields), but has ${tokens.length}`,
    );
  }
  // Every name of the tuple has its token: the lengths were just found equal.
  return Object.fromEntries(names.map((name, index) => [name, tokens[index]])) as Record<Names[number], string>;
}

const utf8 = new TextEncoder();

/** The octets that a token stands for: quotes dropped, `\DDD` and `\X` resolved, the rest as UTF-8. */
export function octetsOf(token: string): number[] {
  const inner = /^".*"$/su.test(token) ? token.slice(1, -1) : token;
  const octets: number[] = [];
  for (const [piece, decimal, escaped] of inner.matchAll(/\\(\d{3})|\\(.)|[^\\]+/gsu)) {
    if (decimal === undefined) {
      octets.push(...utf8.encode(escaped ?? piece));
    } else if (Number(decimal) > 255) {
      throw new InvalidRecord(`has the escape ${piece}: an octet is written \\000 to \\255`);
    } else {
      octets.push(Number(decimal));
    }
  }
  return octets;
}

/** A quoted string as PowerDNS prints it: printable ASCII as it is, `"` and `\` with a backslash, every other octet `\DDD`. */
export function quoted(octets: readonly number[]): string {
  const escaped = octets.map((octet) => {
    if (octet === 0x22 || octet === 0x5c) return `\\${String.fromCharCode(octet)}`;
    return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** A <character-string>: at most 255 octets, quoted. */
export function characterString(token: string, what: string): string {
  const octets = octetsOf(token);
  if (octets.length > 255) throw new InvalidRecord(`has a ${what} of ${octets.length} octets: at most 255 fit`);
  return quoted(octets);
}

/** A whole number from 0 to `max`, without leading zeros. */
export function uint(token: string, max: number, what: string): number {
  const value = Number(token);
  if (!/^\d{1,10}$/.test(token) || value > max) {
    throw new InvalidRecord(`has the ${what} ${shown(token)}: write a whole number from 0 to ${max}`);
  }
  return value;
}

/** A number out of a registry, with the meaning of each in the refusal. */
export function oneOf(token: string, registry: Readonly<Record<number, string>>, what: string): number {
  const known = Object.entries(registry).map(([number, meaning]) => `${number} (${meaning})`);
  if (!/^\d{1,3}$/.test(token) || registry[Number(token)] === undefined) {
    throw new InvalidRecord(`has the ${what} ${shown(token)}: write one of ${known.join(', ')}`);
  }
  return Number(token);
}

/** Hexadecimal digits, which may stand in groups, in lower case; `octets` = how many they must make, undefined = any number but none. */
export function hexadecimal(groups: readonly string[], octets: number | undefined, what: string): string {
  const digits = groups.join('').toLowerCase();
  if (!/^(?:[0-9a-f]{2})+$/.test(digits))
    throw new InvalidRecord(`has the ${what} ${shown(digits)}: write it in hexadecimal digits, two an octet`);
  if (octets !== undefined && digits.length !== octets * 2) {
    throw new InvalidRecord(`has a ${what} of ${digits.length} hexadecimal digits: this one has ${octets * 2}`);
  }
  return digits;
}

/** Base64 (RFC 4648 section 4), which may stand in groups, with its padding and no spare bits set. */
export function base64(groups: readonly string[], what: string): string {
  const text = groups.join('');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) || text === '') {
    throw new InvalidRecord(`has a ${what} that is not base64: write it with its padding, without quotes`);
  }
  return btoa(atob(text));
}
