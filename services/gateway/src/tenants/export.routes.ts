import { Rejected } from '@freehold/contracts/command';
import { reaches, reachOf } from '@freehold/contracts/identity/grant';
import type { Resource } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { z } from 'zod';
import type { Identity } from '../access/identity.js';
import { streamed } from '../audit/answer-stream.js';
import { type Route, route } from '../edge/route.js';
import { API, idIn, notFound } from '../resources/names.js';
import { bundleOf } from './tenant-bundle.js';
import { TENANTS_KINDS } from './tenants-kinds.js';

const exportQuery = z.strictObject({
  history: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'With every event of what is exported' }),
});

export const tenantExportRoutes: readonly Route[] = [
  route<z.output<typeof exportQuery>>({
    method: 'GET',
    path: `${API}/tenants/{id}/export`,
    operation_id: 'exportTenant',
    tag: Tenant.plural,
    summary:
      'Export a tenant with all that it has, signed, for `hostctl tenant import` on another platform; secrets are not in it',
    scope: `${Tenant.plural}:read`,
    query: exportQuery,
    answers: {
      200: {
        description:
          'Lines: a head, resources, events, and a trailer with the signature; without a trailer it is no export',
        content_type: 'application/x-ndjson',
        schema: z.string(),
      },
    },
    async handle({ params, query: { history = false }, identity }, desk) {
      const id = idIn(params, Tenant);
      const tenant = await desk.resources.get(Tenant.name, id);
      if (tenant === undefined) throw notFound(Tenant, id);
      entitled(identity, tenant, history);
      const headers = {
        'content-type': 'application/x-ndjson',
        'content-disposition': `attachment; filename="tenant-${id}.ndjson"`,
      };
      return await streamed(bundleOf(tenant, history, desk), headers, desk);
    },
  }),
];

/** Half a tenant is no export: it takes to read everything that is in it. @throws Rejected `request.forbidden` */
function entitled({ grants }: Identity, tenant: Resource, history: boolean): void {
  const needed = [...TENANTS_KINDS.map(({ plural }) => `${plural}:read`), ...(history ? ['events:read'] : [])];
  const missing = needed.filter((scope) => {
    const reach = reachOf(grants, scope);
    return reach === undefined || !reaches(reach, { tenant_id: tenant.id, brand_id: tenant.brand_id });
  });
  if (missing.length > 0) throw new Rejected('request.forbidden', `an export takes ${missing.join(', ')} too`);
}
