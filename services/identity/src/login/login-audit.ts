import type { AuditRecords } from '@freehold/service/audit-records';
import type { Vault } from '@freehold/vault/vault';

/** A try to log in, and what came of it. */
export interface LoginTry {
  readonly outcome: 'succeeded' | 'failed' | 'held';
  /** As it was typed: at times a password. */
  readonly name: string;
  readonly address: string;
  readonly request_id: string;
  /** Of whom has logged in. */
  readonly account_id?: string;
}

const TOLD = {
  succeeded: { status: 303, detail: 'logged in with a password' },
  failed: { status: 401, detail: 'the name and the password do not go together' },
  held: { status: 429, detail: 'there were too many tries at this account, or from this address' },
} as const;

/**
 * Tells the audit of every try to log in. Of the name that was tried it gets the vault's digest, by which tries at one account are known to
 * belong together and which nobody can turn back; of the password nothing.
 */
export class LoginAudit {
  constructor(
    private readonly records: AuditRecords,
    private readonly vault: Pick<Vault, 'digest'>,
  ) {}

  /** Never throws; nobody waits for what it does behind them. A name whose digest cannot be made is left out. */
  record({ outcome, name, address, request_id, account_id }: LoginTry): void {
    const time = new Date().toISOString();
    const digest = this.vault.digest('login/name', name.trim().toLowerCase()).catch(() => null);
    void digest.then((name_digest) =>
      this.records.record(request_id, () => ({
        time,
        actor: account_id === undefined ? 'nobody' : `user:${account_id}`,
        on_behalf_of: null,
        address,
        method: 'POST',
        route: null,
        target: '/oidc/interaction',
        kind: account_id === undefined ? null : 'user',
        resource_id: account_id ?? null,
        code: `login.${outcome}`,
        ...TOLD[outcome],
        request_id,
        reason: null,
        tenant_id: null,
        brand_id: null,
        body: { name_digest },
      })),
    );
  }
}
