import { naturalId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The id that a person means: ids that follow from a name may be given as the name, so that `get zone acme.example` works. */
export function idFrom(kind: Kind, text: string): string {
  const field = namingField(kind);
  if (kind.id.scheme !== 'natural' || field === undefined || UUID.test(text)) return text;
  return naturalId(kind.name, kind.id.of({ [field]: text }));
}

/** Whether the id of a kind follows from a name alone. */
export function isNamed(kind: Kind): boolean {
  return namingField(kind) !== undefined;
}

/** The one field from which ids of a kind follow, such as `name` or `fqdn`: asked of the very function that makes them. */
export function namingField(kind: Kind): string | undefined {
  if (kind.id.scheme !== 'natural') return undefined;
  const read = new Set<string>();
  const spec = new Proxy<Record<string, unknown>>(
    {},
    {
      get(_, field) {
        read.add(String(field));
        return 'name';
      },
    },
  );
  kind.id.of(spec);
  const [field, ...others] = read;
  return others.length === 0 ? field : undefined;
}

/** As {@link idFrom}, for a field of a kind that refers to another kind or lies within it. */
export function refFrom(kind: Kind, field: string, text: string): string {
  const target = kind.within?.field === field ? kind.within.kind : kind.refs?.[field]?.kind;
  return target === undefined ? text : idFrom(kindNamed(target), text);
}

/** A body in which what names another resource by its name has its id. */
export function withRefs(kind: Kind, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const resolved = ([field, value]: [string, unknown]) => [
    field,
    typeof value === 'string' ? refFrom(kind, field, value) : value,
  ];
  return Object.fromEntries(Object.entries(body).map(resolved));
}
