/** One service as the ledger's runners make it, without the frame that configures it. */
import type { CommandEnvelope, CommandReply } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { until } from '@freehold/testing/until';
import type pg from 'pg';
import { envelope } from './commander.js';
import { Followers } from './followers.js';
import type { Ledger } from './ledger.js';
import { FOLLOWER, handlerOf } from './ledger-under-test.js';
import type { LocalView } from './local-view.js';
import type { Process } from './process.js';
import { type Reconciler, reconcile, reportFault, wantsReconciling } from './reconciler.js';
import { resourceRows } from './resource-rows.js';
import type { WorkItem } from './work.js';
import type { WorkHandler } from './work-runs.js';
import { WorkWorker } from './work-worker.js';

export interface ServiceUnderTest {
  readonly view: LocalView;
  send(envelope: CommandEnvelope): Promise<CommandReply>;
  /** Waits until a row is as expected; answers it. */
  row(kind: Kind, id: string, as: (row: Resource) => boolean): Promise<Resource>;
  gone(kind: Kind, id: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startService(parts: {
  readonly ledger: Ledger;
  readonly pool: pg.Pool;
  readonly kinds: readonly string[];
  readonly reconcilers?: readonly Reconciler[];
  readonly processes?: readonly Process[];
}): Promise<ServiceUnderTest> {
  const { ledger, pool, kinds, reconcilers = [], processes = [] } = parts;
  const { handler, view, positions } = handlerOf(ledger, pool);
  const command = async (wished: Parameters<typeof envelope>[0]) =>
    await handler.handle(envelope(wished, 'service:spec'));
  const context = { view, command };
  const triggers = [wantsReconciling(reconcilers), ...processes.map(({ trigger }) => trigger)];
  const projections = [resourceRows({ name: FOLLOWER, kinds, triggers })];
  const followers = new Followers({ pool, ledger, positions, projections, report: () => {} });
  const handlers = new Map<string, WorkHandler>([
    ...reconcilers.map((reconciler) => [reconciler.kind.name, reconcile(reconciler, context)] as const),
    ...processes.map(
      (process) =>
        [process.name, async (item: WorkItem, signal: AbortSignal) => process.run(item, context, signal)] as const,
    ),
  ]);
  const worker = new WorkWorker({
    pool,
    handlers,
    backoff: () => 20,
    maxAttempts: () => 3,
    async onParked({ kind, id }, error) {
      const reconciler = reconcilers.find((candidate) => candidate.kind.name === kind);
      if (reconciler)
        await reportFault(reconciler, id, error instanceof Error ? error.message : String(error), context);
    },
  });
  await followers.start();
  await worker.start();
  return {
    view,
    send: (wished) => handler.handle(wished),
    row: (kind, id, as) =>
      until(async () => {
        const found = await view.get(kind.name, id);
        return found && as(found) ? found : undefined;
      }),
    gone: async (kind, id) => void (await until(async () => (await view.get(kind.name, id)) === undefined)),
    async stop() {
      await worker.stop();
      await followers.close();
    },
  };
}
