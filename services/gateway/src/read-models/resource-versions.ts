import type { Resource } from '@freehold/contracts/resource';
import { type Change, RESOURCE_COLUMNS, resourceColumns } from '@freehold/ledger/resource-rows';
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

/**
 * New versions, and the ends of old ones, which conflict. An UPDATE would leave the choice of index to the planner, whose statistics
 * of a table in the making say that it is empty: it took the one of the lists and read all versions of a kind for each.
 */
const upsert = `
INSERT INTO resource_version (${RESOURCE_COLUMNS}, until_position)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[], $9::bigint[],
  $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::bigint[])
ON CONFLICT (kind, id, position) DO UPDATE SET until_position = excluded.until_position`;

/** Adds a version for each change, and ends those that they follow, in the batch or before it. */
export async function writeVersions(changes: readonly Change[], tx: PoolClient): Promise<void> {
  if (changes.length === 0) return;
  const versions: Resource[] = [];
  const ends: (number | string)[] = [];
  const next = new Map<string, Change>();
  for (const change of changes.toReversed()) {
    const { after } = change;
    const key = `${after.kind}/${after.id}`;
    versions.push(after);
    ends.push(after.status === 'deleted' ? OPEN : (next.get(key)?.after.position ?? OPEN));
    next.set(key, change);
  }
  for (const { before, after } of next.values()) {
    if (before === undefined || before.status === 'deleted') continue;
    versions.push(before);
    ends.push(after.position);
  }
  await tx.query({ name: 'resource_version.upsert', text: upsert, values: [...resourceColumns(versions), ends] });
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
