import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';

/**
 * Where the id of a new resource comes from:
 *
 * - `uuid`: new, in the order of time.
 * - `prefixed`: a short prefix and ten of `[a-z0-9]`; it serves as a Linux user, a database name, a unit name.
 * - `given`: the client may bring it, else a new UUID.
 * - `natural`: follows from the spec, so that the ledger's own guard makes the name unique (RFC 9562, UUIDv5).
 */
export type IdScheme =
  | { readonly scheme: 'uuid' }
  | { readonly scheme: 'prefixed'; readonly prefix: string }
  | { readonly scheme: 'given' }
  | { readonly scheme: 'natural'; of(spec: Record<string, unknown>): string };

/** Freehold's own UUIDv5 name space. Never change it: every natural id follows from it. */
const NAMESPACE = '6f2b1c9e-7d54-5a0b-9d3e-2f8c41a7b660';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What a client may bring as an id: `^[a-z0-9][a-z0-9_-]{0,62}$`. It becomes a token of a NATS subject. */
export const GIVEN_ID = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The id that follows from a kind and a natural key, the same on every machine. */
export function naturalId(kindName: string, key: string): string {
  return uuidv5(`${kindName}/${key}`, NAMESPACE);
}

/** The id of a command that a process or a schedule sends: the same cause gives the same id, so a repeat is known. */
export function derivedId(...parts: readonly (string | number)[]): string {
  return uuidv5(parts.join('/'), NAMESPACE);
}

/** A new id in the order of time (UUIDv7): of commands, events, requests. */
export function newId(): string {
  return uuidv7();
}

/** The id of a resource that is to be created. */
export function idFor(kindName: string, scheme: IdScheme, spec: Record<string, unknown>, given?: string): string {
  switch (scheme.scheme) {
    case 'uuid':
      return newId();
    case 'given':
      return given ?? newId();
    case 'natural':
      return naturalId(kindName, scheme.of(spec));
    case 'prefixed': {
      const random = crypto.getRandomValues(new Uint8Array(20));
      // Bytes from 252 up would favour the first letters of the alphabet; twenty bytes leave ten good ones but for once in 10^19.
      const letters = [...random].filter((byte) => byte < 252).slice(0, 10);
      return scheme.prefix + letters.map((byte) => ALPHABET[byte % 36]).join('');
    }
  }
}
