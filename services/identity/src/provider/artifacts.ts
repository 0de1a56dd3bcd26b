import { hash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Pool } from 'pg';

/** Whose ids are what clients show: kept as a digest alone. Of the others the provider needs the id again when it finds them another way. */
const SHOWN = ['AuthorizationCode', 'RefreshToken', 'AccessToken', 'PushedAuthorizationRequest'];

interface Row {
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
}

const COLUMNS = 'payload, extract(epoch FROM consumed_at)::float8 AS consumed';

/** One sort of what the provider keeps (`Session`, `RefreshToken` …), in PostgreSQL, shared by replicas. What has expired is not found. */
export class Artifacts implements Adapter {
  constructor(
    private readonly pool: Pool,
    private readonly model: string,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { grantId = null, userCode = null, uid = null } = payload;
    const kept = SHOWN.includes(this.model) ? { ...payload, jti: undefined } : payload;
    await this.pool.query({
      name: 'provider_artifact.upsert',
      text: `INSERT INTO provider_artifact (model, digest, payload, grant_id, user_code, uid, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7::float8))
        ON CONFLICT (model, digest) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
          user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
      values: [this.model, digestOf(id), JSON.stringify(kept), grantId, userCode, uid, expiresIn ?? null],
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.first('digest', digestOf(id));
    return found && { ...found, jti: id };
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return await this.first('user_code', userCode);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return await this.first('uid', uid);
  }

  /** Of two that come with the same code or refresh token at once, one gets something for it. @throws errors.InvalidGrant for the other */
  async consume(id: string): Promise<void> {
    const { rowCount } = await this.pool.query({
      name: 'provider_artifact.consume',
      text: 'UPDATE provider_artifact SET consumed_at = now() WHERE model = $1 AND digest = $2 AND consumed_at IS NULL',
      values: [this.model, digestOf(id)],
    });
    if (rowCount === 0) throw new errors.InvalidGrant('it was used already');
  }

  async destroy(id: string): Promise<void> {
    await this.pool.query({
      name: 'provider_artifact.destroy',
      text: 'DELETE FROM provider_artifact WHERE model = $1 AND digest = $2',
      values: [this.model, digestOf(id)],
    });
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.pool.query({
      name: 'provider_artifact.revoke',
      text: 'DELETE FROM provider_artifact WHERE grant_id = $1',
      values: [grantId],
    });
  }

  private async first(column: 'digest' | 'user_code' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.pool.query<Row>({
      name: `provider_artifact.by_${column}`,
      text: `SELECT ${COLUMNS} FROM provider_artifact
        WHERE model = $1 AND ${column} = $2 AND (expires_at IS NULL OR expires_at > now())`,
      values: [this.model, value],
    });
    const [row] = rows;
    return row && { ...row.payload, ...(row.consumed !== null && { consumed: row.consumed }) };
  }
}

/** Removes what has expired. @returns how many */
export async function forgetExpired(pool: Pool): Promise<number> {
  return (await pool.query('DELETE FROM provider_artifact WHERE expires_at < now()')).rowCount ?? 0;
}

function digestOf(id: string): string {
  return hash('sha256', id, 'base64url');
}
