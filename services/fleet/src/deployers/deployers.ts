import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Deployer } from './deployer.js';

/** Chooses the deployer of a host. @throws BackendError `refused` for hosts on which none can start nodes yet */
export type Deployers = (host: Resource) => Deployer;

/** Nodes as processes of the fleet service's own machine. Those in containers come with the Docker deployer. */
export function deployers(ofProcesses: Deployer): Deployers {
  return ({ spec }) => {
    if (spec['docker_host'] === 'process:') return ofProcesses;
    const detail = `the Docker deployer comes with a later issue: nodes run on hosts whose docker_host is process: only, and ${String(spec['hostname'])} has ${String(spec['docker_host'])}`;
    throw new BackendError('refused', detail);
  };
}
