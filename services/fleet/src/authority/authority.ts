import { type Decider, lifecycle, refuse } from '@freehold/contracts/decider';
import { Authority } from '@freehold/contracts/fleet/authority';

/** The authority is made once: whatever it has signed would be worth nothing without it. */
export const authority: Decider = lifecycle(Authority, {
  delete: () => refuse(Authority, 'wrong_state', 'the authority of a platform cannot be deleted'),
});
