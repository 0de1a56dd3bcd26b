import type { CommandReply } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from './backend-error.js';
import type { Wish } from './commander.js';
import type { LocalView } from './local-view.js';
import type { Trigger } from './resource-rows.js';
import type { WorkItem } from './work.js';
import { Park } from './work-outcome.js';

/** What a reconciler found and did. */
export interface Converged {
  /** The kind's `observed`. */
  readonly observed: Record<string, unknown>;
  /** What the backend held that nobody wished, in words; it is repaired when this is reported. */
  readonly drift?: readonly string[];
}

/**
 * Makes a backend hold what the row of one resource wants. Idempotent, and told nothing but the row: it may run at any
 * time, twice, or after a crash in its middle. It throws {@link BackendError} when the backend does not do as asked.
 */
export interface Reconciler {
  readonly kind: Kind;
  /** Milliseconds between two looks at every resource, for drift; absent where another kind's look covers this one. */
  readonly resyncEvery?: number;
  converge(resource: Resource, signal: AbortSignal): Promise<Converged>;
  remove(resource: Resource, signal: AbortSignal): Promise<void>;
}

export interface ReconcilerContext {
  readonly view: LocalView;
  /** Sends a report to the kind's own decider. */
  readonly command: (wish: Wish) => Promise<CommandReply>;
}

/** Raises a resource's key whenever its generation moves. */
export function wantsReconciling(reconcilers: readonly Reconciler[]): Trigger {
  const kinds = new Set(reconcilers.map(({ kind }) => kind.name));
  return ({ before, after }) =>
    kinds.has(after.kind) && after.status !== 'deleted' && after.generation > (before?.generation ?? 0)
      ? [{ kind: after.kind, id: after.id }]
      : [];
}

/** The work handler of a reconciler: reads the row after the claim, converges, reports. */
export function reconcile(
  reconciler: Reconciler,
  { view, command }: ReconcilerContext,
): (item: WorkItem, signal: AbortSignal) => Promise<void> {
  const { kind } = reconciler;
  const report = async (resource: Resource, verb: string, data: Record<string, unknown>) => {
    taken(
      kind,
      await command({ kind, verb, resource_id: resource.id, aggregate_id: aggregateOf(kind, resource), data }),
    );
  };
  return async ({ id }, signal) => {
    const resource = await view.get(kind.name, id);
    // What is provisioned and has no generation is a declaration, with which nothing is to be done yet.
    if (resource === undefined || resource.generation === 0) return;
    const { generation } = resource;
    try {
      if (resource.status === 'deleting') {
        await reconciler.remove(resource, signal);
        if (kind.lifecycle === 'provisioned') await report(resource, 'withdrawn', { generation });
        else await report(resource, 'deleted', {});
        return;
      }
      const { observed, drift } = await reconciler.converge(resource, signal);
      // Before it has converged once, a difference is not drift but what there was to do.
      if (drift?.length && resource.converged === generation)
        await report(resource, 'drift_detected', { differences: [...drift] });
      await report(resource, 'converged', { generation, observed });
    } catch (error) {
      if (!(error instanceof BackendError) || error.transient) throw error;
      await report(resource, 'failed', { generation, reason: error.detail });
      throw new Park(error.detail, { cause: error });
    }
  };
}

/**
 * A resource whose work parks for a fault of ours says so too.
 * @throws Error when the report was not taken: the work is then tried again instead of parked
 */
export async function reportFault(
  { kind }: Reconciler,
  id: string,
  reason: string,
  { view, command }: ReconcilerContext,
): Promise<void> {
  const resource = await view.get(kind.name, id);
  if (resource === undefined || resource.status === 'failed') return;
  const data = { generation: resource.generation, reason };
  taken(
    kind,
    await command({ kind, verb: 'failed', resource_id: id, aggregate_id: aggregateOf(kind, resource), data }),
  );
}

/** What is gone meanwhile needs no report; any other refusal is a report that the kind does not know, and so a fault of ours. */
function taken({ name }: Kind, reply: CommandReply): void {
  if (reply.outcome === 'accepted' || (reply.outcome === 'rejected' && reply.code === `${name}.not_found`)) return;
  throw new Error(`a report was not taken: ${'detail' in reply ? reply.detail : reply.outcome}`);
}

export function aggregateOf(kind: Kind, resource: Resource): string {
  return kind.within ? String(resource.spec[kind.within.field]) : resource.id;
}
