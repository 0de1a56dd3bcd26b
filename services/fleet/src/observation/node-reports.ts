import type { CommandReply } from '@freehold/contracts/command';
import { Node } from '@freehold/contracts/fleet/node';
import type { Wish } from '@freehold/ledger/commander';
import { settled } from '@freehold/ledger/process';
import type { ObserveResponse, ObserveResponse_Drift, ObserveResponse_Health } from '@freehold/rpc/agent';
import type { NodeDrifts } from './node-drifts.js';
import type { NodeSamples } from './node-samples.js';

/** Of a health report, and of a difference, in an event. */
const LONGEST_DETAIL = 500;
const MOST_DIFFERENCES = 50;

/**
 * What nodes tell, divided as the platform keeps it: what changes their state becomes an event, what is measured again and again a
 * sample. The decider drops what is known already.
 */
export class NodeReports {
  /** Nodes that have said hello, and not yet what was found last: that is told first, and may have been told before. */
  private readonly begun = new Set<string>();
  /** The health that was recorded last of each node that is heard: a node repeats it every ten seconds. */
  private readonly known = new Map<string, string>();

  constructor(
    private readonly command: (wish: Wish) => Promise<CommandReply>,
    private readonly drifts: NodeDrifts,
    private readonly samples: NodeSamples,
  ) {}

  /** @throws Undecided when an event could not be recorded: the node has to be heard from the beginning */
  async heard(node_id: string, message: ObserveResponse['message']): Promise<void> {
    switch (message.case) {
      case 'hello':
        this.begun.add(node_id);
        this.known.delete(node_id);
        return await this.report(node_id, 'joined', { incarnation: message.value.incarnation });
      case 'health':
        await this.samples.health(node_id, message.value);
        return await this.health(node_id, message.value.healthy, healthDetail(message.value));
      case 'drift':
        return await this.drift(node_id, message.value);
      case 'usage':
        return await this.samples.usage(node_id, message.value);
      case undefined:
        return;
    }
  }

  /** A node has not been heard for a while. @param reason in words */
  async silent(node_id: string, reason: string): Promise<void> {
    const health_detail = `its agent is not heard: ${reason}`.slice(0, LONGEST_DETAIL);
    await this.health(node_id, false, health_detail);
  }

  private async health(node_id: string, healthy: boolean, health_detail: string): Promise<void> {
    const health = `${healthy} ${health_detail}`;
    if (this.known.get(node_id) === health) return;
    await this.report(node_id, 'health_changed', { healthy, health_detail });
    this.known.set(node_id, health);
  }

  private async drift(node_id: string, drift: ObserveResponse_Drift): Promise<void> {
    const isFirst = this.begun.delete(node_id);
    const isNews = await this.drifts.keep(node_id, drift);
    if (drift.differences.length === 0 || (isFirst && !isNews)) return;
    const differences = drift.differences.slice(0, MOST_DIFFERENCES).map(inWords);
    const others = drift.total - differences.length;
    if (others > 0) differences.push(`and ${others} more`);
    await this.report(node_id, 'drift_detected', { differences });
  }

  private async report(node_id: string, verb: string, data: Record<string, unknown>): Promise<void> {
    settled(await this.command({ kind: Node, verb, resource_id: node_id, data }));
  }
}

/** What of a node does not serve; nothing when all does. */
export function healthDetail({ checks }: ObserveResponse_Health): string {
  const failing = checks.filter(({ ok }) => !ok);
  return failing
    .map(({ name, detail }) => (detail === '' ? name : `${name}: ${detail}`))
    .join('; ')
    .slice(0, LONGEST_DETAIL);
}

function inWords({ key, what, repaired }: ObserveResponse_Drift['differences'][number]): string {
  const subject = key ? `${key.kind} ${key.id}: ` : '';
  return `${subject}${what}${repaired ? ' (repaired)' : ''}`.slice(0, LONGEST_DETAIL);
}
