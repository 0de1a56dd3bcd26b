import { Id } from '@freehold/contracts/fields';
import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { etag, render } from '@freehold/contracts/view';
import { z } from 'zod';
import { isUnmodified, MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentOf, momentQuery } from './moment.js';
import { API, idIn, notFound } from './names.js';

const PATH = `${API}/brands/{id}/clusters`;
const Clusters = z.strictObject({ cluster_ids: z.array(Id) });
type Clusters = z.output<typeof Clusters>;

/** In which clusters a brand's tenants may be placed, as a document of its own; an empty list: in all of them. */
export const brandClusterRoutes: readonly Route[] = [
  route<MomentQuery>({
    method: 'GET',
    path: PATH,
    operation_id: 'getBrandClusters',
    tag: Brand.plural,
    summary: 'Show in which clusters a brand’s tenants may be placed; none: in every one',
    scope: `${Brand.plural}:read`,
    query: z.strictObject(momentQuery),
    headers: ['IfNoneMatch'],
    answers: {
      200: { description: 'The clusters', schema: Clusters },
      304: { description: 'They are as the ETag in If-None-Match says' },
    },
    async handle({ params, query, headers }, desk) {
      const id = idIn(params, Brand);
      const as_of = await momentOf(query, desk);
      const brand =
        as_of === undefined
          ? await desk.resources.get(Brand.name, id)
          : await desk.resources.asOf(Brand.name, id, as_of);
      if (brand === undefined) throw notFound(Brand, id);
      const standing = { etag: etag(brand), 'freehold-position': String(brand.position) };
      return isUnmodified(headers, etag(brand))
        ? { status: 304, headers: standing }
        : { status: 200, headers: standing, body: clustersOf(brand) };
    },
  }),
  route<MutationQuery, Clusters>({
    method: 'PUT',
    path: PATH,
    operation_id: 'updateBrandClusters',
    tag: Brand.plural,
    summary: 'Say in which clusters a brand’s tenants may be placed; none: in every one',
    scope: `${Brand.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    body: { kind: Brand.name, schema: Brand.spec.pick({ cluster_ids: true }).required() },
    answers: { 200: { description: 'The clusters; with `dryRun=true` what would be written', schema: Clusters } },
    async handle(call, desk) {
      const wanted = { kind: Brand, verb: 'update', resource_id: idIn(call.params, Brand), data: call.body };
      const outcome = await desk.commands.send(call, wanted, desk);
      if (outcome.outcome === 'dry_run') {
        const { events, resource } = outcome;
        return { status: 200, body: { events, resource: resource && render(Brand, resource) } };
      }
      const { resource, position } = outcome;
      return {
        status: 200,
        headers: { etag: etag(resource), 'freehold-position': String(position) },
        body: clustersOf(resource),
      };
    },
  }),
];

function clustersOf({ spec }: Resource): Clusters {
  return { cluster_ids: Array.isArray(spec['cluster_ids']) ? spec['cluster_ids'].map(String) : [] };
}
