import type { CommandEnvelope } from '@freehold/contracts/command';
import { refuse } from '@freehold/contracts/decider';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import type { LocalView } from '@freehold/ledger/local-view';

/**
 * A webroot is run by what its tenant's cluster, or the cluster's region, offers. What needs no interpreter has no versions that
 * differ: any that is offered will do.
 * @throws Rejected `webroot.runtime_unavailable`
 */
export async function refuseUnofferedRuntime(
  data: Readonly<Record<string, unknown>>,
  view: Pick<LocalView, 'get' | 'list'>,
  { resource_id }: Pick<CommandEnvelope, 'resource_id'>,
): Promise<void> {
  const known = (await view.get(Webroot.name, resource_id))?.spec;
  const spec = { ...known, ...data };
  if (known?.['runtime'] === spec['runtime'] && known?.['runtime_version'] === spec['runtime_version']) return;
  const { tenant_id, runtime, runtime_version: version } = spec;
  const tenant = typeof tenant_id === 'string' ? await view.get('tenant', tenant_id) : undefined;
  if (typeof tenant?.spec['shard_id'] !== 'string') return; // The decision says what is missing.
  const { cluster_id, region_id } = tenant.spec;
  const wanted = { runtime, ...(runtime !== 'static' && { version }) };
  const offers = [
    ...(await view.list('cluster-runtime', { cluster_id, ...wanted })),
    ...(await view.list('region-runtime', { region_id, ...wanted })),
  ];
  if (offers.length > 0) return;
  const detail = `neither the tenant’s cluster nor its region offers ${String(runtime)} ${String(version)}`;
  throw refuse(Webroot, 'runtime_unavailable', detail, data['runtime'] === undefined ? 'runtime_version' : 'runtime');
}
