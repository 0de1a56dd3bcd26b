/* Of @freehold/contracts/decider: what is taken out of service with its tenant, and brought back. */
import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { describe, it } from '@jest/globals';
import { command, fact, given, rejected } from './given.js';

const webroot = lifecycle(Webroot);

const spec = {
  tenant_id: 't1',
  runtime: 'php',
  runtime_version: '8.2',
  runtime_config: {},
  public_folder: 'public',
  env_file_name: '.env.hosting',
  service_hostname_enabled: false,
};
const observed = { nodes: ['n1'], service_hostname: null };
const created = fact('created', { spec });
const converged = (generation: number) => fact('converged', { generation, observed });
const suspended = fact('suspended', { reason: 'unpaid' });

describe('suspension', () => {
  it('shows at once, with its reason, and is a wish that the backend has to reach', () => {
    given(webroot, [created, converged(1)])
      .when(command('suspend', { reason: 'unpaid' }))
      .then([suspended])
      .leaving({ status: 'suspended', spec: { ...spec, suspend_reason: 'unpaid' }, generation: 3, revision: 1 });
  });

  it('has a reason also where none is given, and is done once for each', () => {
    given(webroot, [created])
      .when(command('suspend'))
      .then([fact('suspended', { reason: 'no reason given' })]);
    given(webroot, [created, suspended])
      .when(command('suspend', { reason: 'unpaid' }))
      .then([]);
    given(webroot, [created, suspended])
      .when(command('suspend', { reason: 'abuse' }))
      .then([fact('suspended', { reason: 'abuse' })]);
  });

  it('outlasts convergence, changes and retries', () => {
    given(webroot, [created, suspended])
      .when(command('converged', { generation: 2, observed }))
      .then([converged(2)])
      .leaving({ status: 'suspended', converged: 2 });
    given(webroot, [created, suspended, converged(2)])
      .when(command('converged', { generation: 2, observed }))
      .then([]);
    given(webroot, [created, suspended])
      .when(command('update', { public_folder: 'html' }))
      .then([fact('updated', { changes: { public_folder: 'html' }, previous: { public_folder: 'public' } })])
      .leaving({ status: 'suspended', generation: 3 });
    given(webroot, [created, suspended, fact('failed', { generation: 2, reason: 'refused' })])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'suspended', status_message: null, generation: 4 });
  });

  it('ends with what was there before on its way back into service', () => {
    given(webroot, [created, converged(1), suspended, converged(3)])
      .when(command('unsuspend'))
      .then([fact('unsuspended')])
      .leaving({ status: 'provisioning', spec: { ...spec, suspend_reason: null }, generation: 5 });
    given(webroot, [created, suspended])
      .when(command('unsuspend'))
      .then([fact('unsuspended')])
      .leaving({ status: 'pending' });
    given(webroot, [created]).when(command('unsuspend')).then([]);
  });

  it('is refused for what is being deleted or gone, and unknown to kinds that are not suspended with their tenant', () => {
    const leaving = [created, fact('delete_requested')];
    for (const verb of ['suspend', 'unsuspend']) {
      given(webroot, leaving).when(command(verb)).then(rejected('webroot.wrong_state'));
      given(webroot).when(command(verb)).then(rejected('webroot.not_found'));
      given(lifecycle(Zone), [fact('created', { spec: { name: 'acme.example', dnssec: false } })])
        .when(command(verb))
        .then(rejected('zone.invalid'));
    }
  });

  it('does not keep a deletion up', () => {
    given(webroot, [created, suspended])
      .when(command('delete'))
      .then([fact('delete_requested')])
      .leaving({ status: 'deleting' });
  });
});
