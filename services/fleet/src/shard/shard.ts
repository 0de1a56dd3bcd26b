import { type Decider, lifecycle, refuse } from '@freehold/contracts/decider';
import { Shard } from '@freehold/contracts/fleet/shard';
import { isGone } from '@freehold/contracts/resource';

/** Roles whose shards a service converges: tenant the web shards, lb the load balancers. */
export const SERVED_ROLES: readonly string[] = ['web', 'lb'];

const standard = lifecycle(Shard);

/** A shard that no service looks after would be `converging` for ever. */
export const shard: Decider = {
  kind: Shard,
  decide(situation) {
    const { command, resource } = situation;
    if (command.verb !== 'converge' || isGone(resource)) return standard.decide(situation);
    const role = String(resource.spec['role']);
    if (SERVED_ROLES.includes(role)) return standard.decide(situation);
    return refuse(Shard, 'unserved_role', `no service looks after shards with the role ${role} yet`);
  },
};
