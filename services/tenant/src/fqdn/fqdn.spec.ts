import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { fqdn } from './fqdn.js';

const idle = { fqdn: 'www.acme.example', tenant_id: 't1', ssl_enabled: false, managed_by: 'custom' };
const spec = { ...idle, webroot_id: 'w1' };
const auto = { ...spec, managed_by: 'auto' };
const created = fact('created', { spec });
const aTenant = (id: string, fields: object = {}) => resourceOf(Tenant, [fact('created', { spec: fields })], id);
const aWebroot = (tenant_id: string, fields: object = {}) =>
  resourceOf(Webroot, [fact('created', { spec: { tenant_id, ...fields } })], 'w1');
const refs = { tenant_id: aTenant('t1'), webroot_id: aWebroot('t1') };
const told = (condition: string, generation: number, state = 'served') =>
  fact('condition_reported', { condition, generation, state, detail: '' });

describe('a name', () => {
  it('is bound to a webroot of its own tenant, or to none', () => {
    given(fqdn, [], { refs }).when(command('create', spec)).then([created]).leaving({ status: 'pending' });
    given(fqdn, [], { refs })
      .when(command('create', idle))
      .then([fact('created', { spec: idle })]);
    given(fqdn, [], { refs: { ...refs, webroot_id: aWebroot('t2') } })
      .when(command('create', spec))
      .then(rejected('fqdn.foreign_webroot', '/webroot_id'));
    given(fqdn, [fact('created', { spec: idle })], { refs: { ...refs, webroot_id: aWebroot('t2') } })
      .when(command('update', { webroot_id: 'w1' }))
      .then(rejected('fqdn.foreign_webroot', '/webroot_id'));
    given(fqdn, [created], { refs })
      .when(command('update', { webroot_id: null }))
      .then([fact('updated', { changes: { webroot_id: null }, previous: { webroot_id: 'w1' } })]);
  });

  it('is a host’s, nobody’s below a registry’s, and somebody’s', () => {
    const names: [string, string][] = [
      ['*.acme.example', 'fqdn.wildcard'],
      ['co.uk', 'fqdn.public_suffix'],
      ['example', 'fqdn.public_suffix'],
      ['example.', 'fqdn.public_suffix'],
    ];
    for (const [text, code] of names)
      given(fqdn, [], { refs })
        .when(command('create', { ...spec, fqdn: text }))
        .then(rejected(code, '/fqdn'));
    given(fqdn)
      .when(command('create', { fqdn: 'www.acme.example' }))
      .then(rejected('fqdn.invalid', '/tenant_id'));
  });

  it('is neither made nor changed while its tenant is suspended, but may go', () => {
    const suspended = { refs: { ...refs, tenant_id: aTenant('t1', { suspend_reason: 'unpaid' }) } };
    given(fqdn, [], suspended).when(command('create', spec)).then(rejected('fqdn.tenant_suspended'));
    given(fqdn, [created], suspended)
      .when(command('update', { webroot_id: null }))
      .then(rejected('fqdn.tenant_suspended'));
    given(fqdn, [created], suspended)
      .when(command('delete'))
      .then([fact('delete_requested')]);
  });

  it('of the platform’s own is left alone by clients for as long as its webroot wants it', () => {
    const past = [fact('created', { spec: auto })];
    const wanted = { refs: { ...refs, webroot_id: aWebroot('t1', { service_hostname_enabled: true }) } };
    given(fqdn, past, wanted)
      .when(command('update', { webroot_id: null }))
      .then(rejected('fqdn.managed'));
    given(fqdn, past, wanted).when(command('delete')).then(rejected('fqdn.managed'));
    for (const known of [{ refs }, { refs: { tenant_id: refs.tenant_id } }])
      given(fqdn, past, known)
        .when(command('delete'))
        .then([fact('delete_requested')]);
  });

  it('of the platform’s own is bound also while its tenant is suspended', () => {
    given(fqdn, [], { refs: { ...refs, tenant_id: aTenant('t1', { suspend_reason: 'unpaid' }) } })
      .when(command('create', auto))
      .then([fact('created', { spec: auto })]);
  });
});

describe('a condition of a name', () => {
  it('is kept as it was told last, each by itself', () => {
    given(fqdn, [created, told('dns', 1)])
      .when(command('condition_reported', told('route', 1, 'waiting').data as Record<string, unknown>))
      .then([told('route', 1, 'waiting')])
      .leaving({
        status: 'pending',
        observed: {
          conditions: {
            dns: { state: 'served', generation: 1, detail: '' },
            route: { state: 'waiting', generation: 1, detail: '' },
          },
        },
      });
  });

  it('is no news when it was told already, and none when it answers an older wish', () => {
    const report = command('condition_reported', told('dns', 1).data as Record<string, unknown>);
    given(fqdn, [created, told('dns', 1)])
      .when(report)
      .then([]);
    given(fqdn, [created, fact('retried')])
      .when(report)
      .then([]);
    given(fqdn).when(report).then([]);
  });

  it('that was told while the reconciler looked elsewhere is not lost', () => {
    const certificate = { state: 'skipped', generation: 1, detail: '' };
    const report = { generation: 1, observed: { conditions: { certificate } } };
    const dns = { state: 'served', generation: 1, detail: '' };
    given(fqdn, [created, told('dns', 1)])
      .when(command('converged', report))
      .then([fact('converged', { generation: 1, observed: { conditions: { dns, certificate } } })])
      .leaving({ status: 'active' });
    const past = [
      created,
      told('dns', 1),
      fact('converged', { generation: 1, observed: { conditions: { dns, certificate } } }),
    ];
    given(fqdn, past).when(command('converged', report)).then([]);
  });

  it('of a site goes with the binding; what other services still hold stays', () => {
    const unbound = fact('updated', { changes: { webroot_id: null }, previous: { webroot_id: 'w1' } });
    const dns = { state: 'served', generation: 1, detail: '' };
    given(fqdn, [created, told('dns', 1), told('site', 1), unbound])
      .when(command('converged', { generation: 4, observed: { conditions: {} } }))
      .then([fact('converged', { generation: 4, observed: { conditions: { dns } } })]);
  });
});

deciderContract({ decider: fqdn });
