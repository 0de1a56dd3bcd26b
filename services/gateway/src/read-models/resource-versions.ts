import type { Change } from '@freehold/ledger/resource-rows';
import type { PoolClient } from 'pg';

/** Later than every position: int8's last value, as text, for a double cannot hold it. */
const OPEN = '9223372036854775807';

/**
 * Every state that a resource ever had: the columns of `resource`, from `position` until `until_position`, which the next
 * version's position is. What `?asOf=` reads. Deletion is a version too, and has no end: a later incarnation is another life.
 */
export const resourceVersionTable = `
CREATE TABLE resource_version (
  LIKE resource,
  until_position bigint NOT NULL DEFAULT ${OPEN},
  PRIMARY KEY (kind, id, position)
);
CREATE INDEX resource_version_list ON resource_version (kind, created_at, id);`;

const insert = `
INSERT INTO resource_version (kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position,
  tenant_id, brand_id, until_position)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[], $9::bigint[],
  $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::bigint[])`;

const close = `
UPDATE resource_version old SET until_position = next.position
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS next (kind, id, position, previous)
WHERE old.kind = next.kind AND old.id = next.id AND old.position = next.previous`;

/** Adds a version for each change, and ends those that they follow, in the batch or before it. */
export async function writeVersions(changes: readonly Change[], tx: PoolClient): Promise<void> {
  if (changes.length === 0) return;
  const followed = new Map<string, number>();
  const until = changes.toReversed().map(({ after }) => {
    const key = `${after.kind}/${after.id}`;
    const next = followed.get(key);
    followed.set(key, after.position);
    return after.status === 'deleted' || next === undefined ? OPEN : next;
  });
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
      until.toReversed(),
    ],
  });
}

async function closeOld(changes: readonly Change[], tx: PoolClient): Promise<void> {
  const first = [
    ...new Map(changes.toReversed().map((change) => [`${change.after.kind}/${change.after.id}`, change])).values(),
  ];
  const following = first.flatMap(({ before, after }) =>
    before === undefined || before.status === 'deleted' ? [] : [{ ...after, previous: before.position }],
  );
  if (following.length === 0) return;
  await tx.query({
    name: 'resource_version.close',
    text: close,
    values: [
      following.map(({ kind }) => kind),
      following.map(({ id }) => id),
      following.map(({ position }) => position),
      following.map(({ previous }) => previous),
    ],
  });
}

/** By table, the rows that it had at a position: versions tell it of both. */
export const resourcesPast = {
  resource: (position: number) =>
    `SELECT to_jsonb(v) - 'until_position' AS row FROM resource_version v
      WHERE position <= ${position} AND until_position > ${position} AND status <> 'deleted'`,
  resource_version: (position: number) =>
    `SELECT to_jsonb(v) || jsonb_build_object('until_position', CASE WHEN until_position > ${position} THEN ${OPEN} ELSE until_position END) AS row
      FROM resource_version v WHERE position <= ${position}`,
};
