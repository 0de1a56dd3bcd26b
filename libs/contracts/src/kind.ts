import type { z } from 'zod';
import type { RecordedEvent } from './event.js';
import type { IdScheme } from './ids.js';
import type { Resource, Status } from './resource.js';

/**
 * How a kind lives, and so how the gateway answers for it:
 *
 * - `synchronous`: the event is the whole truth; 201, 200, 204.
 * - `asynchronous`: 202 with an operation, which ends when a reconciler reports `converged` or `failed`.
 * - `provisioned`: 201, 200, 204 for what is declared; its deeds (see {@link Verb}) make it so: 202 with an operation that shows
 *   their steps, and ends as an asynchronous one's does.
 * - `observed`: clients do not create it; a service records what it sees in the world.
 */
export type Lifecycle = 'synchronous' | 'asynchronous' | 'provisioned' | 'observed';

/**
 * A field that names a resource of another kind. From it follow the local view in the owner's service, the fact at a
 * decision (the thing must exist), and what happens when the referenced one is deleted: `refuse` with 409 while this
 * one exists, `cascade` the deletion to this one, or `ignore` it (the owner reacts with a process of its own).
 */
export interface Ref {
  readonly kind: string;
  readonly on_delete: 'refuse' | 'cascade' | 'ignore';
  /** The field holds a list of ids. */
  readonly many?: true;
}

/** A question or deed beyond create, update, delete and retry, sent as `POST {item}/{verb}`. */
export interface Verb {
  readonly data: z.ZodObject;
  /** Scope action that it needs. */
  readonly action: 'read' | 'write' | 'delete';
  /** One line for OpenAPI, the CLI and the console. */
  readonly summary: string;
  /** Fields of its data that the gateway or a service sets; a client that sends one is refused. */
  readonly internal?: readonly string[];
  /** What makes it a deed: it is recorded as `<verb>_requested`, and a reconciler does it. */
  readonly deed?: {
    /** While it is under way. */
    readonly status: Status;
    /** It takes away what earlier deeds have made: the reconciler's `remove`, after which the resource is `pending` again. */
    readonly withdraws?: true;
  };
}

/** A refusal of one kind: its HTTP status and its title. The code on the wire is `<kind>.<reason>`. */
export type Reasons = Readonly<Record<string, { readonly status: number; readonly title: string }>>;

/** What a resource kind is; declared once, in one file, with {@link kind}. */
export interface KindDeclaration<S extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  /** The service that owns it: `evt.<context>.…`, `cmd.<context>.<name>`. */
  readonly context: string;
  /** Singular, lower-case with hyphens: `zone`. Events are named after it: `ZoneCreated`. */
  readonly name: string;
  readonly plural: string;
  readonly summary: string;
  readonly lifecycle: Lifecycle;
  readonly id: IdScheme;
  /** What is wanted. Field names are those of the wire. */
  readonly spec: S;
  /** What the backend reports back. */
  readonly observed?: O;
  /** Routes below `/api/v1`: of the single item, and of every list (a list in a parent takes its id from the path). */
  readonly routes?: {
    readonly item: string;
    /** Clients read it, services alone change it. */
    readonly read_only?: true;
    readonly lists: readonly { readonly path: string; readonly parent?: string; readonly create?: boolean }[];
  };
  /** The kind on whose subject this kind's events lie, and the spec field that holds its id. */
  readonly within?: { readonly kind: string; readonly field: string };
  readonly refs?: Readonly<Record<string, Ref>>;
  readonly immutable?: readonly string[];
  /** Spec fields that only services set; a client that sends one is refused. */
  readonly internal?: readonly string[];
  /** Optional spec fields that a client must give at a creation: events of old have none. */
  readonly required?: readonly string[];
  /** It is suspended and restored with its tenant; its spec has the internal field `suspend_reason` ({@link suspendReason}). */
  readonly suspendable?: true;
  /** Exact filters of its lists, beside `status`. */
  readonly filters?: readonly string[];
  /** Fields that `?search=` looks into, beside id and name. */
  readonly searched?: readonly string[];
  /** Fields sealed before an event is made; rendered as `***`. */
  readonly secret?: readonly string[];
  /**
   * Fields that say something of a person: sealed under a key of the person's own before an event is made, as are the kind's secrets, and
   * opened where they are shown. Nobody searches, filters or sorts by them. Such a kind has the verb `erase` (sealing.ts), and the
   * internal field `erased_at`.
   */
  readonly personal?: readonly string[];
  /** Fields that hold digests of secrets: in the ledger as they are, shown to nobody. */
  readonly digests?: readonly string[];
  /** A change of it must say with If-Match which state it was made for: 428 without. */
  readonly precondition?: true;
  /** It is the platform’s own, and shown to everybody who may read its kind, wherever their grants end. */
  readonly shared?: true;
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Facts beyond the standard ones, with the schema of their data. */
  readonly facts?: Readonly<Record<string, z.ZodObject>>;
  /** Those of its own facts that services report: a command whose verb is the fact's name, with the fact's data. */
  readonly reports?: readonly string[];
  /** How those facts change the resource. */
  evolve?(resource: Resource | undefined, event: RecordedEvent): Resource;
  /** Formats of the ledger (format.ts) in which what is newer than the first one is written: the kind itself, its facts, its fields. */
  readonly since?: {
    readonly kind?: number;
    readonly facts?: Readonly<Record<string, number>>;
    readonly fields?: Readonly<Record<string, number>>;
  };
  /** By fact: functions that lift data of version n to n + 1, oldest first. The current version is their number plus one. */
  readonly upcasters?: Readonly<
    Record<string, readonly ((data: Record<string, unknown>) => Record<string, unknown>)[]>
  >;
  readonly reasons?: Reasons;
}

