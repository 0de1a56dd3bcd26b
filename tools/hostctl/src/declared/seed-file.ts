import { Zone } from '@freehold/contracts/dns/zone';
import { Slug } from '@freehold/contracts/fields';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Subscription } from '@freehold/contracts/tenant/subscription';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { z } from 'zod';
import { notYet } from './document.js';
import { section } from './section.js';

/** A name of people's choosing. */
const Name = z.string().trim().min(1, 'must not be empty').max(255, 'at most 255 characters');

const FqdnSection = z.preprocess(
  (given) => (typeof given === 'string' ? { fqdn: given } : given),
  section(Fqdn, { fqdn: Fqdn.spec.shape.fqdn }, ['tenant_id']),
);

const WebrootSection = section(Webroot, {
  name: Slug,
  fqdns: z.array(FqdnSection).default([]),
  env_vars: notYet('environment variables'),
  cron_jobs: notYet('cron jobs'),
  daemons: notYet('daemons'),
});

const TenantSection = section(
  Tenant,
  {
    name: Name,
    brand: Name.optional(),
    region: Slug.optional(),
    cluster: Slug.optional(),
    shard: Slug.optional(),
    webroots: z.array(WebrootSection).default([]),
    subscriptions: z.array(section(Subscription, { name: Name })).default([]),
    ssh_keys: notYet('SSH keys'),
    databases: notYet('databases'),
    valkey_instances: notYet('Valkey instances'),
    email_accounts: notYet('email accounts'),
  },
  ['brand_id', 'region_id', 'cluster_id', 'shard_id'],
);

const ZoneSection = section(
  Zone,
  {
    name: Zone.spec.shape.name,
    brand: Name.optional(),
    tenant: Name.optional(),
    region: Slug.optional(),
  },
  ['brand_id', 'tenant_id', 'region_id'],
);

/** Brands, tenants with their sites, and zones, as `hostctl seed` takes them. Others are named by their names. */
export const SeedFile = z
  .strictObject({
    api_url: z.url({ protocol: /^https?$/ }).optional(),
    brands: z.array(section(Brand, { name: Name })).default([]),
    zones: z.array(ZoneSection).default([]),
    tenants: z.array(TenantSection).default([]),
  })
  .superRefine(({ zones, tenants }, context) => {
    const names = tenants.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) !== index)
        context.addIssue({ code: 'custom', path: ['tenants', index, 'name'], message: 'another tenant has this name' });
    }
    for (const [index, { tenant }] of zones.entries()) {
      if (tenant !== undefined && !names.includes(tenant))
        context.addIssue({
          code: 'custom',
          path: ['zones', index, 'tenant'],
          message: 'tenants has none of this name',
        });
    }
  });
export type SeedFile = z.output<typeof SeedFile>;
