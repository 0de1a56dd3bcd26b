import { Deployment } from '@freehold/contracts/fleet/deployment';
import type { Host } from '@freehold/contracts/fleet/host';
import type { Node } from '@freehold/contracts/fleet/node';
import type { NodeProfile } from '@freehold/contracts/fleet/node-profile';
import type { SpecOf } from '@freehold/contracts/kind';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { NodeToRun } from '../deployers/deployer.js';
import type { Deployers } from '../deployers/deployers.js';
import type { Enrolment } from '../enrolment/enrol-node.js';

/** The port that visitors of a node see inside of it; a profile may say which port of the host it is. */
const HTTP = 80;

/** Keeps the agent of a node running on its host: one that has died is started again at the next look. */
export function deploymentReconciler(parts: {
  readonly view: LocalView;
  readonly deployers: Deployers;
  readonly enrolment: Enrolment;
  readonly resyncEvery: number;
}): Reconciler {
  const { view, deployers, enrolment, resyncEvery } = parts;
  return {
    kind: Deployment,
    resyncEvery,
    async converge(deployment, signal) {
      const { host, node } = await partsOf(deployment, view);
      const deployer = deployers(host);
      const before = await deployer.state(node.id);
      // It may begin with an empty disk, or with a certificate that has ended meanwhile; one that has a good one needs no invitation.
      if (before === undefined) await enrolment.invite(node.id, deployer);
      const running = await deployer
        .start(await toRun(deployment, node, host, view), signal)
        .catch((error: unknown) => {
          // What has never run is told to whoever waits for it; what has run is tried again until it runs.
          if (deployment.converged === 0 && error instanceof BackendError && error.code === 'unavailable')
            throw new BackendError('refused', error.detail, { cause: error });
          throw error;
        });
      return {
        observed: { ...running, state: 'running' },
        drift: before === undefined ? ['its agent did not run'] : [],
      };
    },
    async remove(deployment, signal) {
      const host = await view.get('host', String(deployment.spec['host_id']));
      if (host) await deployers(host).remove(deployment.id, signal);
    },
  };
}

async function partsOf({ spec }: Resource, view: LocalView): Promise<{ host: Resource; node: Resource }> {
  const { host_id, node_id } = spec as SpecOf<typeof Deployment>; // a deployment's row
  const [host, node] = await Promise.all([view.get('host', host_id), view.get('node', node_id)]);
  if (isGone(host) || isGone(node)) throw new BackendError('refused', 'its host or its node is gone: delete it');
  return { host, node };
}

async function toRun(deployment: Resource, node: Resource, host: Resource, view: LocalView): Promise<NodeToRun> {
  const { roles, uid_base } = deployment.spec as SpecOf<typeof Deployment>; // as above
  const { ip_address, profile_id } = node.spec as SpecOf<typeof Node>; // a node's row
  const profile = profile_id === undefined ? undefined : await view.get('node-profile', profile_id);
  const ports = (profile?.spec as SpecOf<typeof NodeProfile> | undefined)?.ports ?? []; // a profile's row
  const http_port = ports.find(({ container }) => container === HTTP)?.host;
  return {
    node_id: node.id,
    roles,
    ip_address: ip_address ?? (host.spec as SpecOf<typeof Host>).ip_address, // a host's row
    uid_base,
    ...(http_port !== undefined && { http_port }),
  };
}
