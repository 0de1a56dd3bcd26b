import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { servedShards } from '../nodes/web-nodes-of-shard.js';

/** A name that is changed has its webroot's site rewritten; one that moves, both. */
export const namesWakeWebroot: Trigger = ({ before, after }) => {
  if (after.kind !== Fqdn.name || after.status === 'deleted' || after.generation === before?.generation) return [];
  const webroots = new Set([before?.spec['webroot_id'], after.spec['webroot_id']]);
  return [...webroots].flatMap((id) => (typeof id === 'string' ? [{ kind: Webroot.name, id }] : []));
};

/** Webroots of a shard that a node has left are held by one node less; one that waited for it waits no more. */
export const leavingNodesWakeWebroots: Trigger = async ({ before, after }, tx) => {
  if (after.kind !== 'node') return [];
  const left = servedShards(before).filter((shard) => !servedShards(after).includes(shard));
  if (left.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'webroot.of_shards',
    text: `SELECT w.id FROM resource t JOIN resource w ON w.kind = 'webroot' AND w.tenant_id = t.id
      WHERE t.kind = 'tenant' AND t.spec->>'shard_id' = ANY ($1)`,
    values: [left],
  });
  return rows.map(({ id }) => ({ kind: Webroot.name, id }));
};
