import type { ApiClient, Request } from '../api/client.js';
import { isObject, type JsonObject } from '../api/json.js';
import { ApiProblem } from '../api/problem.js';
import { sendable } from '../kinds/documents.js';
import { itemPath, listPath } from '../kinds/routes.js';
import { type Happened, irreversible } from './event.js';
import { previousOf } from './previous.js';

/** The command that takes an event back, and what whoever sends it should know. */
export interface Proposal {
  readonly method: Exclude<Request['method'], 'GET'>;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: JsonObject;
  /** ETag of the resource that the command was made for; absent where there is none. */
  readonly if_match?: string;
  readonly warnings: readonly string[];
}

/** A resource with its ETag. */
interface Now {
  readonly item: JsonObject;
  readonly etag: string;
}

/**
 * What compensates for an event, as things stand now.
 * @throws Failure with the reason where nothing does
 */
export async function proposalFor(event: Happened, api: ApiClient): Promise<Proposal> {
  switch (event.fact) {
    case 'created':
      return await takenAway(event, api);
    case 'updated':
      return await changedBack(event, api);
    case 'delete_requested':
    case 'deleted':
      return await madeAgain(event, api);
    case 'suspended':
    case 'unsuspended':
      return await turned(event, api);
    case 'retried':
      throw irreversible(`${event.type} only had something tried again: there is nothing to take back`);
    case 'converged':
    case 'failed':
    case 'drift_detected':
    case 'step_reached':
    case 'withdrawn':
      throw irreversible(`${event.type} tells what is so: that cannot be taken back, only what was wanted can`);
    case 'erase_requested':
    case 'erased':
      throw irreversible(`${event.type}: the key is destroyed, so what was sealed under it is gone for good`);
  }
  if (event.fact.endsWith('_requested'))
    throw irreversible(`${event.type} is a deed: what it did to machines, another deed has to do away with`);
  throw irreversible(`${event.type} has no command that takes it back`);
}

async function takenAway(event: Happened, api: ApiClient): Promise<Proposal> {
  const { item, etag } = await living(event, api, 'it is gone already');
  const later = await laterChanges(event, api);
  const warnings = later > 0 ? [`it has been changed ${times(later)} since: that goes with it`] : [];
  if (event.of.kind.lifecycle !== 'synchronous') warnings.push('what it holds and what belongs to it goes with it');
  if (item['status'] === 'deleting') throw irreversible(`the ${name(event)} is being deleted already`);
  return { method: 'DELETE', path: itemPath(event.of, event.resource_id), if_match: etag, warnings };
}

async function changedBack(event: Happened, api: ApiClient): Promise<Proposal> {
  const { item, etag } = await living(event, api, 'it is gone: undo its deletion first');
  const { body, warnings } = previousOf(event, item);
  if (Object.keys(body).length === 0)
    throw irreversible(
      [`nothing of ${event.type} at position ${event.position} can be taken back`, ...warnings].join('; '),
    );
  return { method: 'PUT', path: itemPath(event.of, event.resource_id), body, if_match: etag, warnings };
}

/** The resource as it was, made once more: where its id follows from it, or can be brought along, it is the same one. */
async function madeAgain(event: Happened, api: ApiClient): Promise<Proposal> {
  const { of, resource_id, position } = event;
  const { kind } = of;
  if (kind.id.scheme === 'prefixed')
    throw irreversible(
      `a ${kind.name} gets a new id whenever it is made, by which machines know it: what was ${resource_id} cannot come back`,
    );
  if (kind.digests?.length)
    throw irreversible(`what is known of the secret of a ${kind.name} is shown to nobody: make a new one`);
  const now = await readNow(event, api);
  if (now?.item['status'] === 'deleting')
    throw irreversible(`the ${name(event)} is being deleted, which nothing calls back: undo it when it is gone`);
  if (now !== undefined) throw irreversible(`the ${name(event)} is there again`);
  const before = await readAsOf(event, api, position - 1);
  if (before === undefined) throw irreversible(`nothing tells what the ${name(event)} was before position ${position}`);
  const body = sendable(kind, before, 'create');
  const lists = of.routes.lists.filter(({ create }) => create);
  const { path, used } = listPath(lists, body);
  for (const field of used) delete body[field];
  const hidden = [...(kind.secret ?? []), ...(kind.personal ?? [])].filter((field) => (before[field] ?? null) !== null);
  return {
    method: 'POST',
    path,
    body,
    warnings: [
      ...(kind.id.scheme === 'uuid' ? ['it gets another id'] : []),
      ...(hidden.length > 0 ? [`secrets cannot come back: ${hidden.join(', ')} is to be given anew`] : []),
      'what belonged to it does not come back with it: each has an event of its own to undo',
    ],
  };
}

async function turned(event: Happened, api: ApiClient): Promise<Proposal> {
  const { of, fact, position, resource_id } = event;
  const verb = fact === 'suspended' ? 'unsuspend' : 'suspend';
  if (of.kind.verbs?.[verb] === undefined)
    throw irreversible(`a ${of.kind.name} is suspended and restored with its tenant: undo what was done to that`);
  const { item, etag } = await living(event, api, 'it is gone');
  const isSuspended = typeof item['suspend_reason'] === 'string';
  if (isSuspended !== (fact === 'suspended'))
    throw irreversible(`the ${name(event)} is ${isSuspended ? '' : 'not '}suspended: somebody was faster`);
  const before = verb === 'suspend' ? (await readAsOf(event, api, position - 1))?.['suspend_reason'] : undefined;
  const body = typeof before === 'string' ? { reason: before } : {};
  return { method: 'POST', path: `${itemPath(of, resource_id)}/${verb}`, body, if_match: etag, warnings: [] };
}

async function living(event: Happened, api: ApiClient, otherwise: string): Promise<Now> {
  const now = await readNow(event, api);
  if (now === undefined) throw irreversible(`the ${name(event)} cannot be changed: ${otherwise}`);
  return now;
}

async function readNow(event: Happened, api: ApiClient): Promise<Now | undefined> {
  try {
    const { body, headers } = await api.send({ method: 'GET', path: itemPath(event.of, event.resource_id) });
    return isObject(body) ? { item: body, etag: headers.get('etag') ?? '*' } : undefined;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}

async function readAsOf(event: Happened, api: ApiClient, position: number): Promise<JsonObject | undefined> {
  const query = { asOf: String(position) };
  const { body } = await api.send({ method: 'GET', path: itemPath(event.of, event.resource_id), query });
  return isObject(body) ? body : undefined;
}

/** How often it was changed since, up to 200 events. */
async function laterChanges({ of, resource_id, position }: Happened, api: ApiClient): Promise<number> {
  const query = { kind: of.kind.name, id: resource_id, after: String(position), limit: '200' };
  const { body } = await api.send({ method: 'GET', path: '/events', query });
  const items = isObject(body) && Array.isArray(body['items']) ? body['items'].filter(isObject) : [];
  return items.filter(({ data }) => isObject(data) && isObject(data['changes'])).length;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function name({ of, resource_id }: Happened): string {
  return `${of.kind.name} ${resource_id}`;
}
