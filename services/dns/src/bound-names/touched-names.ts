import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import type { Resource } from '@freehold/contracts/resource';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import type { Change, Trigger } from '@freehold/ledger/resource-rows';
import { type Queryable, resyncWork } from '@freehold/ledger/work';
import { zoneName } from '../zone/zone-name.js';
import { isServed } from './answering-zone.js';

/** The kind of work that serves a name; its key is the id of the name. */
export const SERVE_BOUND_NAMES = 'serve-bound-names';

/** Wakes the names whose records, or what is told of them, an event can change. */
export const touchedNames: Trigger = async (change, tx) => {
  const ids = await touched(change, tx);
  return ids.map((id) => ({ kind: SERVE_BOUND_NAMES, id }));
};

async function touched({ event, before, after }: Change, tx: Queryable): Promise<readonly string[]> {
  switch (after.kind) {
    case Fqdn.name: {
      // What was told is looked at once it is here: it may have been overtaken on its way.
      const told = event.fact === 'condition_reported' && event.data['condition'] === 'dns';
      return told || after.status === 'deleted' || after.generation !== before?.generation ? [after.id] : [];
    }
    case Record.name: {
      const source = after.spec['source_fqdn_id'];
      const news = event.fact === 'converged' || event.fact === 'failed' || after.status === 'deleted';
      return news && typeof source === 'string' ? [source] : [];
    }
    case Zone.name: {
      const moved = before !== undefined && before.tenant_id !== after.tenant_id;
      return moved || isServed(before) !== isServed(after) ? await namesWithin(after, tx) : [];
    }
    case LbAddress.name:
      return before === undefined || after.status === 'deleted' ? await namesOfCluster(after, tx) : [];
    default:
      return [];
  }
}

/** Raises every name that a zone answers for, and every one that has a record in it: what was missed heals. */
export async function raiseNamesWithin(zone: Resource, client: Queryable): Promise<void> {
  const { rows } = await client.query<{ id: string }>({
    name: 'bound-names.sources',
    text: `SELECT DISTINCT spec ->> 'source_fqdn_id' AS id FROM resource WHERE kind = 'record' AND spec @> $1::jsonb`,
    values: [JSON.stringify({ zone_id: zone.id, source_type: 'fqdn' })],
  });
  const ids = new Set([...rows.map(({ id }) => id), ...(await namesWithin(zone, client))]);
  await resyncWork(client, SERVE_BOUND_NAMES, [...ids].toSorted());
}

/** Written backwards, the zone's own name and those below it are one stretch of an index: `.` is followed by `/`. */
async function namesWithin(zone: Resource, client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'bound-names.within',
    text: `
      SELECT id FROM resource WHERE kind = 'fqdn' AND reverse('.' || rtrim(spec ->> 'fqdn', '.')) COLLATE "C" >= reverse($1::text) || '.'
        AND reverse('.' || rtrim(spec ->> 'fqdn', '.')) COLLATE "C" < reverse($1::text) || '/'
      ORDER BY id`,
    values: [zoneName(zone)],
  });
  return rows.map(({ id }) => id);
}

async function namesOfCluster({ spec }: Resource, client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'bound-names.cluster',
    text: `
      SELECT name.id FROM resource tenant JOIN resource name ON name.kind = 'fqdn' AND name.tenant_id = tenant.id
      WHERE tenant.kind = 'tenant' AND tenant.spec @> $1::jsonb ORDER BY name.id`,
    values: [JSON.stringify({ cluster_id: spec['cluster_id'] })],
  });
  return rows.map(({ id }) => id);
}
