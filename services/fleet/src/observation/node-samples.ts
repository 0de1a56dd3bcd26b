import { NODE_SAMPLES_SUBJECT, type NodeSample } from '@freehold/contracts/fleet/node-samples';
import type { Ledger } from '@freehold/ledger/ledger';
import type { ObserveResponse_Health, ObserveResponse_Usage } from '@freehold/rpc/agent';
import type { Logger } from '@freehold/service/log';

/** Tells what is measured of nodes again and again. A sample that is lost is measured again, so nothing fails with it. */
export class NodeSamples {
  constructor(
    private readonly js: Ledger['js'],
    private readonly log: Logger,
  ) {}

  async health(node_id: string, { healthy, checks }: ObserveResponse_Health): Promise<void> {
    const failing = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    await this.publish({ node_id, observed_at: new Date().toISOString(), health: { healthy, failing } });
  }

  async usage(node_id: string, usage: ObserveResponse_Usage): Promise<void> {
    const { rssBytes, cpuSeconds, diskFreeBytes, processes } = usage;
    await this.publish({
      node_id,
      observed_at: new Date().toISOString(),
      usage: {
        rss_bytes: Number(rssBytes),
        cpu_seconds: cpuSeconds,
        disk_free_bytes: Number(diskFreeBytes),
        processes,
      },
    });
  }

  private async publish(sample: NodeSample): Promise<void> {
    try {
      await this.js.publish(NODE_SAMPLES_SUBJECT, JSON.stringify(sample));
    } catch (error) {
      this.log.debug({ err: error, node_id: sample.node_id }, 'a sample was not taken');
    }
  }
}
