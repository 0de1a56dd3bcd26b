import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Node } from '@freehold/contracts/fleet/node';
import type { Trigger } from '@freehold/ledger/resource-rows';

/** A node that is on its way is looked at again when it has come further; any node, when what its deployment has found changes. */
export const wakesNode: Trigger = ({ event, before, after }) => {
  if (event.kind === Deployment.name && REPORTS.includes(event.fact))
    return [{ kind: Node.name, id: String((before ?? after).spec['node_id']) }];
  if (event.kind === Node.name && SEEN.includes(event.fact) && after.status === 'provisioning')
    return [{ kind: Node.name, id: after.id }];
  return [];
};

const REPORTS = ['converged', 'failed', 'deleted'];
const SEEN = ['enrolled', 'joined', 'health_changed'];
