import { hash } from 'node:crypto';
import { Rejected } from '@freehold/contracts/command';
import type { Pool } from 'pg';
import { canonical } from './canonical.js';

/** How long a repeated request is known. */
const KEPT = '24 hours';

/** What is known of a command under its Idempotency-Key. */
export interface Claim {
  readonly resource_id: string;
  readonly repeated: boolean;
}

/** Remembers what was sent under an Idempotency-Key, so that a repeated request is the same command on the same resource. */
export class Idempotency {
  constructor(private readonly pool: Pool) {}

  /**
   * @param commandId follows from the key, the identity and the target of the request
   * @param resourceId the id that a new resource would get
   * @returns the id that the resource got when this command was first sent, and whether that was before
   * @throws Rejected `request.idempotency_mismatch` when it was sent with another body
   */
  async claim(commandId: string, body: unknown, resourceId: string): Promise<Claim> {
    const bodyHash = hash('sha256', canonical(body), 'buffer');
    const { rows } = await this.pool.query<Claim & { body_hash: Buffer }>({
      name: 'idempotency.claim',
      // The update changes nothing: it makes RETURNING show the row that stands there already, which then has an xmax.
      text: `INSERT INTO idempotency (command_id, body_hash, resource_id) VALUES ($1, $2, $3)
        ON CONFLICT (command_id) DO UPDATE SET command_id = excluded.command_id
        RETURNING body_hash, resource_id, xmax <> 0 AS repeated`,
      values: [commandId, bodyHash, resourceId],
    });
    const [row] = rows;
    if (row === undefined) throw new Error('an upsert returned no row');
    if (row.body_hash.equals(bodyHash)) return { resource_id: row.resource_id, repeated: row.repeated };
    throw new Rejected(
      'request.idempotency_mismatch',
      'this Idempotency-Key came with another body before: use a new key for a new request',
    );
  }

  /** Forgets what is too old to be repeated. */
  async forget(): Promise<void> {
    await this.pool.query(`DELETE FROM idempotency WHERE created_at < now() - interval '${KEPT}'`);
  }
}
