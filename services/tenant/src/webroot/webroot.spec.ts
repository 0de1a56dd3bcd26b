import { Tenant } from '@freehold/contracts/tenant/tenant';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { webroot } from './webroot.js';

const spec = { tenant_id: 't1', runtime: 'php', runtime_version: '8.2' };
const created = fact('created', { spec });
const tenantWith = (fields: object) => ({
  refs: { tenant_id: resourceOf(Tenant, [fact('created', { spec: fields })], 't1') },
});
const placed = tenantWith({ shard_id: 's1', uid: 5000 });

describe('a webroot', () => {
  it('is made for a tenant who has a place, and follows its wishes', () => {
    given(webroot, [], placed).when(command('create', spec)).then([created]).leaving({ status: 'pending' });
    given(webroot, [created], placed)
      .when(command('update', { runtime_version: '8.4' }))
      .then([fact('updated', { changes: { runtime_version: '8.4' }, previous: { runtime_version: '8.2' } })])
      .leaving({ generation: 2 });
    for (const fields of [{}, { uid: 5000 }, { shard_id: 's1' }])
      given(webroot, [], tenantWith(fields))
        .when(command('create', spec))
        .then(rejected('webroot.unplaced', '/tenant_id'));
    given(webroot).when(command('create', spec)).then(rejected('webroot.reference_missing', '/tenant_id'));
  });

  it('is run by what web nodes run in this version', () => {
    const still = { ...spec, runtime: 'static' };
    given(webroot, [], placed)
      .when(command('create', still))
      .then([fact('created', { spec: still })]);
    for (const runtime of ['node', 'python', 'ruby'])
      given(webroot, [], placed)
        .when(command('create', { ...spec, runtime }))
        .then(rejected('webroot.runtime_unavailable', '/runtime'));
    given(webroot, [created], placed)
      .when(command('update', { runtime: 'static' }))
      .then(rejected('webroot.immutable', '/runtime'));
  });

  it('is neither made nor changed while its tenant is suspended, but may go', () => {
    const suspended = tenantWith({ shard_id: 's1', uid: 5000, suspend_reason: 'unpaid' });
    given(webroot, [], suspended).when(command('create', spec)).then(rejected('webroot.tenant_suspended'));
    given(webroot, [created], suspended)
      .when(command('update', { public_folder: '' }))
      .then(rejected('webroot.tenant_suspended'));
    given(webroot, [created], suspended)
      .when(command('delete'))
      .then([fact('delete_requested')]);
  });
});

deciderContract({ decider: webroot });
