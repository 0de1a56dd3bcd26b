import { hash, timingSafeEqual } from 'node:crypto';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { User } from '@freehold/contracts/identity/user';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { personOf, purposeOf } from '@freehold/contracts/sealing';
import type { Vault } from '@freehold/vault/vault';
import type { Pool } from 'pg';
import { isPassword } from '../login/password.js';
import type { EmailClaims } from './email-claims.js';

/** Somebody who may log in. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | undefined;
  /** What was had by the password before this time, in seconds of the epoch, is had no more. */
  readonly credentials_since: number;
}

type UserRow = { readonly id: string; readonly spec: SpecOf<typeof User> };
type KeySpec = SpecOf<typeof ApiKey>;

/** Who may log in, and who comes by a key, from the service's own rows. */
export class Accounts {
  constructor(
    private readonly pool: Pool,
    private readonly vault: Pick<Vault, 'open'>,
    private readonly emails: EmailClaims,
  ) {}

  /** Undefined for a user that is gone or disabled. */
  async byId(id: string): Promise<Account | undefined> {
    const row = await this.row('id = $1', id);
    return row && !row.spec.disabled ? await this.accountOf(row) : undefined;
  }

  /** Who has this name (an address or an id) and password. Takes as long where nobody has that name. */
  async login(name: string, password: string): Promise<Account | undefined> {
    const given = name.trim().toLowerCase();
    const row = given.includes('@')
      ? await this.row("spec @> jsonb_build_object('email_digest', $1::text)", await this.emails.digestOf(given))
      : await this.row('id = $1', given);
    const sealed = row?.spec.disabled ? undefined : row?.spec.password;
    const hashed = row && sealed ? await this.opened(row.id, 'password', sealed) : undefined;
    const right = await isPassword(password, hashed);
    return right && row ? await this.accountOf(row) : undefined;
  }

  /** Whether a user, as the ledger has it, has this password. */
  async holdsPassword({ id, spec }: Pick<Resource, 'id' | 'spec'>, password: string): Promise<boolean> {
    const sealed = spec['password'];
    return typeof sealed === 'string' && (await isPassword(password, await this.opened(id, 'password', sealed)));
  }

  /** Whether an API key of this id holds. */
  async hasKey(id: string): Promise<boolean> {
    return (await this.key(id)) !== undefined;
  }

  /** Whether this is the API key of this id. */
  async isKey(id: string, given: string): Promise<boolean> {
    const spec = await this.key(id);
    if (spec === undefined) return false;
    const digest = hash('sha256', given, 'buffer');
    const still = spec.previous_until !== undefined && Date.parse(spec.previous_until) > Date.now();
    return [spec.digest, still ? spec.previous_digest : undefined].some(
      (kept) => kept !== undefined && timingSafeEqual(Buffer.from(kept, 'base64url'), digest),
    );
  }

  private async key(id: string): Promise<KeySpec | undefined> {
    const { rows } = await this.pool.query<{ spec: KeySpec }>({
      name: 'accounts.key',
      text: `SELECT spec FROM resource WHERE kind = '${ApiKey.name}' AND id = $1
        AND (spec->>'expires_at' IS NULL OR (spec->>'expires_at')::timestamptz > now())`,
      values: [id],
    });
    return rows[0]?.spec;
  }

  private async row(condition: string, value: string): Promise<UserRow | undefined> {
    const { rows } = await this.pool.query<UserRow>({
      text: `SELECT id, spec FROM resource WHERE kind = '${User.name}' AND ${condition}`,
      values: [value],
    });
    return rows[0];
  }

  private async accountOf({ id, spec: { email, name, credentials_since } }: UserRow): Promise<Account> {
    return {
      id,
      email: await this.opened(id, 'email', email),
      name: name === undefined || name === null ? undefined : await this.opened(id, 'name', name),
      credentials_since: credentials_since === undefined ? 0 : Date.parse(credentials_since) / 1000,
    };
  }

  private async opened(id: string, field: string, sealed: string): Promise<string> {
    return JSON.parse(await this.vault.open(personOf(User, id), purposeOf(User, id, field), sealed)) as string; // as the service sealed it
  }
}
