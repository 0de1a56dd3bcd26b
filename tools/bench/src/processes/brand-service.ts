/** A service that owns one kind, as a process: its command handler and its rows, and nothing else. */
import { lifecycle } from '@freehold/contracts/decider';
import { Brand } from '@freehold/contracts/tenant/brand';
import { ServiceConfig } from '@freehold/service/config';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { serve } from './serve.js';

await serve(
  defineService({
    name: 'tenant',
    context: 'tenant',
    config: ServiceConfig,
    migrations: [LedgerTables1700000000001],
    wire: () => ({ owned: [{ decider: lifecycle(Brand) }] }),
  }),
);
