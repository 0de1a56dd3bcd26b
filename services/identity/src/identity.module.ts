import { LOGINS_SUBJECT } from '@freehold/contracts/audit/streams';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import { cascade } from '@freehold/ledger/process';
import { AuditRecords } from '@freehold/service/audit-records';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { apiKey } from './api-key/api-key.js';
import { firstKey } from './api-key/first-key.js';
import { IdentityConfig } from './config.js';
import { LoginAudit } from './login/login-audit.js';
import { membership } from './membership/membership.js';
import { Logins1700000007001 } from './migrations/001-logins.js';
import { KeyRing } from './provider/keys.js';
import { ProviderServer } from './provider/server.js';
import { Accounts } from './user/accounts.js';
import { EmailClaims } from './user/email-claims.js';
import { eraseWithTenant } from './user/erase-with-tenant.process.js';
import { firstUser } from './user/first-user.js';
import { users } from './user/user.js';

const DAY_MS = 24 * 3_600_000;

/** Who may come in, and what they may do there; and an OpenID provider for platforms without one. */
export const identityService = defineService({
  name: 'identity',
  context: 'identity',
  config: IdentityConfig,
  migrations: [LedgerTables1700000000001, Logins1700000007001],
  vault: true,
  wire: ({ config, pool, vault, view, ledger, command, log }) => {
    const emails = new EmailClaims(pool, vault);
    const accounts = new Accounts(pool, vault, emails);
    const keys = new KeyRing(pool, vault, config.signing_key_days * DAY_MS);
    const records = new AuditRecords(ledger.js, LOGINS_SUBJECT, log);
    const audit = new LoginAudit(records, vault);
    const server = new ProviderServer({ publicUrl: config.public_url, pool, accounts, keys, audit, log });
    return {
      owned: [users(emails), { decider: apiKey }, { decider: membership }],
      processes: [cascade(ApiKey), cascade(Membership), cascade(User), eraseWithTenant],
      asks: {
        /** New signing keys, which take over in a quarter of an hour, when everybody knows them. */
        rotate_signing_keys: async () => {
          const signs_from = await keys.rotate();
          await server.refresh();
          return { signs_from };
        },
      },
      async started() {
        await firstKey({ ledger, command, log }, { file: config.admin_key_file, reset: config.reset_admin_key });
        const { admin_password_file: file, base_domain } = config;
        if (file !== undefined) await firstUser({ file, email: `admin@${base_domain}`, accounts, view, command, log });
        const port = await server.start(config.oidc_port, config.oidc_host);
        log.info({ port }, 'the OpenID provider listens');
      },
      async stopped() {
        await server.stop();
        await records.close();
      },
    };
  },
});
