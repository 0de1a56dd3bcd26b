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

export type List = NonNullable<Kind['routes']>['lists'][number];

/** What tells a further list of a kind from its first: `/tenants/{tenant_id}/fqdns` → `OfTenant`. */
export function listSuffix({ routes }: Kind, list: List): string {
  return routes?.lists[0] === list ? '' : `Of${pascal((list.parent ?? 'all').replace(/_id$/, ''))}`;
}

/** The kind's lists that clients create in, each with the name of the body that it takes. */
export function creatingLists(kind: Kind): { readonly list: List; readonly body: string }[] {
  const lists = kind.routes?.read_only ? [] : (kind.routes?.lists.filter(({ create }) => create) ?? []);
  return lists.map((list) => ({ list, body: `${schemaName(kind)}Create${listSuffix(kind, list)}` }));
}
