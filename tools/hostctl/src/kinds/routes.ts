import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { misused } from '../failure.js';

type Routes = NonNullable<Kind['routes']>;
type List = Routes['lists'][number];

/** A kind that clients can ask for, with its routes below `/api/v1`. */
export interface RoutedKind {
  readonly kind: Kind;
  readonly routes: Routes;
}

/** Every kind that has routes, in the order of the contracts. */
export const routedKinds: readonly RoutedKind[] = kinds.flatMap((kind) =>
  kind.routes === undefined ? [] : [{ kind, routes: kind.routes }],
);

export function routed(name: string): RoutedKind {
  const found = routedKinds.find(({ kind }) => kind.name === name);
  if (found === undefined) throw new Error(`no kind ${name} has routes`);
  return found;
}

export function itemPath({ routes }: RoutedKind, id: string): string {
  return `${routes.item}/${encodeURIComponent(id)}`;
}

/** The spec fields that the paths of some lists name, such as `zone_id`. */
export function parentsOf(lists: readonly Pick<List, 'path'>[]): string[] {
  return [...new Set(lists.flatMap(({ path }) => parameters(path)))];
}

/**
 * The path of the list that the given fields lead to: the one in the nearest parent where several would do.
 * @throws Failure when each list wants a parent that is not given
 */
export function listPath(
  lists: readonly List[],
  given: Readonly<Record<string, unknown>>,
): { path: string; used: string[] } {
  const [best] = lists
    .map(({ path }) => ({ path, used: parameters(path) }))
    .filter(({ used }) => used.every((field) => typeof given[field] === 'string'))
    .sort((a, b) => b.used.length - a.used.length);
  if (best === undefined) {
    const flags = parentsOf(lists).map((field) => `--${field.replaceAll('_', '-')}`);
    throw misused(`name the parent: ${flags.join(' or ')}`);
  }
  const path = best.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(given[field])));
  return { path, used: best.used };
}

function parameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, field]) => field ?? []);
}
