import type { Change } from '@freehold/ledger/resource-rows';
import type { PoolClient } from 'pg';

/**
 * Every state that a resource ever had: the columns of `resource`, from `position` until `until_position`, which the next
 * version's position is. What `?asOf=` reads. Deletion is a version too.
 */
export const resourceVersionTable = `
CREATE TABLE resource_version (
  LIKE resource,
  until_position bigint NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (kind, id, position)
);
CREATE INDEX resource_version_list ON resource_version (kind, created_at, id);`;

const insert = `
INSERT INTO resource_version (kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position,
  tenant_id, brand_id, until_position)
SELECT kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position, tenant_id, brand_id,
  coalesce(until_position, 9223372036854775807)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[], $9::bigint[],
  $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::bigint[])
  AS version (kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position, tenant_id,
    brand_id, until_position)
ON CONFLICT (kind, id, position) DO UPDATE SET until_position = excluded.until_position`;

/** A version that is known ends exactly there; the end of an earlier incarnation is looked for. */
const close = `
UPDATE resource_version old SET until_position = next.position
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS next (kind, id, position, previous)
WHERE old.kind = next.kind AND old.id = next.id AND old.position >= next.previous AND old.position < next.position
  AND old.until_position > next.position`;

/** Adds a version for each change, and ends the versions that they follow. */
export async function writeVersions(changes: readonly Change[], tx: PoolClient): Promise<void> {
  if (changes.length === 0) return;
  const followed = new Map<string, number>();
  const until: (number | null)[] = [];
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i];
    if (change === undefined) continue;
    until[i] = followed.get(key(change)) ?? null;
    followed.set(key(change), change.after.position);
  }
  await closeOld(changes, tx);
  const versions = changes.map(({ after }) => after);
  await tx.query({
    name: 'resource_version.insert',
    text: insert,
    values: [
      versions.map((v) => v.kind),
      versions.map((v) => v.id),
      versions.map((v) => v.status),
      versions.map((v) => v.status_message),
      versions.map((v) => JSON.stringify(v.spec)),
      versions.map((v) => (v.observed === null ? null : JSON.stringify(v.observed))),
      versions.map((v) => v.created_at),
      versions.map((v) => v.updated_at),
      versions.map((v) => v.revision),
      versions.map((v) => v.generation),
      versions.map((v) => v.converged),
      versions.map((v) => v.position),
      versions.map((v) => v.tenant_id),
      versions.map((v) => v.brand_id),
      until,
    ],
  });
}

async function closeOld(changes: readonly Change[], tx: PoolClient): Promise<void> {
  const first = [...new Map(changes.toReversed().map((change) => [key(change), change])).values()];
  await tx.query({
    name: 'resource_version.close',
    text: close,
    values: [
      first.map(({ after }) => after.kind),
      first.map(({ after }) => after.id),
      first.map(({ after }) => after.position),
      first.map(({ before }) => before?.position ?? 0),
    ],
  });
}

function key({ after }: Change): string {
  return `${after.kind}/${after.id}`;
}
