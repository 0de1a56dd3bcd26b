import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';
import { Park } from '@freehold/ledger/work-outcome';

const NAME = 'service-hostname';

/** Binds `<webroot>.<host name of the brand>` to a webroot that wants it, and takes it away again. */
export const serviceHostnames: Process = {
  name: NAME,
  trigger({ before, after }) {
    if (after.kind === Webroot.name && after.status !== 'deleted')
      return wants(after) === (before !== undefined && wants(before)) ? [] : [{ kind: NAME, id: after.id }];
    // A name that is still on its way out cannot be made again before it is gone.
    const webroot = after.kind === Fqdn.name && after.status === 'deleted' && isAuto(after) && after.spec['webroot_id'];
    return typeof webroot === 'string' ? [{ kind: NAME, id: webroot }] : [];
  },
  async run({ id }, context) {
    const webroot = await context.view.get(Webroot.name, id);
    if (webroot === undefined || webroot.status === 'deleting') return; // its names go with it
    const names = (await context.view.list(Fqdn.name, { webroot_id: id })).filter(isAuto);
    if (!wants(webroot)) await release(names, webroot, context);
    else if (names.length === 0) await bind(webroot, context);
  },
};

function wants({ spec }: Resource): boolean {
  return spec['service_hostname_enabled'] === true;
}

function isAuto({ spec }: Resource): boolean {
  return spec['managed_by'] === 'auto';
}

/** @throws Park when the name cannot be had, for a reason that somebody has to mend */
async function bind(webroot: Resource, { view, command }: ProcessContext): Promise<void> {
  const brand = webroot.brand_id === null ? undefined : await view.get('brand', webroot.brand_id);
  if (brand === undefined) throw new Park('its tenant has no brand, which would name the host');
  const fqdn = `${webroot.id}.${normaliseDomainName(String(brand.spec['base_hostname']))}`;
  const reply = settled(
    await command({
      kind: Fqdn,
      verb: 'create',
      resource_id: naturalId(Fqdn.name, fqdn),
      data: { fqdn, webroot_id: webroot.id, tenant_id: webroot.tenant_id, managed_by: 'auto' },
      cause: [webroot.id, webroot.revision],
    }),
  );
  if (reply.outcome === 'rejected') throw new Park(reply.detail);
}

async function release(names: readonly Resource[], webroot: Resource, { command }: ProcessContext): Promise<void> {
  for (const { id, status } of names) {
    if (status === 'deleting') continue;
    settled(await command({ kind: Fqdn, verb: 'delete', resource_id: id, cause: [webroot.id, webroot.revision] }));
  }
}
