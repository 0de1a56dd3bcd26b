import type { RecordedEvent } from '@freehold/contracts/event';
import type { Kind } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';
import { HIDDEN } from '@freehold/contracts/view';

/**
 * An event whose secret fields, sealed texts in the ledger, are hidden. Followers of the gateway see no other, so that its
 * tables hold nothing that a reader, a backup or a dump could give away.
 */
export function withoutSecrets(event: RecordedEvent): RecordedEvent {
  const { secret } = kindNamed(event.kind);
  return secret?.length ? { ...event, data: hide(event.data, secret) } : event;
}

/**
 * The same, without digests of secrets and what is personal: for what is shown as it is stored. Rows of resources keep digests, by which
 * keys are known, and personal fields, sealed, which are opened when they are read.
 */
export function withoutDigests(event: RecordedEvent): RecordedEvent {
  const hidden = hiddenOf(kindNamed(event.kind));
  return hidden.length > 0 ? { ...event, data: hide(event.data, hidden) } : event;
}

/** Fields of a kind that nobody is shown in an event: what is personal is opened in resources alone. */
export function hiddenOf({ secret = [], digests = [], personal = [] }: Kind): readonly string[] {
  return [...secret, ...digests, ...personal];
}

/** Data of a fact with the named fields hidden, wherever in it they stand. A field that is cleared stays visibly so. */
export function hide(data: Readonly<Record<string, unknown>>, secret: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => {
      if (secret.includes(field)) return [field, value === null || value === undefined ? value : HIDDEN];
      return [field, isRecord(value) ? hide(value, secret) : value];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
