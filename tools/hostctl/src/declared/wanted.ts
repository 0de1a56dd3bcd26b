import type { JsonObject } from '../api/json.js';
import type { RoutedKind } from '../kinds/routes.js';

/** One resource that a file wants. */
export interface Wanted {
  /** `shard web-1`: what people call it, unique in its file. */
  readonly label: string;
  readonly routed: RoutedKind;
  /** Where it follows from the file; undefined for one that is found by its name. */
  readonly id?: string;
  /** Whereby one without an id is found: fields that a list filters by or, all of them, that its items hold. */
  readonly identity?: JsonObject;
  /** What is sent when it is made, beside `fields`: what it is found by, and what the platform may choose otherwise later. */
  readonly initial: JsonObject;
  /** What the file says of it, and is compared: a field that the file leaves out is left as it is. */
  readonly fields: JsonObject;
}

/** Stands for the id of another wanted resource, which may not be there yet. */
export class IdOf {
  constructor(readonly label: string) {}

  toString(): string {
    return this.label;
  }
}

/** Ids by label, of the wanted resources that are there. */
export type Ids = ReadonlyMap<string, string>;

/** The same fields with ids in place of those {@link IdOf}s that are known. */
export function resolved(fields: JsonObject, ids: Ids): Record<string, unknown> {
  const value = (held: unknown) => (held instanceof IdOf ? (ids.get(held.label) ?? held) : held);
  return Object.fromEntries(Object.entries(fields).map(([field, held]) => [field, value(held)]));
}
