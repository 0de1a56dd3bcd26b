import type { CommandReply } from '@freehold/contracts/command';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled, Undecided } from '@freehold/ledger/process';
import type { Converged, Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import { SERVED_ROLES } from '../shard/shard.js';
import { missing } from './declared.js';
import { smokeTest } from './smoke-test.js';

export interface ClusterReconcilerParts {
  readonly view: LocalView;
  readonly command: (wish: Wish) => Promise<CommandReply>;
  /** So long a server may take until it answers the smoke test. */
  readonly smoke_ms: number;
}

/** Longest wait for what wakes the cluster by an event anyway. */
const CHILD_MS = 30_000;
const VIEW_WITHIN_MS = 5_000;

/** Brings a cluster into service: its nodes, its shards, a page through each; and its nodes out of it again. */
export function clusterReconciler(parts: ClusterReconcilerParts): Reconciler {
  return {
    kind: Cluster,
    converge: (cluster, signal) => new Provisioning(parts, cluster, signal).run(),
    async remove(cluster) {
      const nodes = await parts.view.list(Node.name, { cluster_id: cluster.id });
      const running = nodes.filter(({ status }) => status !== 'pending');
      await allDone(parts, cluster, Node, 'decommission', running, 'pending');
    },
  };
}

/** One run at a cluster's provisioning: it goes as far as it can, and is run again when something of the cluster has come further. */
class Provisioning {
  constructor(
    private readonly parts: ClusterReconcilerParts,
    private readonly cluster: Resource,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<Converged> {
    const { cluster } = this;
    // It is in service: what changes within it since is its nodes' and shards' own.
    if (cluster.converged === cluster.generation) return { observed: cluster.observed ?? {} };
    await this.declare();
    const [shards, nodes] = [await this.list(Shard), await this.list(Node)];
    const idle = nodes.filter(({ status }) => status !== 'active');
    await allDone(this.parts, cluster, Node, 'provision', idle, 'active');
    await this.reached('nodes provisioned', `${nodes.length} of ${nodes.length}`);
    const served = shards.filter(({ spec }) => SERVED_ROLES.includes(String(spec['role'])));
    await allDone(this.parts, cluster, Shard, 'converge', served, 'active');
    await this.reached('shards converged', `${served.length} of ${shards.length}`);
    await this.smokeTest();
    const smoke_tested_at = new Date().toISOString();
    return { observed: { nodes: nodes.length, shards: shards.length, smoke_tested_at } };
  }

  /** Makes what the cluster declares and does not have. */
  private async declare(): Promise<void> {
    const { command, view } = this.parts;
    for (const wish of missing(this.cluster, await this.list(Shard), await this.list(Node))) {
      const reply = settled(await command(wish));
      if (reply.outcome === 'rejected' && !reply.code.endsWith('.exists')) {
        const { name, hostname } = wish.data ?? {};
        const which = `${wish.kind.name} ${String(name ?? hostname)}`;
        throw new BackendError('refused', `the ${which} cannot be made: ${reply.detail}`);
      }
      // The next one refers to it.
      if (reply.outcome === 'accepted') await seen(view, reply.position);
    }
  }

  private async smokeTest(): Promise<void> {
    const servers = (await this.list(Node)).flatMap(({ id, spec, observed }) => {
      const role = SERVED_ROLES.find((served) => (spec['roles'] as string[]).includes(served)); // a node's row
      const address = observed?.['http_address'];
      return role
        ? [{ name: `the ${role} node ${id}`, address: typeof address === 'string' ? address : undefined }]
        : [];
    });
    await smokeTest(servers, this.parts.smoke_ms, this.signal);
    await this.reached('smoke test', `${servers.length} servers answer`);
  }

  private async list(kind: Kind): Promise<Resource[]> {
    return await this.parts.view.list(kind.name, { cluster_id: this.cluster.id });
  }

  private async reached(step: string, detail: string): Promise<void> {
    const { id: resource_id, generation } = this.cluster;
    const wish = { kind: Cluster, verb: 'step_reached', resource_id, data: { generation, step, detail } };
    settled(await this.parts.command({ ...wish, cause: [generation, step] }));
  }
}

/**
 * Asks each child for a deed, once for this deed of the cluster, and waits until all have come to its end. What was asked for and
 * has failed since fails the cluster, but not before the others have ended too.
 * @throws Later while any is on its way; BackendError `refused` that names those that have failed
 */
async function allDone(
  { command, view }: ClusterReconcilerParts,
  { generation }: Resource,
  kind: Kind,
  verb: string,
  children: readonly Resource[],
  end: Resource['status'],
): Promise<void> {
  const failed: string[] = [];
  let waiting = 0;
  for (const { id } of children) {
    const reply = settled(await command({ kind, verb, resource_id: id, cause: [generation, verb] }));
    if (reply.outcome === 'accepted') await seen(view, reply.position);
    const child = await view.get(kind.name, id);
    if (child === undefined || child.status === end) continue;
    const hasFailed = child.status === 'failed' || child.status === 'degraded';
    // One that is being taken away stays so; its message says that it could not be.
    if (hasFailed || (child.status === 'deleting' && child.status_message !== null))
      failed.push(`${kind.name} ${String(child.spec['hostname'] ?? child.spec['name'])}: ${child.status_message}`);
    else waiting += 1;
  }
  if (waiting > 0) throw new Later(CHILD_MS);
  if (failed.length > 0) throw new BackendError('refused', `${failed.length} failed: ${failed.join('; ')}`);
}

/** @throws Undecided when the rows do not come to show a command: on older ones, a child would seem to have ended before it began */
async function seen(view: LocalView, position: number): Promise<void> {
  if (!(await view.passed(position, VIEW_WITHIN_MS))) throw new Undecided('the rows are behind the ledger');
}
