import { refuse } from '@freehold/contracts/decider';
import { User } from '@freehold/contracts/identity/user';
import type { Vault } from '@freehold/vault/vault';
import type { Pool } from 'pg';

/** A claim stands for so long before the rows must show the user that it was made for. */
const CLAIMED_FOR = '1 minute';

/**
 * Holds an address to one user. The rows tell who has it, but lag behind the ledger by a moment; so whoever wants it claims it first, in a
 * table of which replicas share one. A claim that came to nothing, because the command was refused, lapses after a minute.
 */
export class EmailClaims {
  constructor(
    private readonly pool: Pool,
    private readonly vault: Pick<Vault, 'digest'>,
  ) {}

  /** What stands in rows and claims for an address, which itself is sealed. Case does not count. */
  async digestOf(email: string): Promise<string> {
    return await this.vault.digest('user/email', email.trim().toLowerCase());
  }

  /** @throws Rejected `user.email_taken` when another user has the address, or is about to */
  async claim(email: string, userId: string, { only_look = false } = {}): Promise<void> {
    const digest = await this.digestOf(email);
    const taken = await this.pool.query({
      name: 'email_claim.look',
      text: `SELECT 1 FROM resource WHERE kind = '${User.name}' AND spec @> jsonb_build_object('email_digest', $1::text) AND id <> $2
        UNION ALL SELECT 1 FROM email_claim
        WHERE email_digest = $1 AND user_id <> $2 AND claimed_at > now() - interval '${CLAIMED_FOR}'`,
      values: [digest, userId],
    });
    if (taken.rowCount !== 0) throw refusal();
    if (only_look) return;
    await this.pool.query(`DELETE FROM email_claim WHERE claimed_at <= now() - interval '${CLAIMED_FOR}'`);
    const { rowCount } = await this.pool.query({
      name: 'email_claim.claim',
      text: `INSERT INTO email_claim AS c (email_digest, user_id, claimed_at) VALUES ($1, $2, now())
        ON CONFLICT (email_digest) DO UPDATE SET user_id = excluded.user_id, claimed_at = excluded.claimed_at
        WHERE c.user_id = excluded.user_id`,
      values: [digest, userId],
    });
    if (rowCount === 0) throw refusal();
  }
}

/** The address is not named: refusals are kept. */
function refusal() {
  return refuse(User, 'email_taken', 'another user has this address', 'email');
}
