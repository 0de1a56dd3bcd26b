import type { RecordedEvent } from './event.js';
import { evolve } from './evolve.js';
import { kindNamed } from './kinds.js';
import type { Resource } from './resource.js';

/**
 * Folds one event into the resources of its subject: those that live, by id, and the aggregate's own also after its deletion.
 * What lives within a resource goes with it.
 * @returns the resource as the event leaves it
 */
export function absorb(resources: Map<string, Resource>, event: RecordedEvent): Resource {
  const next = evolve(kindNamed(event.kind), resources.get(event.resource_id), event);
  const isRoot = event.resource_id === event.aggregate_id;
  if (isRoot && next.status === 'deleted') resources.clear();
  if (isRoot || next.status !== 'deleted') resources.set(event.resource_id, next);
  else resources.delete(event.resource_id);
  return next;
}
