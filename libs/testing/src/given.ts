import { absorb } from '@freehold/contracts/aggregate';
import { Rejected } from '@freehold/contracts/command';
import type { Command, Decider, Decision, Situation } from '@freehold/contracts/decider';
import type { Fact, RecordedEvent } from '@freehold/contracts/event';
import { currentVersion, factsOf } from '@freehold/contracts/facts';
import { eventType, type Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { expect } from '@jest/globals';

/*
 * Specs of deciders that read as a sentence:
 *
 *   given(zone, [fact('created', { spec: { name: 'acme.example' } })])
 *     .when(command('delete'))
 *     .then([fact('delete_requested')]);
 */

/** The id of the resource that a spec is about, unless it says otherwise; of the aggregate too. */
export const IT = 'it';

/** A fact on the subject of the spec's aggregate. */
export interface Past extends Fact {
  /** = the decider's own kind */
  readonly kind?: Kind;
  /** = {@link IT} */
  readonly id?: string;
}

/** A fact of the resource that the spec is about, or of another one on the same subject. */
export function fact(name: string, data: object = {}, of: Pick<Past, 'kind' | 'id'> = {}): Past {
  return { fact: name, data, ...of };
}

/** A command to the resource that the spec is about. */
export function command(verb: string, data: Record<string, unknown> = {}, of: Partial<Command> = {}): Command {
  return { verb, resource_id: IT, data, ...of };
}

/** The refusal that a spec expects: its code, and where the body is wrong. */
export interface Refusal {
  readonly rejected: string;
  readonly pointers: readonly string[] | undefined;
}

/** @param pointers JSON pointers of every field that the refusal names; leave them away where they do not matter */
export function rejected(code: string, ...pointers: string[]): Refusal {
  return { rejected: code, pointers: pointers.length > 0 ? pointers : undefined };
}

/** What is known of other aggregates at the decision: by ref field, and who refers to the resource. */
export interface Known {
  readonly refs?: Readonly<Record<string, Resource>>;
  readonly referrers?: readonly { readonly kind: string; readonly count: number }[];
}

export interface When {
  when(wish: Command): Then;
}

export interface Then {
  /** Exactly these facts, none when nothing has to change; or this refusal. */
  then(expected: readonly Fact[] | Refusal): After;
}

export interface After {
  /** What the resource is like once the decided fact is in the ledger. */
  leaving(expected: Partial<Resource>): void;
}

/**
 * A decision on a history. Events get the positions 1 to n and a time each, the decided one n + 1. It also holds every decision
 * to what all of them promise: that it changes nothing that it was shown, that it is the same when it is made again, and that
 * its fact fits the schema and the fold of its kind.
 */
export function given(decider: Decider, past: readonly Past[] = [], known: Known = {}): When {
  const history = past.map((entry, index) => recorded(decider.kind, entry, index + 1));
  return {
    when(wish) {
      const situation = situationOf(history, wish, known);
      const decision = decider.decide(situation);
      expect(decider.decide(situation)).toEqual(decision);
      const next =
        decision && !(decision instanceof Rejected) ? written(decider.kind, wish, decision, history) : undefined;
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- given, when, then: nobody awaits it
        then(expected) {
          expect(asExpected(decision, expected)).toEqual(expected);
          return { leaving: (resource) => expect(next).toMatchObject(resource) };
        },
      };
    },
  };
}

/** The resource that a history makes, for the facts of a decision on another one. */
export function resourceOf(kind: Kind, past: readonly Past[], id = IT): Resource {
  const found = fold(past.map((entry, index) => recorded(kind, { id, ...entry }, index + 1, id))).get(id);
  if (found === undefined) throw new Error(`the history leaves no ${kind.name} ${id}`);
  return found;
}

/** A fact as it stands in the ledger, at a position; its time follows from that. */
export function recorded(
  ofDecider: Kind,
  { fact: name, data, kind = ofDecider, id = IT }: Past,
  position: number,
  aggregate_id = IT,
): RecordedEvent {
  return {
    position,
    time: new Date(Date.UTC(2026, 0, 1, 0, 0, position)).toISOString(),
    id: `command-${position}`,
    type: eventType(kind.name, name),
    fact: name,
    version: currentVersion(kind, name),
    context: kind.context,
    kind: kind.name,
    resource_id: id,
    aggregate_kind: kind.within?.kind ?? kind.name,
    aggregate_id,
    data: { ...data },
    actor: 'key:spec',
    correlation_id: `command-${position}`,
  };
}

function fold(events: readonly RecordedEvent[]): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  for (const event of events) absorb(resources, event);
  return resources;
}

function situationOf(
  history: readonly RecordedEvent[],
  wish: Command,
  { refs = {}, referrers = [] }: Known,
): Situation {
  const aggregate = fold(history);
  for (const resource of aggregate.values()) frozen(resource);
  return {
    command: frozen(wish),
    resource: aggregate.get(wish.resource_id),
    aggregate,
    facts: frozen({ refs, referrers }),
  };
}

/** The resource once the decided fact is written. @throws when the fact does not fit its schema or its fold: every decision must */
function written(kind: Kind, wish: Command, { fact: name, data }: Fact, history: readonly RecordedEvent[]): Resource {
  const schema = factsOf(kind)[name];
  if (schema === undefined) throw new Error(`${kind.name} has no fact ${name}`);
  expect(schema.safeParse(data).error).toBeUndefined();
  const event = recorded(kind, { fact: name, data, id: wish.resource_id }, history.length + 1);
  return absorb(fold(history), event);
}

function asExpected(decision: Decision, expected: readonly Fact[] | Refusal): readonly Fact[] | Refusal {
  if (!(decision instanceof Rejected)) return decision === undefined ? [] : [decision];
  const pointers =
    'rejected' in expected && expected.pointers === undefined
      ? undefined
      : decision.errors?.map(({ pointer }) => pointer);
  return { rejected: decision.code, pointers };
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner as object); // narrowed just before
  return Object.freeze(value);
}
