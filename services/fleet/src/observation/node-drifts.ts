import { isDeepStrictEqual } from 'node:util';
import type { NodeDrift } from '@freehold/contracts/fleet/node-observation';
import type { ObserveResponse_Drift } from '@freehold/rpc/agent';
import type { Pool } from 'pg';

type Found = Omit<NodeDrift, 'observed_at'>;

/** What each node was last found to hold other than it should: the events say that it was so, this says what is so now. */
export class NodeDrifts {
  constructor(private readonly pool: Pool) {}

  /** @returns whether it is another than was kept before */
  async keep(node_id: string, { differences, total, reportOnly }: ObserveResponse_Drift): Promise<boolean> {
    const found: Found = {
      differences: differences.map(({ key, what, repaired }) => {
        return { kind: key?.kind ?? '', id: key?.id ?? '', what, repaired };
      }),
      total,
      report_only: reportOnly,
    };
    const { observed_at, ...before } = await this.of(node_id);
    if (observed_at !== null && isDeepStrictEqual(before, found)) return false;
    await this.pool.query(
      `INSERT INTO node_drift (node_id, found_at, total, report_only, differences) VALUES ($1, now(), $2, $3, $4)
       ON CONFLICT (node_id) DO UPDATE SET found_at = excluded.found_at, total = excluded.total,
         report_only = excluded.report_only, differences = excluded.differences`,
      [node_id, found.total, found.report_only, JSON.stringify(found.differences)],
    );
    return true;
  }

  async of(node_id: string): Promise<NodeDrift> {
    const { rows } = await this.pool.query<NodeDrift>(
      'SELECT differences, total, report_only, found_at AS observed_at FROM node_drift WHERE node_id = $1',
      [node_id],
    );
    return rows[0] ?? { differences: [], total: 0, report_only: false, observed_at: null };
  }

  async forget(node_id: string): Promise<void> {
    await this.pool.query('DELETE FROM node_drift WHERE node_id = $1', [node_id]);
  }
}
