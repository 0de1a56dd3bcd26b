import { type CommandEnvelope, type CommandReply, Rejected } from '@freehold/contracts/command';
import { hiddenOf, hide } from '@freehold/contracts/hidden-fields';
import { derivedId, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed, neighboursOf } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import type { Positions } from '@freehold/ledger/positions';
import type { Parts } from '@freehold/service/definition';
import { withinBorders } from '../access/borders.js';
import { handsOnOwn } from '../access/own-grants.js';
import type { Callbacks } from '../callbacks/callbacks.js';
import type { Call } from '../edge/call.js';
import { Circuits, OPEN } from '../edge/circuits.js';
import type { Desk } from '../edge/desk.js';
import { Refused } from '../edge/problem.js';
import { opensOperation } from '../operations/openings.js';
import { readable } from '../read-models/readable.js';
import type { Claim, Idempotency } from './idempotency.js';
import { idempotencyKeyOf, type MutationQuery, reasonOf, revisionOf } from './request-options.js';

/** What a caller wants of one resource. */
export interface Wanted {
  readonly kind: Kind;
  readonly verb: string;
  readonly resource_id: string;
  /** Of the aggregate, when the kind lives within another. */
  readonly aggregate_id?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** When the caller names none with If-Match: what a merge was made from. */
  readonly if_revision?: number;
}

export interface Accepted {
  readonly outcome: 'accepted';
  readonly command_id: string;
  readonly verb: string;
  readonly position: number;
  readonly changed: boolean;
  readonly resource: Resource;
}

export interface DryRun {
  readonly outcome: 'dry_run';
  readonly events: readonly { readonly type: string; readonly data: object }[];
  readonly resource: Resource | null;
}

/** Turns requests into commands, sends them to the owners of the kinds, and waits until the outcome can be read here. */
export class Commands {
  private readonly circuits = new Circuits('command');

  constructor(
    private readonly sendTo: Parts<unknown>['send'],
    private readonly positions: Positions,
    private readonly idempotency: Idempotency,
    private readonly callbacks: Callbacks,
  ) {}

  /**
   * Sends one command. When it was accepted, its event is visible in every read model, or five seconds have gone by.
   * @throws Rejected as the owner refuses; `request.unavailable`, `request.outcome_unknown`, `request.idempotency_mismatch`
   */
  async send(call: Call<MutationQuery>, asked: Wanted, desk: Desk): Promise<Accepted | DryRun> {
    const { kind, verb } = asked;
    const dry_run = call.query.dryRun ?? false;
    const { command_id, resource_id, repeated } = await this.named(call, asked, dry_run);
    const before = repeated ? await this.appliedBefore(kind, resource_id, command_id, desk) : undefined;
    if (before)
      return { outcome: 'accepted', command_id, verb, position: before.position, changed: true, resource: before };
    const wanted = await withinBorders(asked, call, desk);
    await handsOnOwn(wanted, call.identity, desk);
    statesWhatItChanges(wanted, call);
    const if_revision = revisionOf(call.headers, kind.name) ?? wanted.if_revision;
    const command: CommandEnvelope = {
      id: command_id,
      kind: kind.name,
      verb,
      resource_id,
      aggregate_id: wanted.aggregate_id ?? resource_id,
      data: { ...wanted.data },
      actor: call.identity.actor,
      ...(call.identity.on_behalf_of && { on_behalf_of: call.identity.on_behalf_of }),
      address: call.address,
      ...reasonOf(call.headers),
      correlation_id: call.request_id,
      // What can be read here, the owner has seen before it decides: whoever creates a child has just read its parent.
      ...(neighboursOf(kind.name).length > 0 && { min_position: this.positions.of('resources') }),
      ...(if_revision !== undefined && { if_revision }),
      ...(dry_run && { dry_run }),
    };
    const reply = await this.callbacks.around(
      call.headers,
      command,
      async () => await this.sent(kind.context, command),
    );
    return await this.concluded(reply, wanted, command_id, resource_id);
  }

  /** What stays without an answer is told as such by its own deadline; after some of these, nothing more is sent for a while. */
  private async sent(context: string, command: CommandEnvelope): Promise<CommandReply> {
    const reply = await this.circuits.call(
      context,
      async () => await this.sendTo(context, command),
      ({ outcome }) => outcome === 'unavailable' || outcome === 'unknown',
    );
    if (reply !== OPEN) return reply;
    return { outcome: 'unavailable', detail: `the ${context} service has not answered lately; nothing was written` };
  }

  /** A repeated request is the same command on the same resource. */
  private async named(
    call: Call,
    { resource_id }: Wanted,
    dryRun: boolean,
  ): Promise<Claim & { readonly command_id: string }> {
    const key = idempotencyKeyOf(call.headers);
    if (key === undefined || dryRun) return { command_id: newId(), resource_id, repeated: false };
    const command_id = derivedId('request', call.identity.id, call.target, key);
    return { command_id, ...(await this.idempotency.claim(command_id, call.body, resource_id)) };
  }

  /** What a repeated command made of its resource, if it was applied. Its owner remembers the newest commands alone. */
  private async appliedBefore(
    kind: Kind,
    resource_id: string,
    command_id: string,
    { events, resources }: Desk,
  ): Promise<Resource | undefined> {
    const position = await events.positionOf(kind.name, resource_id, command_id);
    if (position === undefined || !(await readable(this.positions, position))) return undefined;
    const resource = await resources.asOf(kind.name, resource_id, position);
    return resource?.position === position ? resource : undefined;
  }

  private async concluded(
    reply: CommandReply,
    { kind, verb }: Wanted,
    command_id: string,
    resource_id: string,
  ): Promise<Accepted | DryRun> {
    switch (reply.outcome) {
      case 'accepted': {
        await readable(this.positions, reply.position, kind.name);
        const { position, changed, resource } = reply;
        return { outcome: 'accepted', command_id, verb, position, changed, resource };
      }
      case 'dry_run': {
        const events = reply.events.map(({ type, data }) => ({ type, data: hide({ ...data }, hiddenOf(kind)) }));
        return { outcome: 'dry_run', events, resource: reply.resource };
      }
      case 'rejected':
        throw new Rejected(reply.code, reply.detail, reply.errors);
      case 'unavailable':
        throw new Rejected('request.unavailable', reply.detail);
      case 'unknown':
        throw new Refused('request.outcome_unknown', reply.detail, {
          location: whereabouts(kind, verb, command_id, resource_id),
        });
    }
  }
}

/** @throws Rejected `<kind>.precondition` for a change that could undo what its maker has never seen, of a kind where that must not be */
function statesWhatItChanges({ kind, verb }: Wanted, { headers }: Call): void {
  if (!kind.precondition || verb === 'create' || headers['if-match'] !== undefined) return;
  throw new Rejected(
    `${kind.name}.precondition`,
    `send If-Match with the ETag of the ${kind.name} as you have read it`,
    [{ pointer: '/If-Match', detail: 'the ETag that was read' }],
  );
}

/** Where a caller can see what became of a command. */
function whereabouts(kind: Kind, verb: string, command_id: string, resource_id: string): string {
  if (opensOperation(kind, verb)) return `/api/v1/operations/${command_id}`;
  return `/api/v1${kindNamed(kind.name).routes?.item ?? ''}/${resource_id}`;
}
