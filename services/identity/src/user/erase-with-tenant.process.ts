import { User } from '@freehold/contracts/identity/user';
import type { Resource } from '@freehold/contracts/resource';
import { type Process, settled } from '@freehold/ledger/process';

const NAME = 'erase-with-tenant';

/** A tenant's own users are not only deleted with it: what is known of them goes as its secrets do. */
export const eraseWithTenant: Process = {
  name: NAME,
  async trigger({ after }, tx) {
    if (after.kind !== User.name || after.status !== 'deleted' || after.tenant_id === null) return [];
    const { rows } = await tx.query<Pick<Resource, 'status'>>({
      name: 'erase_with_tenant.tenant',
      text: "SELECT status FROM resource WHERE kind = 'tenant' AND id = $1",
      values: [after.tenant_id],
    });
    const stays = rows.some(({ status }) => status !== 'deleting');
    return stays ? [] : [{ kind: NAME, id: after.id }];
  },
  async run({ id }, { command }) {
    settled(await command({ kind: User, verb: 'erase', resource_id: id, cause: [NAME] }));
  },
};
