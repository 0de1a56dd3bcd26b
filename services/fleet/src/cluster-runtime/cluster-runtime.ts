import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { ClusterRuntime } from '@freehold/contracts/fleet/runtime';

export const clusterRuntime: Decider = lifecycle(ClusterRuntime);
