import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { Host } from '@freehold/contracts/fleet/host';

export const host: Decider = lifecycle(Host);
