import type { ApiClient } from '../api/client.js';
import { isObject, type JsonObject } from '../api/json.js';
import { pages } from '../api/pages.js';
import { ApiProblem } from '../api/problem.js';
import { EXIT, Failure } from '../failure.js';
import { itemPath, listPath } from '../kinds/routes.js';
import { IdOf, resolved, type Wanted } from './wanted.js';

/** What is there of what is wanted, by label. */
export type Present = ReadonlyMap<string, JsonObject>;

/**
 * Looks for every wanted resource. They stand in the order in which they refer to each other.
 * @throws Failure when a name fits several, or one is on its way out
 */
export async function readPresent(api: ApiClient, wanted: readonly Wanted[]): Promise<Present> {
  const present = new Map<string, JsonObject>();
  const ids = new Map<string, string>();
  for (const one of wanted) {
    const found =
      one.id === undefined ? await named(api, one, ids) : await getOrNothing(api, itemPath(one.routed, one.id));
    if (found === undefined) continue;
    if (found['status'] === 'deleting')
      throw new Failure(`${one.label} is being deleted: try again when it is gone`, EXIT.error, 'hostctl.deleting');
    present.set(one.label, found);
    ids.set(one.label, String(found['id']));
  }
  return present;
}

/** The body of an item, or undefined when there is none. */
export async function getOrNothing(api: ApiClient, path: string): Promise<JsonObject | undefined> {
  try {
    const { body } = await api.send({ method: 'GET', path });
    return isObject(body) ? body : undefined;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}

async function named(
  api: ApiClient,
  { routed, identity = {}, label }: Wanted,
  ids: ReadonlyMap<string, string>,
): Promise<JsonObject | undefined> {
  const by = resolved(identity, ids);
  // Where what holds it, or what it belongs to, is not there, neither is it.
  if (Object.values(by).some((value) => value instanceof IdOf)) return undefined;
  const { path, used } = listPath(routed.routes.lists, by);
  const filters = Object.keys(by).filter((field) => routed.kind.filters?.includes(field) && !used.includes(field));
  const query = Object.fromEntries(filters.map((field) => [field, String(by[field])]));
  const search = 'name' in query || typeof by['name'] !== 'string' ? {} : { search: by['name'] };
  const found: JsonObject[] = [];
  for await (const item of pages(api, { path, query: { ...query, ...search }, limit: undefined })) {
    if (Object.entries(by).every(([field, value]) => item[field] === value)) found.push(item);
  }
  if (found.length > 1) {
    const all = found.map(({ id }) => String(id)).join(', ');
    throw new Failure(`${label} could be any of ${all}: they have the same name`, EXIT.error, 'hostctl.ambiguous');
  }
  return found[0];
}
