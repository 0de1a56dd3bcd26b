import { Webroot } from '@freehold/contracts/tenant/webroot';
import type { Process } from '@freehold/ledger/process';
import { raiseWork } from '@freehold/ledger/work';
import { Park } from '@freehold/ledger/work-outcome';
import type { Pool } from 'pg';
import type { WebNodes } from '../backends/web-nodes.js';
import type { Site } from '../webroot/site.js';
import { sitesOf } from '../webroot/site-rows.js';
import { heldBackBy } from './held-back.js';
import { servedShards } from './web-nodes-of-shard.js';

const NAME = 'converge-node';

/**
 * A node that comes into service, or has begun anew with an empty disk, or serves another shard, gets everything that it should
 * hold. The webroots whose row does not name it yet are looked at afterwards: they tell that they are served there, or not.
 */
export function convergeNode({ nodes, pool }: { nodes: WebNodes; pool: Pool }): Process {
  return {
    name: NAME,
    trigger({ before, after }) {
      if (after.kind !== 'node') return [];
      const shards = servedShards(after);
      const isNew = shards.some((shard) => !servedShards(before).includes(shard));
      const isEmpty = shards.length > 0 && before?.observed?.['incarnation'] !== after.observed?.['incarnation'];
      return isNew || isEmpty ? [{ kind: NAME, id: after.id }] : [];
    },
    async run({ id }, { view }, signal) {
      const node = await view.get('node', id);
      const shards = servedShards(node);
      if (node === undefined || shards.length === 0) return;
      const { sites, position } = await sitesOf(shards, pool);
      const done = await nodes.converge(node, { sites, position, confirm: false }, signal);
      const untold = await notNaming(id, sites, pool);
      await wakeWebroots([...untold, ...done.refused.map((refused) => refused.id)], pool);
      const held = heldBackBy(id, shards[0] ?? '', done);
      if (held !== undefined) throw new Park(held);
    },
  };
}

/** Has webroots looked at, also parked ones: a refusal is each webroot's own to tell. */
export async function wakeWebroots(ids: readonly string[], pool: Pool): Promise<void> {
  await raiseWork(
    pool,
    ids.map((id) => ({ kind: Webroot.name, id })),
  );
}

async function notNaming(node: string, sites: readonly Site[], pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'webroot.not_naming',
    text: `SELECT id FROM resource WHERE kind = 'webroot' AND id = ANY ($2)
      AND (observed IS NULL OR NOT observed @> jsonb_build_object('nodes', jsonb_build_array($1::text)))`,
    values: [node, sites.map(({ id }) => id)],
  });
  return rows.map(({ id }) => id);
}
