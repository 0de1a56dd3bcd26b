import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { Deployment } from '@freehold/contracts/fleet/deployment';

/** Made and taken away by the provisioning of nodes alone. */
export const deployment: Decider = lifecycle(Deployment);
