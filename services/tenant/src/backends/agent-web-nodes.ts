import { BackendError } from '@freehold/ledger/backend-error';
import { Outcome } from '@freehold/rpc/agent';
import type { Agents, Applied, NodeRow } from '@freehold/service/agents';
import { nodeWebroot, type Site } from '../webroot/site.js';
import type { SitesConverged, WantedSites, WebNodes } from './web-nodes.js';

const KIND = 'webroot';

/**
 * Web nodes by their agents. Of a node that was not reached, one call at a time finds out whether it is back, and the others fail
 * at once: a thousand sites that each wait for it would leave no place for those of other nodes.
 */
export class AgentWebNodes implements WebNodes {
  /** Nodes that were not reached last, and whether somebody is finding out. */
  private readonly away = new Map<string, { tried: boolean }>();

  constructor(private readonly agents: Agents) {}

  async apply(node: NodeRow, site: Site, signal: AbortSignal): Promise<Applied> {
    return await this.reach(node, async () => this.agents.apply(node, nodeWebroot(site), signal));
  }

  async remove(node: NodeRow, id: string, position: number, signal: AbortSignal): Promise<Applied> {
    return await this.reach(node, async () => this.agents.remove(node, { kind: KIND, id }, position, signal));
  }

  async converge(
    node: NodeRow,
    { sites, position, confirm }: WantedSites,
    signal: AbortSignal,
  ): Promise<SitesConverged> {
    const begin = { kinds: [KIND], confirmRemovals: confirm, position: BigInt(position) };
    const { summary, results } = await this.agents.converge(node, begin, sites.map(nodeWebroot), signal);
    const refused = results.filter(({ outcome }) => outcome === Outcome.REFUSED);
    return {
      applied: summary.applied,
      unchanged: summary.unchanged,
      removed: summary.removed,
      held_removals: summary.heldRemovals,
      held_total: summary.heldTotal,
      refused: refused.map(({ key, detail }) => ({ id: key?.id ?? '', detail })),
    };
  }

  private async reach<T>({ id }: NodeRow, call: () => Promise<T>): Promise<T> {
    const away = this.away.get(id);
    if (away?.tried) throw new BackendError('unavailable', `node ${id} was not reached, and is being tried`);
    if (away) away.tried = true;
    try {
      const answer = await call();
      this.away.delete(id);
      return answer;
    } catch (error) {
      if (error instanceof BackendError && error.transient) this.away.set(id, { tried: false });
      else this.away.delete(id);
      throw error;
    }
  }
}
