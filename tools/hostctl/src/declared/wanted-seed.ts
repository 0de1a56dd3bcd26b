import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { naturalId } from '@freehold/contracts/ids';
import { routed } from '../kinds/routes.js';
import type { Place } from './places.js';
import { without } from './section.js';
import type { SeedFile } from './seed-file.js';
import { IdOf, type Wanted } from './wanted.js';

/** What the names in a seed's file stand for. */
export interface Known {
  /** Of its tenants, in their order. */
  readonly places: readonly Place[];
  /** Ids of brands that the platform has and the file only names. */
  readonly brands: ReadonlyMap<string, string>;
}

/** All that a seed's file wants, in the order in which it can be made. */
export function wantedOfSeed(file: SeedFile, known: Known): Wanted[] {
  const brandId = (name: string) => known.brands.get(name) ?? new IdOf(`brand ${brandCalled(file, name)}`);
  const brands = file.brands.map(({ id, ...brand }): Wanted => {
    const label = `brand ${brand.name}`;
    const found = typeof id === 'string' ? { id, initial: { id } } : { identity: { name: brand.name }, initial: {} };
    return { label, routed: routed('brand'), fields: without(brand, []), ...found };
  });
  const tenants = file.tenants.map((tenant, index): Wanted => {
    const brand = tenant.brand === undefined ? {} : { brand_id: brandId(tenant.brand) };
    const { region_id, cluster_id, shard_id } = known.places[index] ?? {};
    return {
      label: `tenant ${tenant.name}`,
      routed: routed('tenant'),
      identity: { name: tenant.name, ...brand },
      // Where the file does not say, the tenant stays where it has been placed.
      initial: { name: tenant.name, ...brand, region_id, cluster_id },
      fields: {
        ...without(tenant, ['name', 'brand', 'region', 'cluster', 'shard', 'subscriptions', 'webroots']),
        ...without({ region_id: tenant.region && region_id, cluster_id: tenant.cluster && cluster_id, shard_id }, []),
      },
    };
  });
  return [
    ...brands,
    ...tenants,
    ...subscriptions(file),
    ...file.zones.map((zone) => wantedZone(zone, brandId)),
    ...sites(file),
  ];
}

function wantedZone(zone: SeedFile['zones'][number], brandId: (name: string) => string | IdOf): Wanted {
  const name = normaliseDomainName(zone.name);
  return {
    label: `zone ${name}`,
    routed: routed('zone'),
    id: naturalId('zone', name),
    initial: { name: zone.name },
    fields: {
      ...without(zone, ['name', 'brand', 'tenant', 'region']),
      ...(zone.brand !== undefined && { brand_id: brandId(zone.brand) }),
      ...(zone.tenant !== undefined && { tenant_id: new IdOf(`tenant ${zone.tenant}`) }),
      ...(zone.region !== undefined && { region_id: naturalId('region', zone.region) }),
    },
  };
}

function subscriptions({ tenants }: SeedFile): Wanted[] {
  return tenants.flatMap((tenant) =>
    tenant.subscriptions.map(({ id, name }): Wanted => {
      const of = { tenant_id: new IdOf(`tenant ${tenant.name}`) };
      const label = `subscription ${tenant.name}/${name}`;
      if (typeof id === 'string')
        return { label, routed: routed('subscription'), id, initial: { id, ...of }, fields: { name } };
      const identity = { ...of, name };
      return { label, routed: routed('subscription'), identity, initial: identity, fields: {} };
    }),
  );
}

/** Webroots before the names that are bound to them. */
function sites({ tenants }: SeedFile): Wanted[] {
  const all = tenants.flatMap((tenant) =>
    tenant.webroots.map((webroot) => ({
      tenant: tenant.name,
      label: `webroot ${tenant.name}/${webroot.name}`,
      webroot,
    })),
  );
  const webroots = all.map(({ tenant, label, webroot }): Wanted => {
    const identity = { tenant_id: new IdOf(`tenant ${tenant}`), name: webroot.name };
    const fields = without(webroot, ['name', 'fqdns']);
    return { label, routed: routed('webroot'), identity, initial: identity, fields };
  });
  const names = all.flatMap(({ label, webroot }) =>
    webroot.fqdns.map(({ fqdn, ...rest }): Wanted => {
      const name = normaliseDomainName(fqdn);
      return {
        label: `fqdn ${name}`,
        routed: routed('fqdn'),
        id: naturalId('fqdn', name),
        initial: { fqdn },
        fields: { webroot_id: new IdOf(label), ...without(rest, []) },
      };
    }),
  );
  return [...webroots, ...names];
}

/** Names of brands that a file mentions and does not hold itself. */
export function foreignBrands(file: SeedFile): string[] {
  const mentioned = [...file.tenants, ...file.zones].flatMap(({ brand }) => brand ?? []);
  return [...new Set(mentioned)].filter((name) => brandCalled(file, name) === undefined);
}

/** The name of the brand in the file that has this id or this name. */
function brandCalled({ brands }: SeedFile, name: string): string | undefined {
  return (brands.find(({ id }) => id === name) ?? brands.find((brand) => brand.name === name))?.name;
}
