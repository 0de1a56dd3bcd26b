import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { RegionRuntime } from '@freehold/contracts/fleet/runtime';

export const regionRuntime: Decider = lifecycle(RegionRuntime);
