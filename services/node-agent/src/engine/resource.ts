import { equals, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf';
import { BackendSchema, type Resource, RouteSchema, WebrootSchema } from '@freehold/rpc/agent';
import type { Desired, Key, ResourceKind } from '../role.js';

/** What came over the wire and cannot be a resource: a fault of the caller. */
export class NotAResource extends Error {
  override readonly name = 'NotAResource';
}

export const KINDS: readonly ResourceKind[] = ['webroot', 'backend', 'route'];

const LONGEST_ID = 253;
const ODD = /[\p{C}\p{Z}]/u;

/** @throws NotAResource */
export function desiredOf(resource: Resource | undefined): Desired {
  if (!resource) throw new NotAResource('No resource was sent.');
  const { spec } = resource;
  const id = idOf(resource.id);
  const generation = generationOf(resource.generation);
  switch (spec.case) {
    case 'webroot':
      return { kind: 'webroot', id, generation, spec: spec.value };
    case 'backend':
      return { kind: 'backend', id, generation, spec: spec.value };
    case 'route':
      return { kind: 'route', id, generation, spec: spec.value };
    case undefined:
      throw new NotAResource(`The resource ${id} has no spec that this agent knows.`);
  }
}

/** @throws NotAResource */
export function keyOf(key: { readonly kind: string; readonly id: string } | undefined): Key {
  return { kind: kindOf(key?.kind ?? ''), id: idOf(key?.id ?? '') };
}

/** @throws NotAResource */
export function kindOf(name: string): ResourceKind {
  const kind = KINDS.find((kind) => kind === name);
  if (!kind) throw new NotAResource(`This agent knows no ${JSON.stringify(name)}: ${KINDS.join(', ')}.`);
  return kind;
}

/** A ledger position. @throws NotAResource beyond 2^53, where numbers have gaps */
export function generationOf(generation: bigint): number {
  const number = Number(generation);
  if (!Number.isSafeInteger(number)) throw new NotAResource(`${generation} is no generation.`);
  return number;
}

function idOf(id: string): string {
  if (id === '' || id.length > LONGEST_ID || ODD.test(id)) throw new NotAResource(`${JSON.stringify(id)} is no id.`);
  return id;
}

export function isSame(one: Desired, other: Desired): boolean {
  if (one.kind === 'webroot' && other.kind === 'webroot') return equals(WebrootSchema, one.spec, other.spec);
  if (one.kind === 'backend' && other.kind === 'backend') return equals(BackendSchema, one.spec, other.spec);
  if (one.kind === 'route' && other.kind === 'route') return equals(RouteSchema, one.spec, other.spec);
  return false;
}

/** The spec as it lies on the disk: proto3's own JSON. */
export function specToJson(desired: Desired): JsonValue {
  switch (desired.kind) {
    case 'webroot':
      return toJson(WebrootSchema, desired.spec);
    case 'backend':
      return toJson(BackendSchema, desired.spec);
    case 'route':
      return toJson(RouteSchema, desired.spec);
  }
}

/** Fields that a later agent wrote are left out. @throws Error when it is none of the kind's */
export function specFromJson({ kind, id }: Key, generation: number, json: JsonValue): Desired {
  const lenient = { ignoreUnknownFields: true };
  switch (kind) {
    case 'webroot':
      return { kind, id, generation, spec: fromJson(WebrootSchema, json, lenient) };
    case 'backend':
      return { kind, id, generation, spec: fromJson(BackendSchema, json, lenient) };
    case 'route':
      return { kind, id, generation, spec: fromJson(RouteSchema, json, lenient) };
  }
}
