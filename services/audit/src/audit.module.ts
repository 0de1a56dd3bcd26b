import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { AuditConfig } from './config.js';

export const auditService = defineService({
  name: 'audit',
  context: 'audit',
  config: AuditConfig,
  migrations: [LedgerTables1700000000001],
  vault: true,
  wire: () => ({}),
});
