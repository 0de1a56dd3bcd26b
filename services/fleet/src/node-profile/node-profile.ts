import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { NodeProfile } from '@freehold/contracts/fleet/node-profile';

export const nodeProfile: Decider = lifecycle(NodeProfile);
