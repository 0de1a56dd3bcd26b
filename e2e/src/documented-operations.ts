import { kinds } from '@freehold/contracts/kinds';
import type { ApiClient } from './api-client.js';

/** One operation of the served OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** A template: `/api/v1/zones/{id}`. */
  readonly path: string;
  /** What it takes; undefined where it takes none. */
  readonly scope: string | undefined;
  /** Whether it takes the scope for the whole platform. */
  readonly platform: boolean;
  /** Whether nobody need say who they are. */
  readonly open: boolean;
  /** Names of the parameters of its query. */
  readonly query: readonly string[];
  /** The example of its body, where it takes one. */
  readonly example: object | undefined;
  readonly takesBody: boolean;
}

interface Documented {
  readonly operationId: string;
  readonly 'x-scope'?: string;
  readonly 'x-platform'?: boolean;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: object }>> };
}

/** Every operation that the platform says it has. */
export async function documentedOperations(api: ApiClient): Promise<Operation[]> {
  const { body } = await api.get('//openapi.json');
  const paths = body['paths'] as Record<string, Record<string, Documented>>; // documentation.spec holds it to OpenAPI's schema
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, documented]) => ({
      id: documented.operationId,
      method: method.toUpperCase(),
      path,
      scope: documented['x-scope'],
      platform: documented['x-platform'] === true,
      open: documented.security?.length === 0,
      query: (documented.parameters ?? []).flatMap(({ name, in: where }) =>
        where === 'query' && name !== undefined ? [name] : [],
      ),
      example: documented.requestBody?.content['application/json']?.example,
      takesBody: documented.requestBody !== undefined,
    })),
  );
}

/** What stands behind the parameters of a path: kinds, by parameter. `operation` and `delivery` are no kinds, and have ids too. */
export type Behind = Readonly<Record<string, string>>;

const ITEMS: ReadonlyMap<string, string> = new Map(
  kinds.flatMap(({ name, routes }) => (routes ? [[`/api/v1${routes.item}`, name]] : [])),
);

/** Parts of paths below which parameters name no resource, and what they can be. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/docs/': { file: 'swagger-ui.css' },
  '/api/v1/projections/': { service: 'gateway', name: 'events' },
  '/api/v1/parked/': { service: 'dns', kind: 'zone', id: 'not-parked' },
  '/api/v1/resources/': { kind: 'zone' },
};

function wordsOf(path: string): Readonly<Record<string, string>> {
  return Object.entries(WORDS).find(([start]) => path.startsWith(start))?.[1] ?? {};
}

/**
 * Which kinds of things a path names.
 * @throws Error for a parameter of which this file does not know what stands behind it: a new route says so here
 */
export function behind({ method, path }: Pick<Operation, 'method' | 'path'>): Behind {
  const steps = path.split('/');
  const found: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    const name = /^\{([a-z_]+)\}$/.exec(step)?.[1];
    if (name === undefined || name in wordsOf(path)) continue;
    const kind = kindBehind(steps.slice(0, index).join('/'), name);
    if (kind === undefined) throw new Error(`what stands behind {${name}} of ${method} ${path} is not known here`);
    found[name] = kind;
  }
  return found;
}

function kindBehind(before: string, name: string): string | undefined {
  if (before === '/api/v1/operations') return 'operation';
  if (before === '/api/v1/resources/{kind}') return 'zone';
  if (name === 'delivery') return 'delivery';
  const named = kinds.find((kind) => `${kind.name.replaceAll('-', '_')}_id` === name)?.name;
  return named ?? ITEMS.get(before);
}

/** The path with something in the place of each parameter. */
export function filled({ path }: Pick<Operation, 'path'>, ids: (parameter: string) => string): string {
  return path.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => encodeURIComponent(wordsOf(path)[name] ?? ids(name)));
}
