/** A service that owns zones and records without a backend for them, as a process: what follows the ledger writes rows, and nothing else. */
import { lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { ServiceConfig } from '@freehold/service/config';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { serve } from './serve.js';

await serve(
  defineService({
    name: 'dns',
    context: 'dns',
    config: ServiceConfig,
    migrations: [LedgerTables1700000000001],
    wire: () => ({ owned: [{ decider: lifecycle(Zone) }, { decider: lifecycle(Record) }] }),
  }),
);
