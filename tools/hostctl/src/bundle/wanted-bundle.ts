import { type IdScheme, naturalId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { Subscription } from '@freehold/contracts/tenant/subscription';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { fieldsOf } from '@freehold/contracts/validation';
import type { JsonObject } from '../api/json.js';
import type { Place } from '../declared/places.js';
import { without } from '../declared/section.js';
import { IdOf, type Wanted } from '../declared/wanted.js';
import { sendable } from '../kinds/documents.js';
import { type RoutedKind, routedKinds } from '../kinds/routes.js';

/** Where the tenant is to be. */
export interface Destination extends Place {
  readonly brand_id: string;
}

/** Said of a tenant by where it is to be, and by its name. */
const PLACED = ['name', 'brand_id', 'region_id', 'cluster_id', 'shard_id'];

/** Of a bundle's resources, those that are to be made, and why others are not. */
export class BundleContents {
  readonly wanted: Wanted[] = [];
  /** Why resources are left out, and how many for the same reason. */
  readonly left = new Map<string, number>();
  /** By kind and id as the bundle has it. */
  private readonly labels = new Map<string, string>();

  constructor(private readonly to: Destination) {}

  /** Resources come in an order in which they can be made: what is referred to is known already, or not in the bundle. */
  add(kindName: string, item: JsonObject): void {
    const of = routedKinds.find(({ kind }) => kind.name === kindName);
    if (of === undefined) return this.leave(`this hostctl knows no ${kindName}`);
    const { kind } = of;
    const id = String(item['id']);
    if (item['managed_by'] === 'auto')
      return this.leave(`the platform makes the ${kind.plural} that it manages itself`);
    if (item['status'] === 'deleting') return this.leave(`${kind.plural} were being deleted`);
    if (kind.digests || kind.secret || kind.personal)
      return this.leave(`${kind.plural} hold secrets or what is personal, which is in no bundle: make them anew`);
    if (kind.name === Tenant.name) return this.addTenant(of, id, item);
    if (kind.name === Subscription.name && id === item['tenant_id']) {
      // Every tenant has one from its beginning, under its own id.
      this.labels.set(key(kind.name, id), this.labels.get(key(Tenant.name, id)) ?? '');
      return;
    }
    this.addOf(of, id, item);
  }

  private addTenant(of: RoutedKind, id: string, item: JsonObject): void {
    const fields = without(sendable(Tenant, item, 'create'), PLACED);
    const { brand_id, region_id, cluster_id, shard_id } = this.to;
    const label = `tenant ${String(item['name'])}`;
    this.labels.set(key(Tenant.name, id), label);
    const identity = { name: item['name'], brand_id };
    const initial = { ...identity, region_id, cluster_id, ...(shard_id !== undefined && { shard_id }) };
    this.wanted.push({ label, routed: of, identity, initial, fields });
    if (typeof item['suspend_reason'] === 'string') this.leave('the tenant was suspended, and comes without that');
  }

  private addOf(of: RoutedKind, id: string, item: JsonObject): void {
    const { kind } = of;
    const fields = this.mapped(kind, sendable(kind, item, 'create'));
    if (fields === undefined) return;
    const found = identityOf(of, fields);
    const label = `${kind.name} ${found.name}`;
    this.labels.set(key(kind.name, id), label);
    this.wanted.push({ label, routed: of, ...found.by, fields: without(fields, Object.keys(found.by.initial)) });
  }

  /** Ids of what is in the bundle become those that it gets here. @returns undefined when it cannot be without what is not in it */
  private mapped(kind: Kind, fields: JsonObject): JsonObject | undefined {
    const named = { ...kind.refs, ...(kind.within && { [kind.within.field]: kind.within }) };
    const mapped: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(fields)) {
      const target = named[field]?.kind;
      const label = target && this.labels.get(key(target, String(value)));
      if (target === undefined) mapped[field] = field === 'region_id' ? this.to.region_id : value;
      else if (label !== undefined) mapped[field] = new IdOf(label);
      else if (isNeeded(kind, field)) {
        this.leave(`the ${field} of a ${kind.name} names what is not in the bundle: make it anew`);
        return undefined;
      }
      // The brand follows from the tenant.
      else if (target !== 'brand')
        this.leave(`the ${field} of a ${kind.name} names what is not in the bundle: without that`);
    }
    return mapped;
  }

  private leave(why: string): void {
    this.left.set(why, (this.left.get(why) ?? 0) + 1);
  }
}

interface Found {
  /** As people call it, unique in the bundle. */
  readonly name: string;
  readonly by: Pick<Wanted, 'id' | 'identity' | 'initial'>;
}

/** How a resource is known again on a platform where it has another id: a second import finds what the first has made. */
function identityOf({ kind, routes }: RoutedKind, fields: JsonObject): Found {
  const { id } = kind;
  const parents = routes.lists.flatMap(({ parent }) => parent ?? []).filter((field) => field in fields);
  switch (id.scheme) {
    case 'natural': {
      const { natural, read } = naturalKey(id, fields);
      const initial = pick(fields, read);
      // Where the name counts within something that gets another id, it is looked for in that.
      const found = Object.values(initial).some((value) => value instanceof IdOf)
        ? { identity: initial, initial }
        : { id: naturalId(kind.name, natural), initial };
      return { name: natural, by: found };
    }
    case 'given':
      return { name: String(fields['id']), by: { id: String(fields['id']), initial: pick(fields, ['id']) } };
    case 'prefixed': {
      const identity = pick(fields, [...parents, 'name']);
      return { name: text(identity), by: { identity, initial: identity } };
    }
    case 'uuid': {
      const told = [...parents, ...(kind.filters ?? []), ...(kind.searched ?? [])].filter((field) => field in fields);
      const identity = pick(fields, told);
      return { name: text(identity), by: { identity, initial: identity } };
    }
  }
}

/** What an id is made of, and the fields that say it. */
function naturalKey(
  { of }: Extract<IdScheme, { readonly scheme: 'natural' }>,
  fields: JsonObject,
): { natural: string; read: string[] } {
  const read = new Set<string>();
  const seen = new Proxy(
    { ...fields },
    {
      get(spec, field) {
        read.add(String(field));
        return Reflect.get(spec, field);
      },
    },
  );
  return { natural: of(seen), read: [...read] };
}

function isNeeded({ spec }: Kind, field: string): boolean {
  const schema = fieldsOf(spec).find(([name]) => name === field)?.[1];
  return schema?.safeParse(undefined).success === false;
}

function text(identity: JsonObject): string {
  return Object.values(identity).map(String).join(' ');
}

function key(kind: string, id: string): string {
  return `${kind}/${id}`;
}

function pick(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => names.includes(field)));
}
