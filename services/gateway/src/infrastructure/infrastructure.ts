import type { Ledger } from '@freehold/ledger/ledger';
import type { Wiring } from '@freehold/service/definition';
import type { Logger } from '@freehold/service/log';
import type { Pool } from 'pg';
import type { Route } from '../edge/route.js';
import { AssignmentRow } from './assignment-rows.js';
import { BandwidthReader, VpsSampleRow } from './bandwidth-samples.js';
import { cronRoute } from './cron-route.js';
import { infrastructureProjection } from './infrastructure.projection.js';
import { IpRow } from './ip-row.js';
import { providerRoutes } from './provider-routes.js';
import { ipRoutes, vpsRoutes } from './rented-routes.js';
import { assignmentRoutes, syncRunRoutes } from './sync-run-routes.js';
import { SyncRunRow } from './sync-run-row.js';
import { syncStatusRoutes } from './sync-status-routes.js';
import { VpsRow } from './vps-row.js';

/** Rented infrastructure at the gateway: what of it clients can read, and what they can say about it. */
export const infrastructureRoutes: readonly Route[] = [
  ...vpsRoutes,
  ...ipRoutes,
  ...assignmentRoutes,
  ...syncRunRoutes,
  ...syncStatusRoutes,
  ...providerRoutes,
  cronRoute,
];

export const infrastructureEntities = [VpsRow, IpRow, SyncRunRow, AssignmentRow, VpsSampleRow];

/** The followers that keep its rows. */
export function infrastructure(parts: {
  readonly ledger: Ledger;
  readonly pool: Pool;
  readonly log: Logger;
}): Required<Pick<Wiring, 'projections' | 'started' | 'stopped'>> {
  const bandwidth = new BandwidthReader(parts);
  return {
    projections: [infrastructureProjection],
    started: () => bandwidth.start(),
    stopped: () => bandwidth.close(),
  };
}
