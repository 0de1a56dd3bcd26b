import { absorb } from '@freehold/contracts/aggregate';
import { Rejected } from '@freehold/contracts/command';
import { type Command, type Decider, type Decision, namedRefs } from '@freehold/contracts/decider';
import type { RecordedEvent } from '@freehold/contracts/event';
import { factsOf } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';
import { problemCodes } from '@freehold/contracts/reasons';
import { born, type Resource } from '@freehold/contracts/resource';
import { arbitraryOf } from '@freehold/contracts/schema.arbitrary';
import { updateSchema } from '@freehold/contracts/validation';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IT, recorded } from './given.js';

export interface DeciderUnderTest {
  readonly decider: Decider;
  /** What its aggregates begin with: for a kind that lives within another, that one, with the id {@link IT}. */
  readonly root?: { readonly kind: Kind; readonly spec: object };
  /** Data of verbs that its kind does not declare, and of declared ones where chance would make too little sense. */
  readonly data?: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>>;
  /** Verbs of which every repetition is news. */
  readonly news?: readonly string[];
}

interface Step {
  readonly command: Command;
  readonly known: boolean;
}

const CODES = problemCodes();
const RUNS = { numRuns: 150 };
const REPORTS = ['converged', 'failed', 'drift_detected', 'step_reached', 'withdrawn'];

/** What every decider promises, on random histories: run it in a spec of its own. */
export function deciderContract(given: DeciderUnderTest): void {
  const { decider } = given;
  const { kind } = decider;
  const steps = fc.array(stepOf(given), { maxLength: 25 });

  describe(`decisions on a ${kind.name}`, () => {
    it('are made in whatever state: a fact that fits its schema and its fold, a refusal that is listed, or nothing', () => {
      const property = fc.property(steps, (taken) => {
        for (const { decision } of play(given, taken)) {
          if (decision instanceof Rejected) expect(Object.keys(CODES)).toContain(decision.code);
          else if (decision)
            expect(factsOf(kind)[decision.fact]?.safeParse(decision.data)).toMatchObject({ success: true });
        }
      });
      fc.assert(property, RUNS);
    });

    it('are the same whenever they are made', () => {
      const property = fc.property(steps, (taken) => {
        const [once, again] = [play(given, taken), play(given, structuredClone(taken))];
        expect(once).toEqual(again);
      });
      fc.assert(property, RUNS);
    });

    it('that are repeated yield nothing more', () => {
      const news = ['retry', 'drift_detected', 'step_reached', ...(kind.reports ?? []), ...(given.news ?? [])];
      const property = fc.property(steps, (taken) => {
        const twice = taken.flatMap((step) => (news.includes(step.command.verb) ? [step] : [step, step]));
        const played = play(given, twice);
        for (let at = 1; at < played.length; at++) {
          if (twice[at] !== twice[at - 1]) continue;
          const { decision } = played[at] ?? {};
          expect(decision === undefined || decision instanceof Rejected).toBe(true);
        }
      });
      fc.assert(property, RUNS);
    });
  });
}

/** A command with data that fits its schema, as the handler hands them on. */
function stepOf({ decider: { kind }, root, data = {} }: DeciderUnderTest): fc.Arbitrary<Step> {
  const declared = Object.fromEntries(
    Object.entries(kind.verbs ?? {}).map(([verb, { data: schema }]) => [verb, arbitraryOf(schema, 'sent')]),
  );
  const facts = factsOf(kind);
  const reports = [...REPORTS, ...(kind.reports ?? [])].flatMap((verb) =>
    facts[verb] ? [[verb, arbitraryOf(facts[verb])] as const] : [],
  );
  const suspension = { suspend: fc.constantFrom({}, { reason: 'unpaid' }), unsuspend: fc.constant({}) };
  const verbs: Record<string, fc.Arbitrary<unknown>> = {
    create: arbitraryOf(kind.spec),
    update: arbitraryOf(updateSchema(kind), 'sent'),
    ...Object.fromEntries(['delete', 'retry', 'deleted', 'explode'].map((verb) => [verb, fc.constant({})])),
    ...Object.fromEntries(reports),
    ...(kind.suspendable && suspension),
    ...declared,
    ...data,
  };
  const within = kind.within?.field;
  const commands = Object.entries(verbs).map(([verb, arbitrary]) =>
    fc
      .record({
        resource_id: fc.constantFrom(...(root ? ['r1', 'r2'] : [IT])),
        data: arbitrary,
        if_revision: fc.option(fc.nat(30), { nil: undefined, freq: 8 }),
      })
      .map((command) => {
        const fields = command.data as Record<string, unknown>; // made from an object's schema
        const sealed = Object.fromEntries(
          [...(kind.secret ?? []), ...(kind.personal ?? [])].flatMap((field) =>
            fields[field] ? [[field, 'sealed']] : [],
          ),
        );
        const placed = within && verb === 'create' ? { [within]: IT } : {};
        return { ...command, verb, data: { ...fields, ...sealed, ...placed } };
      }),
  );
  return fc.record({ command: fc.oneof(...commands), known: fc.boolean() });
}

interface Played {
  readonly decision: Decision;
}

/** Decides one command after the other, each on what those before it have left. */
function play({ decider, root }: DeciderUnderTest, steps: readonly Step[]): Played[] {
  const { kind } = decider;
  const aggregate = new Map<string, Resource>();
  const events: RecordedEvent[] = [];
  const write = (of: Kind, fact: string, data: object, id: string) => {
    const event = recorded(of, { fact, data, id }, events.length + 1);
    events.push(event);
    absorb(aggregate, event);
  };
  if (root) write(root.kind, 'created', { spec: root.spec }, IT);
  return steps.map(({ command, known }) => {
    const facts = {
      refs: known ? everybody(kind, command) : {},
      referrers: known ? [] : [{ kind: 'tenant', count: 1 }],
    };
    const decision = decider.decide({ command, resource: aggregate.get(command.resource_id), aggregate, facts });
    if (decision && !(decision instanceof Rejected)) write(kind, decision.fact, decision.data, command.resource_id);
    return { decision };
  });
}

/** Every reference leads to something that lives. */
function everybody(kind: Kind, { data }: Command): Record<string, Resource> {
  return Object.fromEntries(
    namedRefs(kind, data).map(({ path, ref, id }) => {
      const birth = recorded(kindNamed(ref.kind), { fact: 'created', data: { spec: {} }, id }, 1, id);
      return [path, born(birth, 'active', {})] as const;
    }),
  );
}
