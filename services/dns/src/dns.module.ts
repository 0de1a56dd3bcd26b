import { Zone } from '@freehold/contracts/dns/zone';
import { cascade } from '@freehold/ledger/process';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { PowerDns } from './backends/powerdns.js';
import { serveBoundNames } from './bound-names/serve-bound-names.process.js';
import { DnsConfig } from './config.js';
import { NamesBackwards1700000000002 } from './migrations/001-names-backwards.js';
import { overriddenRecords } from './record/overridden-records.js';
import { record } from './record/record.js';
import { recordReconciler } from './record/record.reconcile.js';
import { LEFT_RRSET, leftRRsetHandler, leftRRsets } from './record/renamed-records.js';
import { refuseForeignNesting } from './zone/enclosing-zones.js';
import { rebrandedZones } from './zone/rebranded-zones.js';
import { leavingSubscription } from './zone/subscription-of-zone.js';
import { zone } from './zone/zone.js';
import { wakesRecords, zoneReconciler } from './zone/zone.reconcile.js';
import { ZoneTurns } from './zone/zone-turns.js';

/** Zones and their records, served by PowerDNS. */
export const dnsService = defineService({
  name: 'dns',
  context: 'dns',
  config: DnsConfig,
  migrations: [LedgerTables1700000000001, NamesBackwards1700000000002],
  knows: ['platform-config', 'fqdn', 'lb-address'],
  wire({ config, pool, view, command }) {
    const backend = new PowerDns({ url: config.powerdns_url, api_key: config.powerdns_api_key });
    const turns = new ZoneTurns(pool, view);
    return {
      owned: [{ decider: zone, complete: refuseForeignNesting, amend: leavingSubscription }, { decider: record }],
      reconcilers: [
        zoneReconciler({ backend, turns, pool, command, resyncEvery: config.resync_seconds * 1000 }),
        recordReconciler({ backend, turns, view }),
      ],
      processes: [cascade(Zone), serveBoundNames],
      triggers: [wakesRecords, leftRRsets, overriddenRecords, rebrandedZones],
      handlers: new Map([[LEFT_RRSET, leftRRsetHandler({ backend, turns })]]),
      stopped: () => backend.close(),
    };
  },
});
