import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';

/** What a callback tells: the REST contract’s shape. */
export interface Ending {
  readonly resource_type: string;
  readonly resource_id: string;
  readonly status: string;
  readonly status_message: string | null;
}

/** How a resource has come to rest; undefined while something is under way. What is gone has been deleted. */
export function endingOf(kind: Kind, resource_id: string, resource: Resource | undefined): Ending | undefined {
  const of = { resource_type: kind.name, resource_id };
  if (resource === undefined) return { ...of, status: 'deleted', status_message: null };
  if (isUnderWay(kind, resource)) return undefined;
  const { status, status_message } = resource;
  return { ...of, status, status_message };
}

function isUnderWay({ lifecycle }: Kind, resource: Resource): boolean {
  const { status, status_message, generation, converged } = resource;
  switch (lifecycle) {
    case 'synchronous':
      return false;
    case 'observed':
      return status === 'pending' || status === 'running' || status === 'held';
    case 'asynchronous':
    case 'provisioned':
      if (status === 'failed' || status === 'deleted') return false;
      // A deletion that has failed says why, and stays one.
      if (status === 'deleting') return status_message === null;
      return generation > converged;
  }
}
