import { CommandEnvelope, type CommandReply, OutcomeUnknown, Rejected } from '@freehold/contracts/command';
import type { Decider, Facts } from '@freehold/contracts/decider';
import type { Fact } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { factsOf } from '@freehold/contracts/facts';
import { FORMAT, inFormat } from '@freehold/contracts/format';
import { eventType, type Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { parse, updateSchema } from '@freehold/contracts/validation';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Aggregate, Aggregates } from './aggregates.js';
import { draftOf } from './drafts.js';
import { Conflict, type Ledger } from './ledger.js';
import type { LocalView } from './local-view.js';
import { type Answering, answerRequests } from './requests.js';
import { mayHoldSealed, type Open, type Seal, sealedFields } from './sealed-fields.js';

/** One kind that a service owns. */
export interface Owned {
  readonly decider: Decider;
  /**
   * Completes the data of a `create` with what only the service knows, such as a default brand or a free port. Repeats of a
   * command, and dry runs, come here too.
   */
  complete?(data: Record<string, unknown>, view: LocalView, command: CommandEnvelope): Promise<Record<string, unknown>>;
  /** The same for the changes of an `update`. */
  amend?(changes: Record<string, unknown>, view: LocalView, command: CommandEnvelope): Promise<Record<string, unknown>>;
  /**
   * Looks at what the facts do not show, before a `create`, with its completed data, or an `update`, with its changes, is decided.
   * @throws Rejected
   */
  consider?(data: Record<string, unknown>, view: LocalView, command: CommandEnvelope): Promise<void>;
}

export interface CommandHandlerOptions {
  readonly context: string;
  readonly ledger: Ledger;
  readonly aggregates: Aggregates;
  readonly view: LocalView;
  readonly owned: readonly Owned[];
  readonly seal: Seal;
  readonly open: Open;
  readonly now: () => Date;
  /** The newest format of the ledger that may be written (= {@link FORMAT}). */
  readonly format?: number;
  /** How long a command waits for facts as new as what its caller has seen (= 10,000). */
  readonly factsWithinMs?: number;
  /** Called for what is a bug or a broken part, never for a refusal. */
  readonly report: (
    error: unknown,
    envelope: { kind: string; verb: string; id: string; correlation_id: string },
  ) => void;
  /** Called for every command of an owned kind, with its reply, for metrics. */
  readonly onReply?: (envelope: CommandEnvelope, reply: CommandReply, seconds: number) => void;
}

const TRIES = 10;

