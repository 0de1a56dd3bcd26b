import { z } from 'zod';
import { eventType, type Kind, type Verb } from './kind.js';
import { Certificate } from './sealing.js';
import { bare, fieldsOf } from './validation.js';

const Empty = z.strictObject({});
const Generation = z.int().positive();

/** Every fact that a kind can have in the ledger, with the schema of its data in the current version. */
export function factsOf(kind: Kind): Readonly<Record<string, z.ZodObject>> {
  const cached = schemas.get(kind);
  if (cached) return cached;
  const built = { ...standardFacts(kind), ...kind.facts };
  schemas.set(kind, built);
  return built;
}

const schemas = new WeakMap<Kind, Readonly<Record<string, z.ZodObject>>>();

/** The event types of a kind, with the version of their data that is written now. */
export function eventTypes(kind: Kind): { readonly type: string; readonly fact: string; readonly version: number }[] {
  return Object.keys(factsOf(kind)).map((fact) => ({
    type: eventType(kind.name, fact),
    fact,
    version: currentVersion(kind, fact),
  }));
}

/** The version in which a fact's data is written. */
export function currentVersion(kind: Kind, fact: string): number {
  return (kind.upcasters?.[fact]?.length ?? 0) + 1;
}

/** Data of any version ever written, lifted to the current one. */
export function upcast(
  kind: Kind,
  fact: string,
  version: number,
  data: Record<string, unknown>,
): Record<string, unknown> {
  return (kind.upcasters?.[fact] ?? []).slice(version - 1).reduce((older, lift) => lift(older), data);
}

function standardFacts(kind: Kind): Record<string, z.ZodObject> {
  if (kind.lifecycle === 'observed') return {};
  const spec = sealed(kind);
  const facts: Record<string, z.ZodObject> = {
    created: z.strictObject({ spec }),
    updated: z.strictObject({ changes: nullable(spec), previous: nullable(spec) }),
    deleted: Empty,
    ...(kind.personal && erasure),
  };
  if (kind.lifecycle === 'asynchronous')
    return { ...facts, ...reported(kind), delete_requested: Empty, ...(kind.suspendable && suspension) };
  return kind.lifecycle === 'provisioned' ? { ...facts, ...reported(kind), ...deeds(kind) } : facts;
}

const suspension = { suspended: z.strictObject({ reason: z.string() }), unsuspended: Empty };

const erasure = { erase_requested: Empty, erased: Certificate };

/** What a reconciler reports, and the wish that it tries again. */
function reported(kind: Kind): Record<string, z.ZodObject> {
  return {
    retried: Empty,
    converged: z.strictObject({ generation: Generation, observed: kind.observed ?? Empty }),
    failed: z.strictObject({ generation: Generation, reason: z.string() }),
    drift_detected: z.strictObject({ differences: z.array(z.string()) }),
  };
}

function deeds({ verbs = {} }: Kind): Record<string, z.ZodObject> {
  const requests = Object.entries(verbs).flatMap(([name, { deed, data }]) => (deed ? [[deedFact(name), data]] : []));
  return {
    ...Object.fromEntries(requests),
    step_reached: z.strictObject({ generation: Generation, step: z.string(), detail: z.string().optional() }),
    withdrawn: z.strictObject({ generation: Generation }),
  };
}

/** The fact of a deed: `provision` → `provision_requested`. */
export function deedFact(verb: string): string {
  return `${verb}_requested`;
}

/** The deed that a fact of the kind requests, if it does. */
export function deedOf({ verbs = {} }: Kind, fact: string): Verb['deed'] {
  return Object.entries(verbs).find(([name, { deed }]) => deed && deedFact(name) === fact)?.[1].deed;
}

/** The spec as it stands in events: secrets and what is personal are sealed texts there. */
function sealed(kind: Kind): z.ZodObject {
  const secrets = [...(kind.secret ?? []), ...(kind.personal ?? [])].map((field) => {
    const isOptional = kind.spec.shape[field] instanceof z.ZodOptional;
    return [field, isOptional ? z.string().optional() : z.string()] as const;
  });
  return z.strictObject({ ...kind.spec.shape, ...Object.fromEntries(secrets) });
}

function nullable(spec: z.ZodObject): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(fieldsOf(spec).map(([field, schema]) => [field, bare(schema).nullable().optional()])),
  );
}
