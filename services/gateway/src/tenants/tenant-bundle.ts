import { createHash } from 'node:crypto';
import { type BundleHead, type BundleLine, bundleLine } from '@freehold/chain/bundle';
import type { ChainKey } from '@freehold/chain/key';
import type { Purpose, Signature } from '@freehold/chain/signature';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { render } from '@freehold/contracts/view';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import type { Desk } from '../edge/desk.js';
import { readable } from '../read-models/readable.js';

import { TENANTS_KINDS } from './tenants-kinds.js';

/** Rows that are read at once. */
const PAGE = 500;

/**
 * The lines of a tenant's bundle (ADR 28): its resources as they were at one position, though they go on changing while they are
 * written, and their events up to there if `history`. The audit's key signs the hash of all lines.
 *
 * @throws Rejected `request.unavailable` when the audit service does not answer
 */
export async function* bundleOf(tenant: Resource, history: boolean, desk: Desk): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let lines = 0;
  const written = (line: BundleLine) => {
    const text = bundleLine(line);
    hash.update(text);
    lines += 1;
    return text;
  };
  const position = desk.positions.of('resources');
  await readable(desk.positions, position);
  yield written({ bundle: await headOf(tenant, { position, history }, desk) });
  for (const kind of [Tenant, ...TENANTS_KINDS]) {
    for await (const resource of resourcesOf(tenant.id, kind, position, desk))
      yield written({ resource: { kind: kind.name, item: render(kind, resource) } });
  }
  if (history) for await (const event of eventsOf(tenant.id, position, desk)) yield written({ event });
  const sha256 = hash.digest('hex');
  const question: { purpose: Purpose; sha256: string } = { purpose: 'tenant-bundle', sha256 };
  const signed = await desk.ask.answer<Signature>('audit', 'sign', question);
  yield bundleLine({ trailer: { lines, sha256, signed } });
}

async function headOf(
  { id, spec, brand_id }: Resource,
  of: Pick<BundleHead, 'position' | 'history'>,
  desk: Desk,
): Promise<BundleHead> {
  const { items: keys } = await desk.ask.answer<{ items: ChainKey[] }>('audit', 'keys');
  const named = async (kind: string, of: unknown) => {
    if (typeof of !== 'string') return null;
    const name = (await desk.resources.get(kind, of))?.spec['name'];
    return { id: of, name: typeof name === 'string' ? name : null };
  };
  return {
    version: 1,
    tenant_id: id,
    ...of,
    created_at: new Date().toISOString(),
    brand: await named('brand', brand_id),
    region: await named('region', spec['region_id']),
    cluster: await named('cluster', spec['cluster_id']),
    keys,
  };
}

async function* resourcesOf(tenant: string, kind: Kind, position: number, { rows }: Desk): AsyncGenerator<Resource> {
  for (let after = ''; ; ) {
    const page = await rows.query<Resource>({
      name: 'tenant.bundle.resources',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource_version WHERE tenant_id = $1 AND kind = $2 AND id > $3
        AND position <= $4 AND until_position > $4 AND status <> 'deleted' ORDER BY id LIMIT ${PAGE}`,
      values: [tenant, kind.name, after, position],
    });
    yield* page.rows;
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < PAGE) return;
    after = last.id;
  }
}

async function* eventsOf(tenant: string, position: number, { rows }: Desk): AsyncGenerator<Record<string, unknown>> {
  for (let after = 0; ; ) {
    const page = await rows.query<{ position: number; event: Record<string, unknown> }>({
      name: 'tenant.bundle.events',
      text: `SELECT position, to_jsonb(e) AS event FROM event e WHERE tenant_id = $1 AND position > $2 AND position <= $3
        ORDER BY position LIMIT ${PAGE}`,
      values: [tenant, after, position],
    });
    for (const { event } of page.rows) yield event;
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < PAGE) return;
    after = last.position;
  }
}
