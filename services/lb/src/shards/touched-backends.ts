import type { Resource } from '@freehold/contracts/resource';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import type { Queryable, WorkKey } from '@freehold/ledger/work';
import { type BackendName, backendNameOf, serverOf, shardsOf } from './backend.js';

/** The kind of work that brings a backend to the load balancers; its key is the cluster with the backend's name. */
export const BACKEND = 'backend';

export function backendWork({ cluster_id, name }: BackendName): WorkKey {
  return { kind: BACKEND, id: `${cluster_id}/${name}` };
}

/** @param id of the work. Neither part of it has a slash. */
export function backendOfWork(id: string): BackendName {
  const [cluster_id = '', name = ''] = id.split('/');
  return { cluster_id, name };
}

/** A web shard that comes or goes, and a node that is reached otherwise than before. A new name of a shard is a move of its own. */
export const touchedBackends: Trigger = async ({ before, after }, tx) => {
  if (after.kind === 'shard') {
    const [was, is] = [backendNameOf(before), backendNameOf(after)];
    if ((was === undefined) === (is === undefined)) return [];
    return [was, is].flatMap((name) => (name ? [backendWork(name)] : []));
  }
  if (after.kind !== 'node' || isReachedAlike(before, after)) return [];
  const shards = [...new Set([...shardsOf(before), ...shardsOf(after)])];
  return (await named(shards, tx)).flatMap((shard) => {
    const name = backendNameOf(shard);
    return name ? [backendWork(name)] : [];
  });
};

function isReachedAlike(before: Resource | undefined, after: Resource): boolean {
  const how = (node: Resource | undefined) => {
    const server = serverOf(node);
    return server && JSON.stringify([server, shardsOf(node)]);
  };
  return how(before) === how(after);
}

async function named(ids: readonly string[], client: Queryable): Promise<Resource[]> {
  const { rows } = await client.query<Resource>({
    name: 'backend.shards',
    text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = 'shard' AND id = ANY ($1) ORDER BY id`,
    values: [ids],
  });
  return rows;
}
