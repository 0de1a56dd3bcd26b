import { inspect } from 'node:util';

/** What stands in place of a secret. */
const HIDDEN = '***';

/** A value that prints as `***` wherever it is logged, serialised or inspected; only `reveal()` gives it away. */
export class Secret<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

/** Names of fields that hold secrets, compared without case, `_` and `-`. */
const SECRET_NAME =
  /password|passwd|passphrase|secret|token|apikey|authorization|credential|privatekey|masterkey|keypem|cookie/;

/** Secrets within texts: `scheme://user:password@host`, and the value of an Authorization header. */
const SECRET_TEXT = /(?<=\w:\/\/)[^/\s@]+(?=@)|(?<=\b(?:Bearer|Basic)\s)[\w.~+/=-]+/gi;

/** Deeper than this nobody reads a log. */
const DEPTH = 8;

/**
 * A copy for logs in which secrets are `***`: `Secret`s, fields with telling names, passwords in URLs, bearer tokens.
 * Buffers are hidden whole; what is too deep, or leads back to itself, is `…`.
 */
export function redact(value: unknown, depth = DEPTH): unknown {
  if (typeof value === 'string') return value.replace(SECRET_TEXT, HIDDEN);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret || ArrayBuffer.isView(value)) return HIDDEN;
  if (value instanceof Date) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth - 1));
  if (value instanceof Map) return redact(Object.fromEntries(value), depth);
  if (value instanceof Set) return redact([...value], depth);
  return Object.fromEntries(
    fieldsOf(value).map(([name, entry]) => [name, isSecretName(name) ? HIDDEN : redact(entry, depth - 1)]),
  );
}

/**
 * Of an Error what it says: its name, message, stack and cause, and its plain fields such as a code; not the connections and
 * clients that it drags along.
 */
function fieldsOf(value: object): [string, unknown][] {
  if (!(value instanceof Error)) return Object.entries(value);
  const { name, message, stack, cause } = value;
  const plain = Object.entries(value).filter(([, field]) => typeof field !== 'object');
  return [...plain, ...Object.entries({ name, message, stack, ...(cause !== undefined && { cause }) })];
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replaceAll(/[_-]/g, ''));
}
