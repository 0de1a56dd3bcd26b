import type { Rejected } from '@freehold/contracts/command';
import { type Decider, type Decision, lifecycle, refuse, type Situation, same } from '@freehold/contracts/decider';
import { Node } from '@freehold/contracts/fleet/node';

/** What node certificates and the agents' protocol can name. */
const NODE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Rules of nodes that their declaration does not say. What is seen of a node is recorded once, and only while something of it is
 * wanted: several who look may report the same, and one report may come late.
 */
export const node: Decider = lifecycle(Node, {
  create: (spec, situation) =>
    NODE_ID.test(situation.command.resource_id)
      ? misfit(spec, situation)
      : refuse(Node, 'invalid', 'the id of a node holds letters, digits and hyphens only', 'id'),
  update: misfit,
  delete: ({ resource }) =>
    resource?.status === 'pending'
      ? undefined
      : refuse(Node, 'wrong_state', `the node is ${resource?.status}: decommission it first`),
  verbs: { enrolled: seen, joined: seen, health_changed: seen },
});

/** A node's shards lie in its cluster, and their roles are among the node's own; so is its profile's. */
function misfit(spec: Record<string, unknown>, { facts }: Situation): Rejected | undefined {
  const { cluster_id, shard_ids, roles } = spec as { cluster_id: string; shard_ids: string[]; roles: string[] }; // fits the kind's spec
  for (const [index, id] of shard_ids.entries()) {
    const shard = facts.refs[`shard_ids/${index}`];
    if (shard === undefined) continue; // named before, and looked at then
    const field = `shard_ids/${index}`;
    if (shard.spec['cluster_id'] !== cluster_id)
      return refuse(Node, 'invalid', `the shard ${id} belongs to another cluster`, field);
    const role = String(shard.spec['role']);
    if (!roles.includes(role)) return refuse(Node, 'invalid', `the shard ${id} wants the role ${role}`, field);
  }
  const role = facts.refs['profile_id']?.spec['role'];
  if (typeof role === 'string' && !roles.includes(role))
    return refuse(Node, 'invalid', `the profile is for nodes with the role ${role}`, 'profile_id');
  return undefined;
}

function seen({ command: { verb, data }, resource }: Situation): Decision {
  if (resource === undefined || resource.generation === 0) return undefined;
  const known = Object.fromEntries(Object.keys(data).map((field) => [field, resource.observed?.[field]]));
  return same(data, known) ? undefined : { fact: verb, data };
}
