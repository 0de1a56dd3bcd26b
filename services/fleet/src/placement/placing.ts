import type { CommandReply } from '@freehold/contracts/command';
import { Deployment } from '@freehold/contracts/fleet/deployment';
import type { Host } from '@freehold/contracts/fleet/host';
import type { Node } from '@freehold/contracts/fleet/node';
import type { SpecOf } from '@freehold/contracts/kind';
import { isGone, type Resource } from '@freehold/contracts/resource';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled, Undecided } from '@freehold/ledger/process';
import { inTransaction } from '@freehold/ledger/transaction';
import type { Pool } from 'pg';
import { UIDS_PER_NODE } from '../deployers/process-deployer.js';
import { lowestFree, place } from './place.js';

const LOCK = 'fleet.placement';
const VIEW_WITHIN_MS = 5_000;

/** Gives nodes a host and a range of users, one node at a time on the whole platform: two that choose at once would choose the same. */
export class Placing {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: {
      readonly pool: Pool;
      readonly view: LocalView;
      readonly command: (wish: Wish) => Promise<CommandReply>;
      /** Where the users' numbers of the first node begin. */
      readonly uid_base: number;
    },
  ) {}

  /** The deployment of a node: the one that it has, or a new one. @throws BackendError `refused` when no host has room */
  async place(node: Resource): Promise<Resource> {
    const known = await this.parts.view.get('deployment', node.id);
    if (known) return known;
    const placing = this.turn.then(() => this.choose(node));
    this.turn = placing.catch(() => undefined);
    return await placing;
  }

  private async choose(node: Resource): Promise<Resource> {
    const { pool, view, command } = this.parts;
    return await inTransaction(pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK]);
      const known = await view.get('deployment', node.id);
      if (known) return known;
      const data = await this.chosen(node);
      const reply = settled(await command({ kind: Deployment, verb: 'create', resource_id: node.id, data }));
      if (reply.outcome !== 'accepted') throw new Undecided(`node ${node.id} was not placed: ${reply.outcome}`);
      // Whoever chooses next must see this one.
      if (!(await view.passed(reply.position, VIEW_WITHIN_MS))) throw new Undecided('the rows are behind the ledger');
      return reply.resource;
    });
  }

  private async chosen(node: Resource): Promise<SpecOf<typeof Deployment>> {
    const { view, uid_base } = this.parts;
    const { cluster_id, roles, shard_ids, profile_id } = node.spec as SpecOf<typeof Node>; // a node's row
    const hosts = await view.list('host', { cluster_id });
    const deployments = (await view.list('deployment')).map(({ spec }) => spec as SpecOf<typeof Deployment>); // their rows
    const housed = await Promise.all(
      deployments.map(async ({ node_id, host_id }) => {
        const neighbour = await view.get('node', node_id);
        return { host_id, shard_ids: isGone(neighbour) ? [] : (neighbour.spec as SpecOf<typeof Node>).shard_ids }; // as above
      }),
    );
    const profile = profile_id === undefined ? undefined : await view.get('node-profile', profile_id);
    const host = place({ id: node.id, roles, shard_ids }, hosts.map(toFill), housed);
    const taken = deployments.map((deployment) => deployment.uid_base);
    return {
      node_id: node.id,
      host_id: host.id,
      cluster_id,
      roles,
      ...(profile && { image: String(profile.spec['image']) }),
      uid_base: lowestFree(taken, uid_base, UIDS_PER_NODE),
    };
  }
}

function toFill({ id, spec }: Resource) {
  const { hostname, capacity, roles } = spec as SpecOf<typeof Host>; // a host's row
  return { id, hostname, max_nodes: capacity.max_nodes, roles };
}
