import { kinds } from '@freehold/contracts/kinds';
import { behind, filled, type Operation } from './documented-operations.js';
import { bodyFor } from './role-matrix.js';
import type { World, Worlds } from './worlds.js';

/** An attempt at what is another one's. */
export interface Trespass {
  readonly method: string;
  readonly target: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes an attempt, with the ids of what is tried for: real ones, or ones that nothing has. */
export type Attempt = (ids: (kind: string) => string) => Trespass;

/** Each time the same id, written otherwise. */
const SPELLINGS: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => [...Buffer.from(id)].map((byte) => `%${byte.toString(16)}`).join(''),
  (id) => `${id}?asOf=1`,
  (id) => `${id}?asOf=2100-01-01T00:00:00Z`,
  (id) => `x/../${id}`,
  (id) => `${id}/`,
  (id) => `${id};x`,
  (id) => id.toUpperCase(),
];

/** By way of the path: what is another one's in the place of each thing that it names, and writes that are meant. */
export function byPath(operations: readonly Operation[], { ours }: Worlds): Attempt[] {
  return operations.flatMap((operation) => {
    const things = behind(operation);
    if (!Object.values(things).some((kind) => ours.ids.has(kind) && kind !== 'brand')) return [];
    return SPELLINGS.map(
      (spelling, index): Attempt =>
        (ids) => {
          const path = filled(operation, (parameter) => `@${things[parameter]}@`);
          const target = path.replaceAll(/%40([a-z-]+)%40/g, (_, kind: string) => spelling(ids(kind)));
          const ask = operation.id === 'awaitOperation' && !target.includes('?') ? '?timeout=1' : '';
          return {
            method: operation.method,
            target: `${target}${ask}`,
            body: bodyFor(operation, ours, 'trespass'),
            headers:
              index % 2 === 0 ? { 'if-match': '*' } : { 'idempotency-key': `${target.slice(-200)} ${operation.id}` },
          };
        },
    );
  });
}

/** By way of a body: each field that names something names what is another one's, in what is made and what is changed. */
export function byBody(operations: readonly Operation[], { ours }: Worlds): Attempt[] {
  return operations.flatMap((operation) => {
    if (!operation.takesBody || operation.open) return [];
    const kind = kinds.find(({ plural }) => plural === operation.scope?.split(':')[0]);
    const named = Object.entries(kind?.refs ?? {}).filter(([, ref]) => ours.ids.has(ref.kind));
    return named.map(
      ([field, ref]): Attempt =>
        (ids) => ({
          method: operation.method,
          target: filled(operation, (parameter) => ours.ids.get(behind(operation)[parameter] ?? '') ?? 'nothing'),
          body: JSON.stringify({ ...JSON.parse(bodyFor(operation, ours, 'trespass') ?? '{}'), [field]: ids(ref.kind) }),
          headers: { 'if-match': '*' },
        }),
    );
  });
}

/** Parameters that take an id, with the kind of thing that has it where they do not say so themselves. */
const TAKE_IDS: Readonly<Record<string, string>> = {
  id: 'zone',
  resource_id: 'zone',
  search: 'zone',
  brand_id: 'brand',
};

/** By way of a query: filters, searches, looks back. */
export function byQuery(operations: readonly Operation[], { ours, platform }: Worlds): Attempt[] {
  return operations.flatMap((operation) => {
    if (operation.method !== 'GET' || operation.open || operation.id === 'streamEvents') return [];
    const own = filled(operation, (parameter) => {
      const kind = behind(operation)[parameter] ?? '';
      return ours.ids.get(kind) ?? platform.get(kind) ?? 'nothing';
    });
    const first = operation.id === 'diff' ? 'from=1&' : '';
    return operation.query.flatMap((parameter): Attempt[] => {
      const kind =
        TAKE_IDS[parameter] ?? kinds.find(({ name }) => `${name.replaceAll('-', '_')}_id` === parameter)?.name;
      if (kind === undefined || !ours.ids.has(kind)) return [];
      const orders = operation.query.includes('order') ? ['&order=asc'] : [];
      return ['', '&limit=1', ...orders].map(
        (more): Attempt =>
          (ids) => ({
            method: 'GET',
            target: `${own}?${first}${parameter}=${ids(kind)}${more}`,
          }),
      );
    });
  });
}

/** Ids of a world that nobody ever had, of the same form as its real ones. */
export function nobodys({ ids }: World): (kind: string) => string {
  return (kind) => (ids.get(kind) ?? kind).replaceAll(/[0-9a-f]/g, (digit) => (digit === '0' ? '1' : '0'));
}
