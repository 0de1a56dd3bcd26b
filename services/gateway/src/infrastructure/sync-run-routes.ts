import { Sync } from '@freehold/contracts/inventory/sync';
import { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentQuery } from '../resources/moment.js';
import { API, idIn, notFound } from '../resources/names.js';
import { AssignmentDocument, SyncRunDocument } from './documents.js';
import { listRoute } from './list-route.js';
import { seenAt } from './moment.js';
import { assignmentModel, syncRunModel } from './read-models.js';
import { runOperation } from './sync-operations.js';

const path = `${API}${Sync.routes?.item ?? ''}`;

/** Sync runs, and what somebody says to one that is held back. */
export const syncRunRoutes: readonly Route[] = [
  listRoute(
    {
      path,
      operation_id: 'listSyncRuns',
      summary: 'List sync runs, newest first',
      scope: 'sync-runs:read',
      item: SyncRunDocument,
    },
    syncRunModel,
  ),
  route<MomentQuery>({
    method: 'GET',
    path: `${path}/{id}`,
    operation_id: 'getSyncRun',
    tag: 'infrastructure',
    summary: 'Show a sync run',
    scope: 'sync-runs:read',
    query: z.strictObject(momentQuery),
    answers: { 200: { description: 'The run', schema: SyncRunDocument } },
    async handle({ params, query }, desk) {
      const id = idIn(params, Sync);
      const run = await syncRunModel.get(desk.rows, id, await seenAt(query, desk));
      if (run === undefined) throw notFound(Sync, id);
      return { status: 200, body: syncRunModel.options.render(run) };
    },
  }),
  route<MutationQuery>({
    method: 'POST',
    path: `${path}/{id}/confirm`,
    operation_id: 'confirmSyncRun',
    tag: 'infrastructure',
    summary: 'Let a run go on that would make suspiciously much vanish',
    scope: 'sync-runs:write',
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    answers: { 202: { description: 'It goes on; follow the operation', schema: 'OperationAnswer' } },
    async handle(call, desk) {
      const resource_id = idIn(call.params, Sync);
      const outcome = await desk.commands.send(call, { kind: Sync, verb: 'confirm', resource_id }, desk);
      if (outcome.outcome === 'dry_run')
        return { status: 200, body: { events: outcome.events, resource: outcome.resource } };
      return await runOperation(resource_id, call, desk);
    },
  }),
];

/** Who has used what, from when until when. */
export const assignmentRoutes: readonly Route[] = [
  listRoute(
    {
      path: `${API}/infrastructure/assignments`,
      operation_id: 'listAssignments',
      summary: 'List who has used which VPS and addresses, newest first',
      scope: 'ips:read',
      item: AssignmentDocument,
    },
    assignmentModel,
  ),
];
