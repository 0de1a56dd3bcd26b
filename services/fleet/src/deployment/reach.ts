import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Deployers } from '../deployers/deployers.js';
import type { Reachable } from '../enrolment/enrol-node.js';

/** Where the agents of nodes are reached, and by whom: as their deployments say. */
export class Reach {
  constructor(
    private readonly view: LocalView,
    private readonly deployers: Deployers,
  ) {}

  /** @returns undefined for a node that has not been started */
  async of(node: Pick<Resource, 'id'>): Promise<Reachable | undefined> {
    const deployment = await this.view.get('deployment', node.id);
    const address = deployment?.observed?.['grpc_address'];
    const host = await this.view.get('host', String(deployment?.spec['host_id']));
    if (typeof address !== 'string' || host === undefined) return undefined;
    return { address, deployer: this.deployers(host) };
  }
}
