import { Zone } from '@freehold/contracts/dns/zone';
import { Id } from '@freehold/contracts/fields';
import { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Route, route } from '../edge/route.js';
import { answered, documented } from './mutation-answers.js';
import { addressOf } from './mutation-routes.js';
import { API } from './names.js';

const Tenancy = z.strictObject({ tenant_id: Id.nullable() });

/** Hands a zone to a tenant, as clients of old do it. */
export const zoneTenantRoutes: readonly Route[] = [
  route<MutationQuery, z.output<typeof Tenancy>>({
    method: 'PUT',
    path: `${API}/zones/{id}/tenant`,
    operation_id: 'assignZone',
    tag: Zone.plural,
    summary: 'Say whose the zone is; null makes it nobody’s',
    scope: `${Zone.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    body: { kind: Zone.name, schema: Tenancy },
    answers: documented('resource', Zone),
    async handle(call, desk) {
      const wanted = { kind: Zone, verb: 'update', data: call.body, ...(await addressOf(Zone, call.params, desk)) };
      return await answered('resource', Zone, await desk.commands.send(call, wanted, desk), call, desk);
    },
  }),
];