export type Kind<S extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> = KindDeclaration<S, O>;

/** What a spec of the kind holds once it is validated. */
export type SpecOf<K> = K extends KindDeclaration<infer S> ? z.output<S> : never;
export type ObservedOf<K> = K extends KindDeclaration<z.ZodObject, infer O> ? z.output<O> : never;

/** Words that the rendered resource uses itself; see {@link Resource}. */
const RESERVED = ['id', 'status', 'status_message', 'created_at', 'updated_at', 'operation_id'];

/**
 * Declares a resource kind.
 * @throws Error at start when the declaration contradicts itself: that is a bug, not an input.
 */
export function kind<S extends z.ZodObject, O extends z.ZodObject = z.ZodObject>(
  declaration: KindDeclaration<S, O>,
): Kind<S, O> {
  const fields = Object.keys(declaration.spec.shape);
  const named = [
    ...Object.keys(declaration.refs ?? {}),
    ...(declaration.immutable ?? []),
    ...(declaration.internal ?? []),
    ...(declaration.required ?? []),
    ...(declaration.suspendable ? ['suspend_reason'] : []),
    ...(declaration.secret ?? []),
    ...(declaration.digests ?? []),
    ...(declaration.searched ?? []),
    ...(declaration.personal ?? []),
    ...(declaration.personal ? ['erased_at'] : []),
  ];
  for (const field of named) {
    if (!fields.includes(field)) throw new Error(`kind ${declaration.name}: ${field} is not a field of its spec`);
  }
  const found = [
    ...(declaration.searched ?? []),
    ...(declaration.filters ?? []),
    ...Object.keys(declaration.refs ?? {}),
  ];
  for (const field of declaration.personal ?? []) {
    if (found.includes(field))
      throw new Error(`kind ${declaration.name}: ${field} is sealed, nothing can be found by it`);
  }
  if (declaration.lifecycle !== 'observed') {
    for (const field of [...fields, ...Object.keys(declaration.observed?.shape ?? {})]) {
      if (RESERVED.includes(field)) throw new Error(`kind ${declaration.name}: ${field} is a word of every resource`);
    }
  }
  return declaration;
}

/** `zone-record` → `ZoneRecord`, `delete_requested` → `DeleteRequested`. */
export function pascal(name: string): string {
  return name.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The event type of a fact: `zone`, `delete_requested` → `ZoneDeleteRequested`. */
export function eventType(kindName: string, fact: string): string {
  return pascal(kindName) + pascal(fact);
}
