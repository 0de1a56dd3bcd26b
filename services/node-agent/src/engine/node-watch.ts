import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Confined } from '../files/confined.js';
import type { Check } from '../role.js';
import type { Feed } from './feed.js';
import { repeat } from './repeat.js';
import { type DriftReport, type Found, NotStarted, type RoleRunner } from './role-runner.js';
import { diskFree, usageOf } from './usage.js';

export interface NodeWatchOptions {
  readonly root: Confined;
  readonly runners: readonly RoleRunner[];
  readonly feed: Feed;
  readonly log: Logger;
  readonly convergeSeconds: number;
  /** Whether the disk has been emptied under the agent; then `restore` puts back what the agent itself keeps there. */
  readonly isWiped: () => Promise<boolean>;
  readonly restore: () => Promise<void>;
}

/** Often enough that a daemon which died is back within five seconds; told every ten, and at once when it changes. */
const CHECK_MS = 2_500;
const TELL_MS = 10_000;
const USAGE_MS = 60_000;
/** Less than this is told as a failure: logs and sessions need room. */
const LEAST_FREE_BYTES = 256 * 1024 * 1024;
const MOST_LISTED = 100;

/** Looks at the node until the signal aborts, and tells what it sees: health, drift, usage. */
export class NodeWatch {
  private told: { ofRoles: readonly Check[]; at: number } = { ofRoles: [], at: 0 };
  private drift: { differences: readonly Found[]; report_only: boolean } = { differences: [], report_only: false };

  constructor(private readonly options: NodeWatchOptions) {}

  async run(signal: AbortSignal): Promise<void> {
    const { convergeSeconds } = this.options;
    await Promise.all([
      this.safely(() => this.lookAtOnce()),
      repeat(CHECK_MS, 0, signal, () => this.safely(() => this.checkHealth())),
      repeat(convergeSeconds * 1_000, 0.1, signal, () => this.safely(() => this.lookForDrift())),
      repeat(USAGE_MS, 0.1, signal, () => this.safely(() => this.tellUsage())),
    ]);
  }

  /** Starts the roles, and tells at once how that went; meanwhile health says that they have not started yet. */
  private async lookAtOnce(): Promise<void> {
    await this.lookForDrift();
    await this.checkHealth();
  }

  /** Whatever goes wrong in one look, the next one comes. */
  private async safely(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.options.log.error({ err: error }, 'a look at the node failed');
    }
  }

  private async checkHealth(): Promise<void> {
    const { root, runners, feed, isWiped } = this.options;
    if (await isWiped()) await this.startAnew();
    const ofRoles = (await Promise.all(runners.map((runner) => runner.check()))).flat();
    const isDue = Date.now() - this.told.at >= TELL_MS;
    if (!isDue && isDeepStrictEqual(ofRoles, this.told.ofRoles)) return;
    this.told = { ofRoles, at: Date.now() };
    const checks = [...ofRoles, await diskCheck(root)];
    const healthy = checks.every(({ ok }) => ok);
    feed.publish({ case: 'health', value: { healthy, checks: checks.map((check) => ({ ...check })) } });
  }

  private async startAnew(): Promise<void> {
    const { runners, log, restore } = this.options;
    log.warn('the disk was emptied: everything is written again');
    await restore();
    for (const runner of runners) await runner.startAnew();
  }

  private async lookForDrift(): Promise<void> {
    const { runners, feed, log } = this.options;
    const looks = await Promise.all(runners.map((runner) => this.reportOf(runner)));
    const reports = looks.filter((report) => report !== undefined);
    const differences = reports.flatMap((report) => report.differences);
    const report_only = reports.some((report) => report.report_only);
    // What is told once and stays is not told every minute.
    const isNews =
      differences.some(({ repaired }) => repaired) || !isDeepStrictEqual({ differences, report_only }, this.drift);
    this.drift = { differences, report_only };
    if (!isNews) return;
    const repaired = differences.filter((difference) => difference.repaired).length;
    log.info({ differences: differences.length, repaired, report_only }, 'drift');
    const listed = differences
      .slice(0, MOST_LISTED)
      .map(({ key, what, repaired }) => ({ what, repaired, ...(key && { key }) }));
    feed.publish({ case: 'drift', value: { differences: listed, total: differences.length, reportOnly: report_only } });
  }

  /** Undefined where the role cannot be looked at, which its checks tell of; the other role is not held up. */
  private async reportOf(runner: RoleRunner): Promise<DriftReport | undefined> {
    try {
      return await runner.inspect();
    } catch (error) {
      if (!(error instanceof NotStarted))
        this.options.log.error({ role: runner.role.name, err: error }, 'a look for drift failed');
      return undefined;
    }
  }

  private async tellUsage(): Promise<void> {
    const usage = await usageOf(this.options.root);
    this.options.feed.publish({
      case: 'usage',
      value: {
        rssBytes: BigInt(usage.rss_bytes),
        cpuSeconds: usage.cpu_seconds,
        diskFreeBytes: BigInt(usage.disk_free_bytes),
        processes: usage.processes,
      },
    });
  }
}

async function diskCheck(root: Confined): Promise<Check> {
  const free = await diskFree(root);
  const ok = free >= LEAST_FREE_BYTES;
  return { name: 'disk', ok, detail: ok ? '' : `${Math.floor(free / 1024 / 1024)} MB free` };
}
