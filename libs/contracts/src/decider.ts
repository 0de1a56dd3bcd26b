import { Rejected } from './command.js';
import type { Fact } from './event.js';
import { deedFact } from './facts.js';
import type { Kind, Ref, Verb } from './kind.js';
import { isGone, type Resource, type StandardFacts, suspendReason } from './resource.js';
import { isErased } from './sealing.js';
import { merged } from './validation.js';

type Deed = NonNullable<Verb['deed']>;

/** A command as a decider sees it: validated, secrets sealed, time and ids brought along. */
export interface Command {
  readonly verb: string;
  readonly resource_id: string;
  readonly data: Record<string, unknown>;
  readonly if_revision?: number | undefined;
}

/** What is known of other aggregates, from the service's local view. Advice: it may lag, so its owner checks again. */
export interface Facts {
  /** By spec field, or by field and index of a list: the resource that it refers to. */
  readonly refs: Readonly<Record<string, Resource | undefined>>;
  /** Kinds whose resources refer to this one and refuse its deletion, with their number. */
  readonly referrers: readonly { readonly kind: string; readonly count: number }[];
}

/** All that a rule may look at. */
export interface Situation {
  readonly command: Command;
  /** The resource of the command, as its events make it. */
  readonly resource: Resource | undefined;
  /** Every living resource on the same subject, by id, the aggregate's own among them. */
  readonly aggregate: ReadonlyMap<string, Resource>;
  readonly facts: Facts;
}

/** One fact, a refusal, or nothing because it is so already. */
export type Decision = Fact | Rejected | undefined;

/** What is special about one kind. A rule that answers nothing lets the standard decision stand. */
export interface Rules {
  create?(spec: Record<string, unknown>, situation: Situation): Rejected | undefined;
  update?(spec: Record<string, unknown>, situation: Situation): Rejected | undefined;
  delete?(situation: Situation): Rejected | undefined;
  readonly verbs?: Readonly<Record<string, (situation: Situation) => Decision>>;
}

/** Decides commands of one kind. Pure: no I/O, no clock, no chance. */
export interface Decider {
  readonly kind: Kind;
  decide(situation: Situation): Decision;
}

/** The standard decider of a kind, with its own rules on top. */
export function lifecycle(kind: Kind, rules: Rules = {}): Decider {
  return { kind, decide: (situation) => decide(kind, rules, situation) };
}

export function refuse(kind: Kind, reason: string, detail: string, field?: string): Rejected {
  return new Rejected(
    `${kind.name}.${reason}`,
    detail,
    field === undefined ? undefined : [{ pointer: `/${field}`, detail }],
  );
}

function decide(kind: Kind, rules: Rules, situation: Situation): Decision {
  const { command, resource } = situation;
  const own = rules.verbs?.[command.verb];
  const verb = standardVerb(kind, command.verb);
  const special = kind.reports?.includes(command.verb) || kind.verbs?.[command.verb]?.deed !== undefined;
  if (own === undefined && verb === undefined && !special) {
    return refuse(kind, 'invalid', `a ${kind.name} does not know the command ${command.verb}`);
  }
  if (own === undefined && verb === 'create') return create(kind, rules, situation);
  if (own === undefined || kind.lifecycle !== 'observed') {
    if (isGone(resource)) {
      // What is gone can still be erased: the ledger has it for ever.
      if (resource && (verb === 'erase' || verb === 'erased')) return erasure(verb, command, resource);
      return isReport(command.verb) || kind.reports?.includes(command.verb)
        ? undefined
        : refuse(kind, 'not_found', `there is no ${kind.name} ${command.resource_id}`);
    }
  }
  if (resource && command.if_revision !== undefined && command.if_revision !== resource.revision) {
    return refuse(
      kind,
      'revision',
      `the ${kind.name} is at revision ${resource.revision}, not ${command.if_revision}: read it again`,
    );
  }
  if (own) return own(situation);
  if (kind.reports?.includes(command.verb)) return { fact: command.verb, data: command.data };
  const deed = kind.verbs?.[command.verb]?.deed;
  if (resource && deed) return request(kind, command, resource, deed);
  return resource && verb && standard(kind, rules, situation, resource, verb);
}

function standard(kind: Kind, rules: Rules, situation: Situation, resource: Resource, verb: StandardVerb): Decision {
  switch (verb) {
    case 'create':
      return create(kind, rules, situation);
    case 'update':
      return update(kind, rules, situation, resource);
    case 'delete':
      return remove(kind, rules, situation, resource);
    case 'retry':
      // Where no backend has to follow, nothing can have failed; nor where no deed was asked for.
      return (kind.lifecycle === 'asynchronous' || kind.lifecycle === 'provisioned') && resource.generation > 0
        ? { fact: 'retried', data: {} }
        : undefined;
    case 'erase':
    case 'erased':
      return erasure(verb, situation.command, resource);
    case 'suspend':
    case 'unsuspend':
      return suspension(kind, verb, situation.command.data, resource);
    case 'step_reached':
    case 'withdrawn':
    case 'converged':
    case 'failed':
    case 'drift_detected':
    case 'deleted':
      return report(kind, verb, situation.command.data, resource);
  }
}

