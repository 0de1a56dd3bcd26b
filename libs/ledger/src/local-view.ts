import { type Facts, namedRefs } from '@freehold/contracts/decider';
import type { Kind } from '@freehold/contracts/kind';
import { referrersOf } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import type { PoolClient } from 'pg';
import type { Positions } from './positions.js';
import { RESOURCE_COLUMNS } from './resource-rows.js';

/** What a service knows: rows of its own kinds and of those that its decisions depend on. It may lag; see {@link passed}. */
export class LocalView {
  constructor(
    private readonly pool: Pick<PoolClient, 'query'>,
    private readonly positions: Positions,
    private readonly follower: string,
  ) {}

  /** The same view, read over one connection: within its transaction, under its locks. */
  over(client: PoolClient): LocalView {
    return new LocalView(client, this.positions, this.follower);
  }

  async get(kind: string, id: string): Promise<Resource | undefined> {
    const { rows } = await this.pool.query<Resource>({
      name: 'view.get',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = $1 AND id = $2`,
      values: [kind, id],
    });
    return rows[0];
  }

  /** All resources of a kind whose spec has these values, oldest first. */
  async list(kind: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Resource[]> {
    const { rows } = await this.pool.query<Resource>({
      name: 'view.list',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = $1 AND spec @> $2::jsonb ORDER BY created_at, id`,
      values: [kind, JSON.stringify(fields)],
    });
    return rows;
  }

  /** What a decision on a command must know of other resources. */
  async facts(kind: Kind, id: string, fields: Readonly<Record<string, unknown>>, verb: string): Promise<Facts> {
    const refs = await Promise.all(
      namedRefs(kind, fields).map(async ({ path, ref, id: named }) => [path, await this.get(ref.kind, named)] as const),
    );
    const refusing = verb === 'delete' ? referrersOf(kind.name).filter(({ on_delete }) => on_delete === 'refuse') : [];
    const referrers = await Promise.all(
      refusing.map(async (referrer) => ({
        kind: referrer.kind.name,
        count: await this.count(referrer.kind.name, referrer.field, referrer.many ? [id] : id),
      })),
    );
    return { refs: Object.fromEntries(refs), referrers };
  }

  /** Whether the view has passed a position, waiting a bounded time for it. */
  async passed(position: number, withinMs: number): Promise<boolean> {
    return await this.positions.wait([this.follower], position, withinMs);
  }

  private async count(kind: string, field: string, value: unknown): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>({
      name: 'view.count',
      text: 'SELECT count(*)::int AS count FROM resource WHERE kind = $1 AND spec @> $2::jsonb',
      values: [kind, JSON.stringify({ [field]: value })],
    });
    return rows[0]?.count ?? 0;
  }
}
