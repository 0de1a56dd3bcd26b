import type { CommandReply } from '@freehold/contracts/command';
import { naturalId } from '@freehold/contracts/ids';
import { FIRST_UID } from '@freehold/contracts/tenant/tenant';
import { UidClaim } from '@freehold/contracts/tenant/uid-claim';
import type { Wish } from '@freehold/ledger/commander';
import type { Pool } from 'pg';

/**
 * Numbers of tenants' users, from {@link FIRST_UID} up, the lowest that is free. A number is claimed by an event of its own,
 * whose subject follows from it: of two who race for one, in whatever replica, the ledger lets one have it. Claims are never given
 * back, so what lies below the next number stays taken.
 */
export class UserNumbers {
  private from: number | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly command: (wish: Wish) => Promise<CommandReply>,
  ) {}

  /** The number that the next claim would probably get. */
  async next(): Promise<number> {
    const first = this.from ?? (await this.firstFree());
    return Math.max(this.from ?? first, first);
  }

  /**
   * The number of a tenant: the one that it has claimed already, when its creation is tried again.
   * @throws Error when a claim is not decided
   */
  async claim(tenant: string): Promise<number> {
    const known = await this.claimedBy(tenant);
    if (known !== undefined) return known;
    for (;;) {
      const uid = await this.take();
      const reply = await this.command({
        kind: UidClaim,
        verb: 'create',
        resource_id: naturalId(UidClaim.name, String(uid)),
        data: { uid, for_tenant: tenant },
      });
      if (reply.outcome === 'accepted') return uid;
      const isTaken = reply.outcome === 'rejected' && reply.code === `${UidClaim.name}.exists`;
      if (!isTaken) throw new Error(`the user number ${uid} could not be claimed: ${JSON.stringify(reply)}`);
    }
  }

  /** A number that nobody else in this process tries. */
  private async take(): Promise<number> {
    const first = this.from ?? (await this.firstFree());
    const uid = Math.max(this.from ?? first, first); // others may have gone on while the rows were read
    this.from = uid + 1;
    return uid;
  }

  private async claimedBy(tenant: string): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ uid: number }>({
      name: 'uid_claim.of_tenant',
      text: `SELECT (spec->>'uid')::int AS uid FROM resource
        WHERE kind = 'uid-claim' AND spec @> jsonb_build_object('for_tenant', $1::text) ORDER BY uid LIMIT 1`,
      values: [tenant],
    });
    return rows[0]?.uid;
  }

  private async firstFree(): Promise<number> {
    const { rows } = await this.pool.query<{ last: number }>({
      name: 'uid_claim.last',
      text: `SELECT coalesce(max((spec->>'uid')::int), $1::int - 1) AS last FROM resource WHERE kind = 'uid-claim'`,
      values: [FIRST_UID],
    });
    return (rows[0]?.last ?? FIRST_UID - 1) + 1;
  }
}