const WISHES = ['create', 'update', 'delete', 'retry'] as const;
const SUSPENSION = ['suspend', 'unsuspend'] as const;
const ERASURE = ['erase', 'erased'] as const;
const REPORTS = ['converged', 'failed', 'drift_detected', 'deleted', 'step_reached', 'withdrawn'] as const;
type Report = (typeof REPORTS)[number];
type StandardVerb = (typeof WISHES)[number] | (typeof SUSPENSION)[number] | (typeof ERASURE)[number] | Report;

const REPORTS_OF = {
  asynchronous: ['converged', 'failed', 'drift_detected', 'deleted'],
  provisioned: ['converged', 'failed', 'drift_detected', 'step_reached', 'withdrawn'],
} as const;

/** A verb that kinds of this lifecycle know without rules of their own: what is observed knows none, a report needs a backend. */
function standardVerb({ lifecycle, suspendable, personal }: Kind, verb: string): StandardVerb | undefined {
  const known: readonly StandardVerb[] = [
    ...(lifecycle === 'observed' ? [] : WISHES),
    ...(lifecycle === 'asynchronous' || lifecycle === 'provisioned' ? REPORTS_OF[lifecycle] : []),
    ...(suspendable ? SUSPENSION : []),
    ...(personal ? ERASURE : []),
  ];
  return known.find((candidate) => candidate === verb);
}

function isReport(verb: string): verb is Report {
  return REPORTS.some((candidate) => candidate === verb);
}

function create(kind: Kind, rules: Rules, situation: Situation): Decision {
  const { resource, command } = situation;
  if (!isGone(resource)) return refuse(kind, 'exists', `the ${kind.name} ${command.resource_id} exists already`);
  if (kind.within) {
    const parent = situation.aggregate.get(String(command.data[kind.within.field]));
    if (isGone(parent))
      return refuse(kind, 'reference_missing', `there is no ${kind.within.kind} to hold it`, kind.within.field);
    if (parent.status === 'deleting') return refuse(kind, 'wrong_state', `the ${kind.within.kind} is being deleted`);
  }
  const refused = missingRef(kind, command.data, situation.facts) ?? rules.create?.(command.data, situation);
  return refused ?? { fact: 'created', data: { spec: command.data } satisfies StandardFacts['created'] };
}

function update(kind: Kind, rules: Rules, situation: Situation, resource: Resource): Decision {
  if (resource.status === 'deleting') return refuse(kind, 'wrong_state', `the ${kind.name} is being deleted`);
  if (isErased(resource)) return refuse(kind, 'erased', `the ${kind.name} ${resource.id} was erased`);
  const next = merged(kind, resource.spec, situation.command.data);
  if (next instanceof Rejected) return next;
  const changed = Object.keys(next).filter((field) => !same(next[field], resource.spec[field]));
  const frozen = changed.find((field) => kind.immutable?.includes(field));
  if (frozen)
    return refuse(kind, 'immutable', `${frozen} cannot be changed: delete the ${kind.name} and create it anew`, frozen);
  if (changed.length === 0) return undefined;
  const refused = missingRef(kind, pick(next, changed), situation.facts) ?? rules.update?.(next, situation);
  if (refused) return refused;
  const data: StandardFacts['updated'] = { changes: nulled(next, changed), previous: nulled(resource.spec, changed) };
  return { fact: 'updated', data };
}

function remove(kind: Kind, rules: Rules, situation: Situation, resource: Resource): Decision {
  if (kind.lifecycle === 'provisioned' && isUnderWay(kind, resource))
    return refuse(kind, 'wrong_state', `the ${kind.name} is ${resource.status}: wait for it to end`);
  if (resource.status === 'deleting') return undefined;
  const user = situation.facts.referrers.find(({ count }) => count > 0);
  if (user)
    return refuse(
      kind,
      'in_use',
      `${user.count} of kind ${user.kind} refer to the ${kind.name} ${resource.id}: delete them first`,
    );
  const refused = rules.delete?.(situation);
  if (refused) return refused;
  return { fact: kind.lifecycle === 'asynchronous' ? 'delete_requested' : 'deleted', data: {} };
}

/** A person is erased once; what is reported is the certificate of it, once the key is destroyed. */
function erasure(verb: 'erase' | 'erased', command: Command, resource: Resource): Decision {
  if (verb === 'erase') return isErased(resource) ? undefined : { fact: 'erase_requested', data: {} };
  return isErased(resource) ? { fact: 'erased', data: command.data } : undefined;
}

