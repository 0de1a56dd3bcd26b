import { ApiKey } from '@freehold/contracts/identity/api-key';
import type { Grant } from '@freehold/contracts/identity/grant';
import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Pool } from 'pg';
import { identityOf } from './api-keys.js';
import type { Identity } from './identity.js';
import { grantOf } from './role-grants.js';

/** What the platform itself knows of somebody who logs in. */
export interface Person {
  readonly disabled: boolean;
  /** What was had by the password before this time, in seconds of the epoch, is had no more. */
  readonly credentials_since: number;
  readonly grants: readonly Grant[];
}

/** Who users and keys are, by their ids, from the gateway's own rows. */
export class Holders {
  constructor(private readonly pool: Pool) {}

  /** Undefined where the platform knows no such user: those of another identity provider need not be known here. */
  async person(id: string): Promise<Person | undefined> {
    const { rows } = await this.pool.query<{ spec: SpecOf<typeof User>; roles: SpecOf<typeof Membership>[] }>({
      name: 'holders.person',
      text: `SELECT spec, ARRAY(SELECT spec FROM resource WHERE kind = '${Membership.name}' AND status <> 'deleted'
          AND spec @> jsonb_build_object('user_id', $1::text)) AS roles
        FROM resource WHERE kind = '${User.name}' AND id = $1 AND status <> 'deleted'`,
      values: [id],
    });
    const [row] = rows;
    if (row === undefined) return undefined;
    const { disabled, credentials_since } = row.spec;
    return {
      disabled,
      credentials_since: credentials_since === undefined ? 0 : Date.parse(credentials_since) / 1000,
      grants: row.roles.flatMap(({ role, tenant_id, brand_id }) => grantOf(role, given({ tenant_id, brand_id })) ?? []),
    };
  }

  /** Who acts with an API key, by its id; undefined for one that is gone or expired. */
  async key(id: string): Promise<Identity | undefined> {
    const { rows } = await this.pool.query<{ spec: SpecOf<typeof ApiKey> }>({
      name: 'holders.key',
      text: `SELECT spec FROM resource WHERE kind = '${ApiKey.name}' AND id = $1 AND status <> 'deleted'
        AND (spec->>'expires_at' IS NULL OR (spec->>'expires_at')::timestamptz > now())`,
      values: [id],
    });
    return rows[0] && identityOf(id, rows[0].spec);
  }
}

function given(of: { tenant_id: string | undefined; brand_id: string | undefined }) {
  const { tenant_id, brand_id } = of;
  return { ...(tenant_id !== undefined && { tenant_id }), ...(brand_id !== undefined && { brand_id }) };
}
