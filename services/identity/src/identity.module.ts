import { lifecycle } from '@freehold/contracts/decider';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import { cascade } from '@freehold/ledger/process';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { apiKey } from './api-key/api-key.js';
import { makeFirstKey } from './api-key/first-key.js';
import { IdentityConfig } from './config.js';
import { membership } from './membership/membership.js';

/** Who may come in, and what they may do there. */
export const identityService = defineService({
  name: 'identity',
  context: 'identity',
  config: IdentityConfig,
  migrations: [LedgerTables1700000000001],
  vault: true,
  wire: (parts) => ({
    owned: [{ decider: lifecycle(User) }, { decider: apiKey }, { decider: membership }],
    processes: [cascade(ApiKey), cascade(Membership)],
    async started() {
      await makeFirstKey(parts, parts.config.admin_key_file);
    },
  }),
});
