import { STATUSES } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { z } from 'zod';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentOf, momentQuery } from '../resources/moment.js';
import { API, idIn, notFound } from '../resources/names.js';
import { TENANTS_KINDS } from './tenants-kinds.js';

const KINDS = TENANTS_KINDS.map(({ name }) => name);

const Count = z.int().nonnegative();
const Summary = z.object({
  tenant_id: z.string(),
  total: Count,
  items: z.array(
    z.object({
      kind: z.string(),
      plural: z.string(),
      total: Count,
      by_status: z.partialRecord(z.enum(STATUSES), Count),
    }),
  ),
});

interface Counted {
  readonly kind: string;
  readonly status: string;
  readonly count: number;
}

export const resourceSummaryRoutes: readonly Route[] = [
  route<MomentQuery>({
    method: 'GET',
    path: `${API}/tenants/{id}/resource-summary`,
    operation_id: 'getTenantResourceSummary',
    tag: Tenant.plural,
    summary: 'How many resources of each kind a tenant has, by status; kinds of which it has none are there with 0',
    scope: `${Tenant.plural}:read`,
    query: z.strictObject(momentQuery),
    answers: { 200: { description: 'The counts', schema: Summary } },
    async handle({ params, query }, desk) {
      const id = idIn(params, Tenant);
      const as_of = await momentOf(query, desk);
      const { resources } = desk;
      const tenant =
        as_of === undefined ? await resources.get(Tenant.name, id) : await resources.asOf(Tenant.name, id, as_of);
      if (tenant === undefined) throw notFound(Tenant, id);
      const counts = Map.groupBy(await countsOf(id, as_of, desk), ({ kind }) => kind);
      const items = TENANTS_KINDS.map(({ name: kind, plural }) => {
        const of = counts.get(kind) ?? [];
        const by_status = Object.fromEntries(of.map(({ status, count }) => [status, count]));
        return { kind, plural, total: sum(of), by_status };
      });
      const headers = { 'freehold-position': String(as_of ?? desk.positions.of('resources')) };
      return { status: 200, headers, body: { tenant_id: id, total: sum([...counts.values()].flat()), items } };
    },
  }),
];

async function countsOf(tenant: string, as_of: number | undefined, { rows }: Desk): Promise<Counted[]> {
  const now = as_of === undefined;
  const from = now
    ? 'resource WHERE $3::bigint IS NULL'
    : "resource_version WHERE position <= $3 AND until_position > $3 AND status <> 'deleted'";
  const found = await rows.query<Counted>({
    name: `tenant.summary.${now ? 'now' : 'as_of'}`,
    text: `SELECT kind, status, count(*)::int AS count FROM ${from} AND tenant_id = $1 AND kind = ANY ($2) GROUP BY kind, status`,
    values: [tenant, KINDS, as_of ?? null],
  });
  return found.rows;
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}
