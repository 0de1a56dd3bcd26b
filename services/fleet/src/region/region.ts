import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { Region } from '@freehold/contracts/fleet/region';

export const region: Decider = lifecycle(Region);
