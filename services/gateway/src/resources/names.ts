import { Rejected } from '@freehold/contracts/command';
import { type Kind, pascal } from '@freehold/contracts/kind';

export const API = '/api/v1';

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** An id from a path. What cannot be an id names nothing. @throws Rejected `<kind>.not_found` */
export function idIn(params: Readonly<Record<string, string>>, kind: Kind, name = 'id'): string {
  const id = params[name] ?? '';
  if (ID.test(id)) return id;
  throw notFound(kind, id);
}

export function notFound(kind: Kind, id: string): Rejected {
  return new Rejected(`${kind.name}.not_found`, `there is no ${kind.name} ${id}`);
}

/** `Zone`: the kind's name in the OpenAPI document. */
export function schemaName(kind: Kind): string {
  return pascal(kind.name);
}

/** `PlatformConfigs`: for the names of functions in generated clients. */
export function pluralName(kind: Kind): string {
  return pascal(kind.plural);
}
