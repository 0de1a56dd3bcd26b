import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import { isGone } from '@freehold/contracts/resource';
import { type Process, settled } from '@freehold/ledger/process';

const NAME = 'unassign-deleted-tenant';

/**
 * What a deleted tenant held is free again. A thing may be given to a tenant in the moment in which he is deleted: facts are
 * advice, so each assignment is looked at once more when its event arrives.
 */
export const unassignDeletedTenant: Process = {
  name: NAME,
  async trigger({ event, after }, tx) {
    if (event.kind === 'tenant' && after.status === 'deleted') return [{ kind: NAME, id: after.id }];
    if (event.fact !== 'assigned' || after.tenant_id === null) return [];
    const { rowCount } = await tx.query({
      name: 'unassign.tenant',
      text: `SELECT 1 FROM resource WHERE kind = 'tenant' AND id = $1`,
      values: [after.tenant_id],
    });
    return rowCount === 0 ? [{ kind: NAME, id: after.tenant_id }] : [];
  },
  async run({ id: tenant_id }, { view, command }) {
    if (!isGone(await view.get('tenant', tenant_id))) return;
    for (const kind of [Vps, Ip]) {
      for (const { id, revision } of await view.list(kind.name, { tenant_id })) {
        settled(
          await command({
            kind,
            verb: 'unassign',
            resource_id: id,
            data: { tenant_id },
            cause: ['tenant', tenant_id, revision],
          }),
        );
      }
    }
  },
};
