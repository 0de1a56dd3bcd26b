import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

const TOKEN_BYTES = 32;
/** A node is invited when it is started, and shows its token in the same minute. */
const TOKEN_MINUTES = 60;

/** What is known of nodes' identities before, and beside, their rows. Tokens themselves are nowhere: only their SHA-256 is. */
export class NodeIdentities {
  constructor(private readonly pool: Pool) {}

  /** A new join token of a node; earlier ones are worth nothing from now on. */
  async invite(node_id: string): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.pool.query(
      `INSERT INTO node_identity (node_id, token_sha256, token_expires_at) VALUES ($1, $2, now() + $3 * interval '1 minute')
       ON CONFLICT (node_id) DO UPDATE SET token_sha256 = excluded.token_sha256, token_expires_at = excluded.token_expires_at`,
      [node_id, sha256(token), TOKEN_MINUTES],
    );
    return token;
  }

  /**
   * Takes a token, and notes the certificate that is issued for it: both or neither, and for one of all who show the token.
   * @returns whether it was the node's, was good, and had not been taken
   */
  async redeem(node_id: string, token: string, serial: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE node_identity SET token_sha256 = NULL, token_expires_at = NULL, issued_serial = $3
       WHERE node_id = $1 AND token_sha256 = $2 AND token_expires_at > now()`,
      [node_id, sha256(token), serial],
    );
    return rowCount === 1;
  }

  /** Notes a certificate before the node has it: when its row cannot be told afterwards, the node is known by it all the same. */
  async renew(node_id: string, serial: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO node_identity (node_id, issued_serial) VALUES ($1, $2)
       ON CONFLICT (node_id) DO UPDATE SET issued_serial = excluded.issued_serial`,
      [node_id, serial],
    );
  }

  async issued(node_id: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ issued_serial: string | null }>(
      'SELECT issued_serial FROM node_identity WHERE node_id = $1',
      [node_id],
    );
    return rows[0]?.issued_serial ?? undefined;
  }

  /** A node that is out of service: neither a token nor a certificate of its is worth anything. */
  async forget(node_id: string): Promise<void> {
    await this.pool.query('DELETE FROM node_identity WHERE node_id = $1', [node_id]);
  }
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
