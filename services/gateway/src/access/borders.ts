import { Rejected } from '@freehold/contracts/command';
import { namedRefs } from '@freehold/contracts/decider';
import { type Reach, reaches, reachOf } from '@freehold/contracts/identity/grant';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Wanted } from '../commands/commands.js';
import type { Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { notFound } from '../resources/names.js';

type Data = Readonly<Record<string, unknown>>;
type Bounds = Exclude<Reach, 'everything'>;

/**
 * Holds a command to its caller's reach: what it changes, everything that it names and what it makes lie within. A resource
 * or a reference beyond it is answered as if it were not there. Of a new resource that does not say whose it is, this does.
 *
 * @throws Rejected `<kind>.not_found`, `<kind>.reference_missing`, `request.forbidden`
 */
export async function withinBorders(wanted: Wanted, call: Call<unknown>, desk: Desk): Promise<Wanted> {
  const { reach } = desk;
  if (reach === 'everything') return wanted;
  const { kind, verb, data = {} } = wanted;
  if (!isSomebodys(kind))
    throw new Rejected(
      'request.forbidden',
      `a ${kind.name} is the platform’s own: this takes grants for the whole platform`,
    );
  if (verb !== 'create') {
    await changed(wanted, call, desk);
    await named(kind, data, desk);
    return wanted;
  }
  const anchors = await named(kind, data, desk);
  return anchors || kind.within !== undefined ? wanted : { ...wanted, data: owned(kind, data, reach) };
}

/** Whether its resources belong to tenants and brands. */
export function isSomebodys(kind: Kind): boolean {
  return (
    kind.name === 'tenant' ||
    'tenant_id' in kind.spec.shape ||
    (kind.within !== undefined && isSomebodys(kindNamed(kind.within.kind)))
  );
}

/** The living resource that is to be changed. One that is gone may be somebody else's when it lives again. */
async function changed({ kind, verb, resource_id, data = {} }: Wanted, call: Call<unknown>, desk: Desk): Promise<void> {
  const row = await desk.resources.get(kind.name, resource_id);
  if (row === undefined) {
    const reading = reachOf(call.identity.grants, `${kind.plural}:read`);
    if (reading !== undefined && (await desk.within(reading).resources.get(kind.name, resource_id)) !== undefined)
      throw new Rejected('request.forbidden', `this ${kind.name} may be read, but ${verb} takes more`);
    throw notFound(kind, resource_id);
  }
  const leaves = data['tenant_id'] === null && !reaches(desk.reach, { brand_id: row.brand_id });
  if (leaves)
    throw new Rejected('request.forbidden', `the ${kind.name} would be nobody’s: name another tenant of yours`);
}

/** @returns whether something that is named says whose a new resource is: its tenant, its brand, or what it lies in */
async function named(kind: Kind, data: Data, desk: Desk): Promise<boolean> {
  const says = new Set(['tenant_id', 'brand_id', ...(kind.routes?.lists ?? []).flatMap(({ parent }) => parent ?? [])]);
  const errors: { pointer: string; detail: string }[] = [];
  let anchored = false;
  for (const { path, ref, id } of namedRefs(kind, data)) {
    const row = await desk.resources.get(ref.kind, id);
    if (row === undefined) errors.push({ pointer: `/${path}`, detail: `there is no ${ref.kind} ${id}` });
    else if (says.has(path) && reaches(desk.reach, row)) anchored = true;
  }
  const [first] = errors;
  if (first) throw new Rejected(`${kind.name}.reference_missing`, first.detail, errors);
  return anchored;
}

/** Whoever reaches one tenant, or one brand, means that one. */
function owned(kind: Kind, data: Data, { tenants, brands }: Bounds): Data {
  const [tenant_id] = tenants;
  const [brand_id] = brands;
  if (tenants.length === 1 && brands.length === 0 && 'tenant_id' in kind.spec.shape) return { ...data, tenant_id };
  if (brands.length === 1 && tenants.length === 0 && 'brand_id' in kind.spec.shape) return { ...data, brand_id };
  const field = 'tenant_id' in kind.spec.shape ? 'tenant_id' : 'brand_id';
  throw new Rejected('request.forbidden', `say whose the ${kind.name} is: name a ${field} of yours`, [
    { pointer: `/${field}`, detail: 'name one of yours' },
  ]);
}
