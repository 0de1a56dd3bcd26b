import { Outcome } from '@freehold/rpc/agent';
import type { Agents, Applied, NodeRow } from '@freehold/service/agents';
import { nodeWebroot, type Site } from '../webroot/site.js';
import type { SitesConverged, WantedSites, WebNodes } from './web-nodes.js';

const KIND = 'webroot';

/** Web nodes by their agents. */
export class AgentWebNodes implements WebNodes {
  constructor(private readonly agents: Agents) {}

  async apply(node: NodeRow, site: Site, signal: AbortSignal): Promise<Applied> {
    return await this.agents.apply(node, nodeWebroot(site), signal);
  }

  async remove(node: NodeRow, id: string, position: number, signal: AbortSignal): Promise<Applied> {
    return await this.agents.remove(node, { kind: KIND, id }, position, signal);
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
}
