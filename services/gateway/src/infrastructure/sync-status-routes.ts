import { Sync } from '@freehold/contracts/inventory/sync';
import { z } from 'zod';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentQuery } from '../resources/moment.js';
import { API } from '../resources/names.js';
import { StatusDocument } from './documents.js';
import { seenAt } from './moment.js';
import { syncStatus } from './sync-status.js';

export const syncStatusRoutes: readonly Route[] = [
  route<Pick<MomentQuery, 'minPosition'>>({
    method: 'GET',
    path: `${API}/infrastructure/status`,
    operation_id: 'getSyncStatus',
    tag: 'infrastructure',
    summary: 'When the providers were last looked at, and how that went',
    scope: `${Sync.plural}:read`,
    query: z.strictObject({ minPosition: momentQuery.minPosition }),
    answers: { 200: { description: 'All together, and each provider', schema: StatusDocument } },
    async handle({ query }, desk) {
      await seenAt(query, desk);
      return { status: 200, body: await syncStatus(desk.rows) };
    },
  }),
];
