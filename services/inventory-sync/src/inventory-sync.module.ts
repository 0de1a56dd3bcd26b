import type { CommandEnvelope } from '@freehold/contracts/command';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ensureSamples } from '@freehold/service/samples';
import { unassignDeletedTenant } from './assignment/unassign-deleted-tenant.process.js';
import { InventorySyncConfig } from './config.js';
import { ip } from './ip/ip.js';
import { SyncRuns1700000000002 } from './migrations/001-sync-runs.js';
import { firstProvider, followEmulator } from './provider/first-provider.js';
import { provider } from './provider/provider.js';
import { providerAsks } from './provider/provider-asks.js';
import { connectWith, ProviderConnections } from './provider/provider-connections.js';
import { BatchAppend } from './sync/batch-append.js';
import { sync } from './sync/sync.js';
import { SYNC, syncProvider, wantsSync } from './sync/sync-provider.work.js';
import { SCHEDULE, syncSchedule, wantsSchedule } from './sync/sync-schedule.work.js';
import { vps } from './vps/vps.js';

const CONTEXT = 'inventory';

/** The VPS and addresses that the company rents, as their providers show them, and whose they are. */
export const inventorySyncService = defineService({
  name: 'inventory-sync',
  context: CONTEXT,
  config: InventorySyncConfig,
  migrations: [LedgerTables1700000000001, SyncRuns1700000000002],
  vault: true,
  wire({ config, pool, view, vault, ledger, log, command, send }) {
    const connections = new ProviderConnections(connectWith(vault));
    const batches = new BatchAppend(ledger.js, [vps, ip], () => new Date());
    const toOwn = async (envelope: CommandEnvelope) => await send(CONTEXT, envelope);
    return {
      owned: [{ decider: provider }, { decider: sync }, { decider: vps }, { decider: ip }],
      triggers: [wantsSync, wantsSchedule],
      handlers: new Map([
        [SYNC, syncProvider({ config, pool, view, ledger, connections, batches, log, command, send: toOwn })],
        [SCHEDULE, syncSchedule({ pool, view, now: Date.now, command })],
      ]),
      processes: [unassignDeletedTenant],
      asks: providerAsks({ view, connections }),
      seeds: firstProvider(config),
      async started() {
        await ensureSamples(ledger.jsm, config.ledger_replicas);
        await followEmulator(config, { view, command });
      },
      stopped: () => connections.close(),
    };
  },
});
