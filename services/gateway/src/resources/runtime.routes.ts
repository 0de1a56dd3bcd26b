import { ClusterRuntime, RegionRuntime } from '@freehold/contracts/fleet/runtime';
import { idFor } from '@freehold/contracts/ids';
import type { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Route, route } from '../edge/route.js';
import { answered, documented } from './mutation-answers.js';
import { API, creatingLists, schemaName } from './names.js';
import { parentFields } from './read-routes.js';

const Named = RegionRuntime.spec.pick({ runtime: true, version: true });

/** Runtimes named by what they are instead of by their ids, as clients of old take them away. */
export const runtimeRoutes: readonly Route[] = [RegionRuntime, ClusterRuntime].flatMap((kind) =>
  creatingLists(kind).map(({ list: { path, parent } }) =>
    route<MutationQuery, z.output<typeof Named>>({
      method: 'DELETE',
      path: `${API}${path}`,
      operation_id: `delete${schemaName(kind)}ByName`,
      tag: kind.plural,
      summary: `Delete a ${kind.name} by what it offers`,
      scope: `${kind.plural}:delete`,
      query: mutationQuery,
      headers: MUTATION_HEADERS,
      body: { kind: kind.name, schema: Named },
      answers: documented('deleted', kind),
      async handle(call, desk) {
        const spec = { ...call.body, ...(await parentFields(kind, parent, call, desk)) };
        const wanted = { kind, verb: 'delete', resource_id: idFor(kind.name, kind.id, spec) };
        return await answered('deleted', kind, await desk.commands.send(call, wanted, desk), call, desk);
      },
    }),
  ),
);
