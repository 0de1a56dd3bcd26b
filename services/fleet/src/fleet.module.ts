import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { FleetConfig } from './config.js';
import { platformConfig } from './platform-config/platform-config.js';

/** What the platform is made of. So far: its config. */
export const fleetService = defineService({
  name: 'fleet',
  context: 'fleet',
  config: FleetConfig,
  migrations: [LedgerTables1700000000001],
  wire: ({ config }) => ({
    owned: [{ decider: platformConfig }],
    seeds: [
      {
        kind: PlatformConfig,
        verb: 'create',
        resource_id: PLATFORM,
        cause: ['first start'],
        data: {
          values: {
            base_domain: config.base_domain,
            primary_ns: config.primary_ns,
            secondary_ns: config.secondary_ns,
            hostmaster_email: config.hostmaster_email,
            default_ttl: String(config.default_ttl),
          },
        },
      },
    ],
  }),
});
