import { type Decision, lifecycle, type Situation } from '@freehold/contracts/decider';
import { Vps, VpsFacts } from '@freehold/contracts/inventory/vps';
import { assignmentRules } from '../assignment/assignment.js';
import { changed, observed, vanished } from '../sync/observed-facts.js';

/** A VPS is what its provider shows, and whose operators say it is. Only differences become events. */
export const vps = lifecycle(Vps, {
  verbs: { create: observe, observe, vanish, ...assignmentRules(Vps) },
});

function observe(situation: Situation): Decision {
  return observed(VpsFacts, situation) ?? changed(VpsFacts, situation);
}

function vanish(situation: Situation): Decision {
  return vanished('vanished', situation);
}
