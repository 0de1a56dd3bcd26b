import type { RecordedEvent } from '@freehold/contracts/event';
import { hiddenOf, hide } from '@freehold/contracts/hidden-fields';
import { kindNamed } from '@freehold/contracts/kinds';

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