/** A deed is asked for. One that is under way is not begun twice; one that takes things away overtakes what makes them. */
function request(kind: Kind, command: Command, resource: Resource, { status, withdraws }: Deed): Decision {
  if (resource.status === status) return undefined;
  if (!withdraws && isUnderWay(kind, resource))
    return refuse(kind, 'wrong_state', `the ${kind.name} is ${resource.status}: wait for it to end`);
  return { fact: deedFact(command.verb), data: command.data };
}

function isUnderWay({ verbs = {} }: Kind, { status }: Resource): boolean {
  return Object.values(verbs).some(({ deed }) => deed?.status === status);
}

function suspension(
  kind: Kind,
  verb: 'suspend' | 'unsuspend',
  data: Record<string, unknown>,
  resource: Resource,
): Decision {
  if (resource.status === 'deleting') return refuse(kind, 'wrong_state', `the ${kind.name} is being deleted`);
  const now = suspendReason(resource.spec);
  if (verb === 'unsuspend') return now === undefined ? undefined : { fact: 'unsuspended', data: {} };
  const reason = typeof data['reason'] === 'string' ? data['reason'] : NO_REASON;
  return now === reason ? undefined : { fact: 'suspended', data: { reason } };
}

/** What stands as `suspend_reason` where none was given. */
const NO_REASON = 'no reason given';

/** What a reconciler reports. A report on an older wish than the newest says nothing new, and is dropped. */
function report(kind: Kind, verb: Report, data: Record<string, unknown>, resource: Resource): Decision {
  // With what is declared only, nothing is done: such a report is on a deed whose work has been taken away since.
  if (resource.generation === 0) return undefined;
  switch (verb) {
    case 'converged': {
      const { generation, observed } = data as StandardFacts['converged']; // made by the reconciler runner
      if (resource.status === 'deleting' || generation < resource.generation) return undefined;
      const settled = resource.status === 'active' || resource.status === 'suspended';
      // What is provisioned is seen by others besides; see the fold.
      const known = kind.lifecycle === 'provisioned' ? { ...resource.observed, ...observed } : observed;
      if (settled && resource.converged === generation && same(known, resource.observed)) return undefined;
      return { fact: 'converged', data: { generation, observed } };
    }
    case 'failed': {
      const { generation, reason } = data as StandardFacts['failed']; // as above
      if (generation < resource.generation) return undefined;
      if (resource.status_message === reason) return undefined;
      return { fact: 'failed', data: { generation, reason } };
    }
    case 'drift_detected':
      return { fact: 'drift_detected', data: { differences: (data as StandardFacts['drift_detected']).differences } }; // as above
    case 'deleted':
      return resource.status === 'deleting' ? { fact: 'deleted', data: {} } : undefined;
    case 'step_reached': {
      const { generation, step, detail } = data as StandardFacts['step_reached']; // as above
      if (generation < resource.generation) return undefined;
      return { fact: 'step_reached', data: { generation, step, ...(detail !== undefined && { detail }) } };
    }
    case 'withdrawn': {
      const { generation } = data as StandardFacts['withdrawn']; // as above
      if (resource.status !== 'deleting' || generation < resource.generation) return undefined;
      return { fact: 'withdrawn', data: { generation } };
    }
  }
}

function missingRef(kind: Kind, fields: Record<string, unknown>, facts: Facts): Rejected | undefined {
  const errors = namedRefs(kind, fields)
    .filter(({ path }) => isGone(facts.refs[path]) || facts.refs[path].status === 'deleting')
    .map(({ path, ref, id }) => ({ pointer: `/${path}`, detail: `there is no ${ref.kind} ${id}` }));
  const [first] = errors;
  return first && new Rejected(`${kind.name}.reference_missing`, first.detail, errors);
}

/** Every id that fields name, with where it stands: `tenant_id`, or `shard_ids/0` in a list. */
export function namedRefs(
  kind: Kind,
  fields: Readonly<Record<string, unknown>>,
): { path: string; ref: Ref; id: string }[] {
  return Object.entries(kind.refs ?? {}).flatMap(([field, ref]) => {
    const value = fields[field];
    if (ref.many && Array.isArray(value))
      return value.map((id, index) => ({ path: `${field}/${index}`, ref, id: String(id) }));
    return typeof value === 'string' ? [{ path: field, ref, id: value }] : [];
  });
}

/** Absence is written as null, so that a reader of the event sees that the field was cleared. */
function nulled(spec: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, spec[field] ?? null]));
}

function pick(spec: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, spec[field]]));
}

/** Equality of JSON values; absence equals null, the order of an object's keys does not count. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])); // both are objects
}
