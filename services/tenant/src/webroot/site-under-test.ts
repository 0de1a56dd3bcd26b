import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import type { Site, SiteName } from './site.js';

/** A site of PHP 8.2 without names, unless told otherwise. */
export function aSite(over: Partial<Site> = {}, spec: object = {}, tenant: object = {}): Site {
  return {
    id: 'w1',
    spec: Webroot.spec.parse({ tenant_id: 't1', runtime: 'php', runtime_version: '8.2', ...spec }),
    tenant: { id: 't1', spec: Tenant.spec.parse({ uid: 5007, ...tenant }) },
    shard: { id: 's1', name: 'web' },
    names: [],
    position: 42,
    ...over,
  };
}

/** A name in service. */
export function aName(fqdn: string, over: Partial<SiteName> = {}): SiteName {
  return { id: fqdn, fqdn, managed_by: 'custom', status: 'active', generation: 1, site: null, ...over };
}
