import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';

/** What the rows of all rented things tell of the resource itself. All positions are the ledger's. */
export interface RentedColumns {
  id: string;
  tenant_id: string | null;
  brand_id: string | null;
  /** When it was first seen. */
  first_seen_at: string;
  updated_at: string;
  /** Since when the provider does not show it any more; null while it does. */
  vanished_position: number | null;
  revision: number;
  generation: number;
  position: number;
}

/** The resource that a row is of, as the fold of its events left it. */
export function resourceOf(kind: Kind, row: RentedColumns, spec: Record<string, unknown>): Resource {
  return {
    kind: kind.name,
    id: row.id,
    status: row.vanished_position === null ? 'active' : 'vanished',
    status_message: null,
    spec,
    observed: null,
    created_at: row.first_seen_at,
    updated_at: row.updated_at,
    revision: row.revision,
    generation: row.generation,
    converged: 0,
    position: row.position,
    tenant_id: row.tenant_id,
    brand_id: row.brand_id,
  };
}

/** The columns after an event, and the spec that the kind's own columns are made of. The fold is the kind's, as in its owner. */
export function evolved(
  kind: Kind,
  before: { row: RentedColumns; spec: Record<string, unknown> } | undefined,
  event: RecordedEvent,
): { columns: RentedColumns; spec: Record<string, unknown> } {
  const after = evolve(kind, before && resourceOf(kind, before.row, before.spec), event);
  const columns = {
    id: after.id,
    tenant_id: after.tenant_id,
    brand_id: after.brand_id,
    first_seen_at: after.created_at,
    updated_at: after.updated_at,
    vanished_position: after.status === 'vanished' ? (before?.row.vanished_position ?? event.position) : null,
    revision: after.revision,
    generation: after.generation,
    position: after.position,
  };
  return { columns, spec: after.spec };
}
