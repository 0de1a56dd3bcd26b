import { Brand, DEFAULT_BRAND } from '@freehold/contracts/tenant/brand';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { brand } from './brand/brand.js';
import { TenantConfig } from './config.js';
import { withBrand } from './tenant/default-brand.js';
import { tenant } from './tenant/tenant.js';

/** Tenants and the brands that they belong to. */
export const tenantService = defineService({
  name: 'tenant',
  context: 'tenant',
  config: TenantConfig,
  migrations: [LedgerTables1700000000001],
  wire: ({ config }) => ({
    owned: [{ decider: brand }, { decider: tenant, complete: withBrand }],
    seeds: [
      {
        kind: Brand,
        verb: 'create',
        resource_id: DEFAULT_BRAND,
        cause: ['first start'],
        data: {
          name: config.brand_name,
          base_hostname: config.brand_hostname,
          primary_ns: config.brand_primary_ns,
          secondary_ns: config.brand_secondary_ns,
          hostmaster_email: config.brand_hostmaster_email,
        },
      },
    ],
  }),
});
