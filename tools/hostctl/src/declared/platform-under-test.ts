import { idFor } from '@freehold/contracts/ids';
import type { JsonObject } from '../api/json.js';
import { type RoutedKind, routedKinds } from '../kinds/routes.js';
import { type Answers, type Asked, problem, type Reply, type StandIn, startStandIn } from '../stand-in.js';

/** A platform that keeps what it is sent and finds all of it good, at once: a deed makes everything active. */
export interface Keeping extends StandIn {
  /** By path: `/nodes/web-1a`. What stands here is there. */
  readonly resources: Map<string, Record<string, unknown>>;
  /** `POST /regions`, in the order in which they came. */
  changes(): string[];
}

/** @param more answers of its own, in place of what it would do */
export async function startKeeping(more: Answers = {}): Promise<Keeping> {
  const resources = new Map<string, Record<string, unknown>>();
  const platform = await startStandIn(more, (asked) => answer(asked, resources));
  return {
    ...platform,
    resources,
    changes: () =>
      platform.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
  };
}

function answer(asked: Asked, resources: Keeping['resources']): Reply {
  const { method, path, body } = asked;
  const known = resources.get(path);
  if (known !== undefined && method === 'GET') return { body: known };
  if (known !== undefined && method === 'PUT') {
    resources.set(path, { ...known, ...(body as object) }); // hostctl sends objects
    return { body: resources.get(path) };
  }
  if (path.startsWith('/operations/')) return { body: { id: path.split('/')[2], status: 'succeeded', steps: STEPS } };
  const of = resources.get(path.replace(/\/(provision|converge|retry)$/, ''));
  if (of !== undefined && method === 'POST') {
    for (const [at, resource] of resources) resources.set(at, { ...resource, status: 'active' });
    return { status: 202, body: { operation: { id: `op-${String(of['id'])}`, status: 'pending' } } };
  }
  for (const routed of routedKinds) {
    for (const list of routed.routes.lists) {
      const parents = parentsIn(list.path, path);
      if (parents === undefined) continue;
      return method === 'POST'
        ? made(routed, { ...parents, ...(body as object) }, resources)
        : listed(routed, asked, parents, resources); // as above
    }
  }
  return problem(404, 'request.not_found', 'there is nothing here');
}

const STEPS = [{ name: 'accepted' }, { name: 'nodes provisioned', detail: '2 of 2' }, { name: 'converged' }];

function made({ kind, routes }: RoutedKind, sent: Record<string, unknown>, resources: Keeping['resources']): Reply {
  const { id: given, ...fields } = sent;
  const id = idFor(kind.name, kind.id, fields, typeof given === 'string' ? given : undefined);
  const path = `${routes.item}/${id}`;
  if (resources.has(path)) return problem(409, `${kind.name}.exists`, `the ${kind.name} ${id} exists already`);
  const status = kind.lifecycle === 'provisioned' ? 'pending' : 'active';
  resources.set(path, { ...kind.spec.partial().parse(fields), id, status });
  const isFollowed = kind.lifecycle === 'asynchronous';
  return {
    status: isFollowed ? 202 : 201,
    body: { ...resources.get(path), ...(isFollowed && { operation_id: `op-${id}` }) },
  };
}

function listed({ routes }: RoutedKind, asked: Asked, parents: JsonObject, resources: Keeping['resources']): Reply {
  const { search = '' } = asked.query;
  const filters = Object.entries({ ...asked.query, ...parents }).filter(([field]) => !PAGE.includes(field));
  const items = [...resources]
    .filter(([path]) => path.startsWith(`${routes.item}/`))
    .map(([, resource]) => resource)
    .filter(
      (item) => JSON.stringify(item).includes(search) && filters.every(([field, value]) => item[field] === value),
    );
  return { body: { items, next_cursor: null, has_more: false } };
}

const PAGE = ['limit', 'search'];

/** What a list's path names; undefined when it is another path. */
function parentsIn(template: string, path: string): Record<string, string> | undefined {
  const steps = path.split('/');
  const wanted = template.split('/');
  if (steps.length !== wanted.length) return undefined;
  const parents: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const value = steps[index] ?? '';
    if (step.startsWith('{')) parents[step.slice(1, -1)] = decodeURIComponent(value);
    else if (step !== value) return undefined;
  }
  return parents;
}
