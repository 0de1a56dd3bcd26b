import { type Decision, lifecycle, type Situation } from '@freehold/contracts/decider';
import { Ip, IpFacts } from '@freehold/contracts/inventory/ip';
import { assignmentRules } from '../assignment/assignment.js';
import { changed, observed, vanished } from '../sync/observed-facts.js';

/** An address is what its provider shows, and whose operators say it is. Moving to another VPS is a fact of its own. */
export const ip = lifecycle(Ip, {
  verbs: { create: observe, observe, release, ...assignmentRules(Ip) },
});

/** One fact a command: an address that moved and changed besides is observed twice. */
function observe(situation: Situation): Decision {
  return observed(IpFacts, situation) ?? moved(situation) ?? changed(IpFacts, situation);
}

function moved({ command, resource }: Situation): Decision {
  const [vps_id, previous_vps_id] = [command.data['vps_id'], resource?.spec['vps_id']];
  return vps_id === previous_vps_id ? undefined : { fact: 'moved', data: { vps_id, previous_vps_id } };
}

function release(situation: Situation): Decision {
  return vanished('released', situation);
}