/** Decides and appends the commands of the kinds that a service owns; one at a time a subject. */
export class CommandHandler {
  private readonly owned: ReadonlyMap<string, Owned>;
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly options: CommandHandlerOptions) {
    this.owned = new Map(options.owned.map((entry) => [entry.decider.kind.name, entry]));
  }

  /** Answers `cmd.<context>.>`; replicas share the commands. */
  serve(nc: NatsConnection): Answering {
    const { context, report } = this.options;
    return answerRequests(nc, {
      subject: `cmd.${context}.>`,
      queue: context,
      span: 'command',
      answer: (data) => this.receive(data),
      failed: (error, kind) => report(error, { kind, verb: '?', id: '?', correlation_id: '?' }),
    });
  }

  /** Never throws: every end of a command is a reply. */
  async handle(envelope: CommandEnvelope): Promise<CommandReply> {
    const from = performance.now();
    const reply = await this.replyTo(envelope);
    if (this.owned.has(envelope.kind)) this.options.onReply?.(envelope, reply, (performance.now() - from) / 1000);
    return reply;
  }

  private async replyTo(envelope: CommandEnvelope): Promise<CommandReply> {
    try {
      return await this.decide(envelope);
    } catch (error) {
      if (error instanceof Rejected)
        return {
          outcome: 'rejected',
          code: error.code,
          detail: error.detail,
          ...(error.errors && { errors: error.errors }),
        };
      if (error instanceof OutcomeUnknown) return { outcome: 'unknown', detail: error.message };
      this.options.report(error, envelope);
      return {
        outcome: 'unavailable',
        detail: `the ${this.options.context} service could not decide the command; nothing was written`,
      };
    }
  }

  private async receive(data: Uint8Array): Promise<CommandReply> {
    let body: unknown;
    try {
      body = JSON.parse(new TextDecoder().decode(data));
    } catch {
      return { outcome: 'rejected', code: 'request.invalid', detail: 'the command is not JSON' };
    }
    const envelope = CommandEnvelope.safeParse(body);
    if (!envelope.success)
      return {
        outcome: 'rejected',
        code: 'request.invalid',
        detail: `not a command: ${envelope.error.issues[0]?.message}`,
      };
    return await this.handle(envelope.data);
  }

  private async decide(envelope: CommandEnvelope): Promise<CommandReply> {
    const owned = this.owned.get(envelope.kind);
    if (owned === undefined)
      throw new Rejected('request.invalid', `${this.options.context} does not own the kind ${envelope.kind}`);
    const { kind } = owned.decider;
    const { view, factsWithinMs = 10_000 } = this.options;
    if (envelope.min_position && !(await view.passed(envelope.min_position, factsWithinMs))) {
      throw new Error(`the view has not passed position ${envelope.min_position} within ${factsWithinMs} ms`);
    }
    const data = await this.sealed(kind, envelope, await this.prepared(owned, envelope));
    return await this.inTurn(`${kind.within?.kind ?? kind.name}/${envelope.aggregate_id}`, async () =>
      this.append(owned, envelope, data),
    );
  }

  private async prepared(
    { decider: { kind }, complete, amend, consider }: Owned,
    command: CommandEnvelope,
  ): Promise<Record<string, unknown>> {
    const { verb, data } = command;
    const { view } = this.options;
    if (verb === 'create' || verb === 'update') {
      const given = parse(kind.name, verb === 'create' ? kind.spec : updateSchema(kind), data);
      const completed = verb === 'create' ? complete : amend;
      const whole = completed ? await completed(given, view, command) : given;
      await consider?.(whole, view, command);
      return whole;
    }
    const schema = kind.verbs?.[verb]?.data ?? reportSchema(kind, verb);
    return schema ? parse(kind.name, schema, data) : data;
  }

  private async sealed(
    kind: Kind,
    envelope: CommandEnvelope,
    data: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    if (!mayHoldSealed(kind, envelope.verb)) return data;
    const { aggregates, seal, open } = this.options;
    const fold = envelope.verb === 'create' ? undefined : await aggregates.load(...rootOf(kind, envelope));
    return await sealedFields(kind, envelope, data, { seal, open, known: fold?.resources.get(envelope.resource_id) });
  }

  private async append(owned: Owned, envelope: CommandEnvelope, data: Record<string, unknown>): Promise<CommandReply> {
    const { kind } = owned.decider;
    const { aggregates, ledger } = this.options;
    const root = rootOf(kind, envelope);
    const guess = envelope.verb === 'create' && kind.within === undefined;
    const fold = guess ? aggregates.guess(...root) : await aggregates.load(...root);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const repeated = fold.commands.get(envelope.id);
      const resource = fold.resources.get(envelope.resource_id);
      if (repeated !== undefined && !envelope.dry_run) return accepted(repeated, true, resource, envelope);
      const facts = await this.factsFor(kind, envelope, data, resource);
      const situation = { command: { ...envelope, data }, resource, aggregate: fold.resources, facts };
      const decision = inFormat(kind, owned.decider.decide(situation), this.options.format ?? FORMAT);
      if (decision === undefined || decision instanceof Rejected || envelope.dry_run) {
        // No guard looks at what is not written, and a replica may have written since: such an answer waits for the newest fold.
        if (await this.hasMovedOn(fold)) continue;
        if (decision instanceof Rejected) throw decision;
        if (envelope.dry_run) return dryRun(kind, decision, resource);
        return accepted(resource?.position ?? fold.last, false, resource, envelope);
      }
      try {
        const time = this.options.now().toISOString();
        const event = await ledger.append(
          draftOf({ kind, envelope, fold, decision, resource, facts, time }),
          fold.last,
        );
        aggregates.absorb(fold, { events: [event], last: event.position });
        return accepted(event.position, true, evolve(kind, resource, event), envelope);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        aggregates.absorb(fold, error.tail);
      }
    }
    throw new Error(`${envelope.kind} ${envelope.resource_id} lost ${TRIES} races in a row`);
  }

  private async hasMovedOn(fold: Aggregate): Promise<boolean> {
    const tail = await this.options.ledger.since(fold.subject, fold.last);
    this.options.aggregates.absorb(fold, tail);
    return tail.last > 0;
  }

  /** Clients’ wishes are decided on facts; what a service observes and reports needs none, and comes by the ten thousand. */
  private async factsFor(
    kind: Kind,
    { verb, resource_id }: CommandEnvelope,
    data: Record<string, unknown>,
    resource: Resource | undefined,
  ): Promise<Facts> {
    const wished = verb === 'create' || verb === 'update' || verb === 'delete' || kind.verbs?.[verb] !== undefined;
    if (!wished) return { refs: {}, referrers: [] };
    const fields = verb === 'create' ? data : { ...resource?.spec, ...data };
    return await this.options.view.facts(kind, resource_id, fields, verb);
  }

  /** Runs one command of a subject after the other: they would only lose races against each other. */
  private async inTurn<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(subject);
    const mine = (before ?? Promise.resolve()).then(work, work);
    this.turns.set(subject, mine);
    try {
      return await mine;
    } finally {
      if (this.turns.get(subject) === mine) this.turns.delete(subject);
    }
  }
}

/** The subject that a command's event would lie on: context, kind and id of the aggregate. */
function rootOf({ context, within, name }: Kind, { aggregate_id }: CommandEnvelope): [string, string, string] {
  return [context, within?.kind ?? name, aggregate_id];
}

/** A reconciler's report becomes the fact of the same name. */
function reportSchema(kind: Kind, verb: string) {
  return REPORTS.includes(verb) || kind.reports?.includes(verb) ? factsOf(kind)[verb] : undefined;
}

const REPORTS = ['converged', 'failed', 'drift_detected', 'step_reached', 'withdrawn', 'erased'];

function accepted(
  position: number,
  changed: boolean,
  resource: Resource | undefined,
  { kind, resource_id }: CommandEnvelope,
): CommandReply {
  if (resource === undefined) throw new Rejected(`${kind}.not_found`, `there is no ${kind} ${resource_id}`);
  return { outcome: 'accepted', position, changed, resource };
}

function dryRun(kind: Kind, decision: Fact | undefined, resource: Resource | undefined): CommandReply {
  const events = decision ? [{ type: eventType(kind.name, decision.fact), data: decision.data }] : [];
  return { outcome: 'dry_run', events, resource: resource ?? null };
}
