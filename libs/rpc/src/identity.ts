import type { X509Certificate } from 'node:crypto';

/** Whom a certificate of the platform's authority speaks for: the one URI among its alternative names says so. */
export type Identity =
  /** `freehold://service/tenant` */
  | { readonly is: 'service'; readonly name: string }
  /** `freehold://node/<id>`, of the node resource */
  | { readonly is: 'node'; readonly id: string };

const URI = /^freehold:\/\/(service|node)\/([A-Za-z0-9-]{1,64})$/;

export function identityUri(identity: Identity): string {
  const uri = identity.is === 'service' ? `freehold://service/${identity.name}` : `freehold://node/${identity.id}`;
  if (!URI.test(uri)) throw new Error(`No identity: ${JSON.stringify(uri)}`);
  return uri;
}

/** @returns undefined for anything that is not exactly such a URI */
export function parseIdentityUri(uri: string): Identity | undefined {
  const [, is, name] = URI.exec(uri) ?? [];
  if (!name) return undefined;
  return is === 'service' ? { is, name } : { is: 'node', id: name };
}

/** @returns undefined unless exactly one URI is among the alternative names, and it is one of ours */
export function identityOf(certificate: X509Certificate): Identity | undefined {
  const names = certificate.subjectAltName ?? '';
  // Node quotes what holds a separator; none of ours does, and a quoted name must not be read as several.
  if (names.includes('"')) return undefined;
  const uris = names.split(', ').filter((name) => name.startsWith('URI:'));
  return uris.length === 1 ? parseIdentityUri(uris[0]?.slice('URI:'.length) ?? '') : undefined;
}

/** The serial number in one spelling: lower-case hexadecimal without leading zeros. */
export function normalSerial(hexadecimal: string): string {
  return hexadecimal.toLowerCase().replace(/^0+(?=.)/, '');
}

/** When the certificate ends, in milliseconds since 1970. */
export function endOf(certificate: X509Certificate): number {
  return certificate.validToDate.getTime();
}
