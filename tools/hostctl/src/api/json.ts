/** A JSON object whose fields are not known beforehand: kinds come and go, hostctl shows what it is given. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path: the key itself where an object has it, else step by step. */
export function at(value: unknown, path: string): unknown {
  if (isObject(value) && path in value) return value[path];
  return path.split('.').reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), value);
}
