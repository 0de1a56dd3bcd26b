import type { CommandEnvelope } from '@freehold/contracts/command';
import { eventSubject } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { type Draft, encode } from '@freehold/ledger/envelope';

const SPEC = {
  base_hostname: 'hosting.example',
  primary_ns: 'ns1.hosting.example',
  secondary_ns: 'ns2.hosting.example',
  hostmaster_email: 'hostmaster@hosting.example',
};

/** The wish for a brand that there is not yet. */
export function createBrand(): CommandEnvelope {
  const id = newId();
  return {
    id,
    kind: 'brand',
    verb: 'create',
    resource_id: id,
    aggregate_id: id,
    data: { name: `Brand ${id}`, ...SPEC },
    actor: 'key:bench',
    correlation_id: id,
  };
}

/** The event that such a wish becomes, ready to be published: what the ledger must store in any case. */
export function brandCreated() {
  const { id, data, actor, correlation_id } = createBrand();
  const draft: Draft = {
    id,
    time: new Date().toISOString(),
    fact: 'created',
    context: 'tenant',
    kind: 'brand',
    resource_id: id,
    aggregate_kind: 'brand',
    aggregate_id: id,
    data: { spec: data },
    actor,
    correlation_id,
    brand_id: id,
  };
  return { id, subject: eventSubject('tenant', 'brand', id), ...encode(draft) };
}
