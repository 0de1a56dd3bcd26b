import { apiKeyRoutes } from './access/api-key.routes.js';
import { sessionRoutes } from './access/session.routes.js';
import { signingKeyRoutes } from './access/signing-keys.routes.js';
import { auditRoutes } from './audit/audit-routes.js';
import { chainRoutes } from './audit/chain-routes.js';
import { diffRoutes } from './diff/diff.routes.js';
import type { Route } from './edge/route.js';
import { eventRoutes } from './events/event-routes.js';
import { infrastructureRoutes } from './infrastructure/infrastructure.js';
import { operationRoutes } from './operations/operation-routes.js';
import { docsRoutes } from './operators/docs-routes.js';
import { healthRoutes } from './operators/health-routes.js';
import { parkedRoutes } from './operators/parked-routes.js';
import { projectionRoutes } from './operators/projection-routes.js';
import { replayRoutes } from './operators/replay.routes.js';
import { GENERIC_KINDS } from './read-models/resources.projection.js';
import { brandClusterRoutes } from './resources/brand-clusters.routes.js';
import { mutationRoutes } from './resources/mutation-routes.js';
import { nodeRoutes } from './resources/node.routes.js';
import { platformConfigRoutes } from './resources/platform-config.routes.js';
import { readRoutes } from './resources/read-routes.js';
import { runtimeRoutes } from './resources/runtime.routes.js';
import { zoneTenantRoutes } from './resources/zone-tenant.routes.js';
import { tenantExportRoutes } from './tenants/export.routes.js';
import { resourceSummaryRoutes } from './tenants/resource-summary.routes.js';
import { retryFailedRoutes } from './tenants/retry-failed.routes.js';
import { webhookRoutes } from './webhooks/webhook.routes.js';

/** Written by hand; where one of them has the method and path of a route that follows from a kind, it stands for that. */
const WRITTEN: readonly Route[] = [
  ...apiKeyRoutes,
  ...sessionRoutes,
  ...signingKeyRoutes,
  ...webhookRoutes,
  ...platformConfigRoutes,
  ...brandClusterRoutes,
  ...runtimeRoutes,
  ...nodeRoutes,
  ...zoneTenantRoutes,
  ...resourceSummaryRoutes,
  ...retryFailedRoutes,
  ...tenantExportRoutes,
  ...infrastructureRoutes,
  ...operationRoutes,
  ...eventRoutes,
  ...diffRoutes,
  ...auditRoutes,
  ...chainRoutes,
  ...projectionRoutes,
  ...replayRoutes,
  ...parkedRoutes,
  ...healthRoutes,
  ...docsRoutes(() => ROUTES),
];

/** Every route of the gateway: the table from which the router and the OpenAPI document are made. */
export const ROUTES: readonly Route[] = distinct([
  ...WRITTEN,
  ...GENERIC_KINDS.flatMap((kind) => [...readRoutes(kind), ...mutationRoutes(kind)]),
]);

function distinct(routes: readonly Route[]): Route[] {
  const first = new Map<string, Route>();
  for (const entry of routes) {
    const key = `${entry.method} ${entry.path.replaceAll(/\{[a-z_]+\}/g, '{}')}`;
    if (!first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}
