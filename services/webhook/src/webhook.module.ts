import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { WebhookConfig } from './config.js';

export const webhookService = defineService({
  name: 'webhook',
  context: 'webhook',
  config: WebhookConfig,
  migrations: [LedgerTables1700000000001],
  vault: true,
  wire: () => ({}),
});
