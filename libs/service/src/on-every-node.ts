import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Applied } from './agents.js';

/**
 * Does the same on every node at once, and lets each come to its end.
 * @throws BackendError of the nodes together: what is refused first, as trying again does not help there
 */
export async function onEveryNode(
  nodes: readonly Resource[],
  work: (node: Resource) => Promise<Applied>,
): Promise<void> {
  const ends = await Promise.allSettled(nodes.map(async (node) => settle(node, await work(node))));
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const worst = errors.find((error) => !isTransient(error)) ?? errors[0];
  if (worst !== undefined) throw worst;
}

/** Whether trying again can help. */
export function isTransient(error: unknown): boolean {
  return error instanceof BackendError && error.transient;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** What a node holds of a later moment is what the rows say by now: with them the next run is not behind. */
function settle({ id }: Resource, applied: Applied): void {
  if (applied === 'stale') throw new BackendError('unavailable', `node ${id} holds a newer state of it than was read`);
}
