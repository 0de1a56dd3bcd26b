import type { CommandEnvelope } from '@freehold/contracts/command';
import type { Facts } from '@freehold/contracts/decider';
import type { Fact } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { currentVersion, factsOf } from '@freehold/contracts/facts';
import { eventType, type Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { Aggregate } from './aggregates.js';
import type { Draft } from './envelope.js';
import { after, ownership } from './ownership.js';

/** A decision, and what it was made of. */
export interface Decided {
  readonly kind: Kind;
  readonly envelope: CommandEnvelope;
  readonly fold: Aggregate;
  readonly decision: Fact;
  readonly resource: Resource | undefined;
  readonly facts: Facts;
  /** RFC 3339, UTC: when it was made. */
  readonly time: string;
}

/**
 * The event that a decision becomes.
 * @throws Error when it does not fit its schema, or the fold cannot take it: in the ledger it would stop every follower for good
 */
export function draftOf({ kind, envelope, fold, decision: { fact, data }, resource, facts, time }: Decided): Draft {
  const written: Record<string, unknown> = { ...data };
  const type = eventType(kind.name, fact);
  const version = currentVersion(kind, fact);
  const checked = factsOf(kind)[fact]?.safeParse(written);
  if (!checked?.success) {
    throw new Error(`${type}/${version} does not fit its schema: ${checked?.error.message ?? 'unknown fact'}`);
  }
  const root = kind.within && fold.resources.get(envelope.aggregate_id);
  const draft: Draft = {
    id: envelope.id,
    time,
    fact,
    context: kind.context,
    kind: kind.name,
    resource_id: envelope.resource_id,
    aggregate_kind: kind.within?.kind ?? kind.name,
    aggregate_id: envelope.aggregate_id,
    data: written,
    actor: envelope.actor,
    ...(envelope.on_behalf_of && { on_behalf_of: envelope.on_behalf_of }),
    ...(envelope.address && { address: envelope.address }),
    ...(envelope.reason && { reason: envelope.reason }),
    correlation_id: envelope.correlation_id,
    ...(envelope.causation_id && { causation_id: envelope.causation_id }),
    ...ownership(kind, envelope.resource_id, root ?? after(resource, written), facts),
  };
  evolve(kind, resource, { ...draft, type, version, position: fold.last + 1 });
  return draft;
}
