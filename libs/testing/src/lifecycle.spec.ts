/* Of @freehold/contracts/decider; here, because contracts lies below the words that it is written in. */
import { lifecycle, refuse } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { Provider } from '@freehold/contracts/inventory/provider';
import { Vps } from '@freehold/contracts/inventory/vps';
import { kindNamed, kinds } from '@freehold/contracts/kinds';
import { Brand } from '@freehold/contracts/tenant/brand';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deciderContract } from './decider.contract.js';
import { command, fact, given, IT, rejected, resourceOf } from './given.js';

const zone = lifecycle(Zone);
const record = lifecycle(Record);
const brand = lifecycle(Brand);
const provider = lifecycle(Provider);
const vps = lifecycle(Vps);

const ACME = { name: 'acme.example', dnssec: false };
const SERVED = { serial: 1, ds: [], nameservers: ['ns1.host.example'] };
const created = fact('created', { spec: ACME });
const converged = (generation: number, observed = SERVED) => fact('converged', { generation, observed });
const failed = (generation: number, reason: string) => fact('failed', { generation, reason });
const aBrand = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

describe('create', () => {
  it('makes the resource with the spec of the command', () => {
    given(zone)
      .when(command('create', ACME))
      .then([created])
      .leaving({ status: 'pending', spec: ACME, generation: 1, revision: 1, converged: 0 });
    given(brand)
      .when(command('create', aBrand))
      .then([fact('created', { spec: aBrand })])
      .leaving({ status: 'active' });
  });

  it('is refused for what exists, also while it is being deleted', () => {
    given(zone, [created]).when(command('create', ACME)).then(rejected('zone.exists'));
    given(zone, [created, fact('delete_requested')])
      .when(command('create', ACME))
      .then(rejected('zone.exists'));
  });

  it('begins a new life of what was deleted, with nothing of the old one', () => {
    const past = [created, converged(1), fact('delete_requested'), fact('deleted')];
    given(zone, past)
      .when(command('create', ACME))
      .then([created])
      .leaving({ status: 'pending', converged: 0, observed: null, generation: 5 });
  });

  it('names every reference that leads nowhere, or to what is being deleted', () => {
    const going = { ...resourceOf(Brand, [fact('created', { spec: aBrand })], 'b1'), status: 'deleting' as const };
    const wish = command('create', { ...ACME, tenant_id: 't1', brand_id: 'b1' });
    given(zone, [], { refs: { brand_id: going } })
      .when(wish)
      .then(rejected('zone.reference_missing', '/tenant_id', '/brand_id'));
  });

  it('takes a reference to what lives', () => {
    const there = resourceOf(Brand, [fact('created', { spec: aBrand })], 'b1');
    const spec = { ...ACME, brand_id: 'b1' };
    given(zone, [], { refs: { brand_id: there } })
      .when(command('create', spec))
      .then([fact('created', { spec })]);
  });

  it('within another resource needs that one, and not on its way out', () => {
    const spec = { zone_id: IT, type: 'A', name: 'www', content: '192.0.2.1', ttl: 3600, managed_by: 'custom' };
    const wish = command('create', spec, { resource_id: 'r1' });
    const inZone = fact('created', { spec: ACME }, { kind: Zone });
    const leaving = fact('delete_requested', {}, { kind: Zone });
    const gone = fact('deleted', {}, { kind: Zone });
    given(record).when(wish).then(rejected('record.reference_missing', '/zone_id'));
    given(record, [inZone])
      .when(wish)
      .then([fact('created', { spec })]);
    given(record, [inZone, leaving]).when(wish).then(rejected('record.wrong_state'));
    given(record, [inZone, leaving, gone]).when(wish).then(rejected('record.reference_missing', '/zone_id'));
  });

  it('is refused when the kind’s own rule says no', () => {
    const strict = lifecycle(Zone, { create: (spec) => refuse(Zone, 'public_suffix', String(spec['name']), 'name') });
    given(strict).when(command('create', ACME)).then(rejected('zone.public_suffix', '/name'));
  });

  it('is unknown to kinds that are observed', () => {
    given(vps).when(command('create', {})).then(rejected('vps.invalid'));
  });
});

describe('update', () => {
  it('writes what changes, and what it was before, and nothing else', () => {
    given(zone, [created])
      .when(command('update', { name: 'acme.example', dnssec: true }))
      .then([fact('updated', { changes: { dnssec: true }, previous: { dnssec: false } })])
      .leaving({ spec: { ...ACME, dnssec: true }, revision: 2, generation: 2 });
  });

  it('has what is served already converge anew, and what never was stays pending', () => {
    const wish = command('update', { dnssec: true });
    const updated = fact('updated', { changes: { dnssec: true }, previous: { dnssec: false } });
    given(zone, [created]).when(wish).then([updated]).leaving({ status: 'pending' });
    given(zone, [created, converged(1)])
      .when(wish)
      .then([updated])
      .leaving({ status: 'provisioning', converged: 1, generation: 3 });
    given(zone, [created, converged(1), failed(1, 'refused')])
      .when(wish)
      .then([updated])
      .leaving({ status: 'provisioning', status_message: null });
  });

  it('yields nothing when everything is so already, in whatever order it is said', () => {
    given(zone, [created]).when(command('update', ACME)).then([]);
    given(zone, [created]).when(command('update', {})).then([]);
    given(zone, [created])
      .when(command('update', { region_id: null }))
      .then([]);
  });

  it('clears an optional field with null, and puts a default back', () => {
    const full = fact('created', { spec: { ...ACME, dnssec: true, region_id: 'r1' } });
    given(zone, [full])
      .when(command('update', { dnssec: null, region_id: null }))
      .then([
        fact('updated', { changes: { dnssec: false, region_id: null }, previous: { dnssec: true, region_id: 'r1' } }),
      ]);
  });

  it('merges objects field by field, and replaces secrets whole', () => {
    const settings = { base_url: 'https://provider.example/', requests_per_second: 2 };
    const there = fact('created', {
      spec: { name: 'p', kind: 'hostwinds', settings, credentials: 'sealed-1', sync_interval: 900 },
    });
    given(provider, [there])
      .when(command('update', { settings: { requests_per_second: 5 }, credentials: 'sealed-2' }))
      .then([
        fact('updated', {
          changes: { settings: { ...settings, requests_per_second: 5 }, credentials: 'sealed-2' },
          previous: { settings, credentials: 'sealed-1' },
        }),
      ]);
  });

  it('refuses to change what cannot be changed, and takes it when it is the same', () => {
    given(zone, [created])
      .when(command('update', { name: 'other.example' }))
      .then(rejected('zone.immutable', '/name'));
    given(zone, [created])
      .when(command('update', { name: 'acme.example' }))
      .then([]);
  });

  it('looks at references only where they change', () => {
    const withBrand = fact('created', { spec: { ...ACME, brand_id: 'gone' } });
    given(zone, [withBrand])
      .when(command('update', { dnssec: true }))
      .then([fact('updated', { changes: { dnssec: true }, previous: { dnssec: false } })]);
    given(zone, [created])
      .when(command('update', { brand_id: 'gone' }))
      .then(rejected('zone.reference_missing', '/brand_id'));
  });

  it('is refused while it is being deleted, and for what is not there', () => {
    given(zone, [created, fact('delete_requested')])
      .when(command('update', { dnssec: true }))
      .then(rejected('zone.wrong_state'));
    given(zone)
      .when(command('update', { dnssec: true }))
      .then(rejected('zone.not_found'));
    given(zone, [created, fact('delete_requested'), fact('deleted')])
      .when(command('update', {}))
      .then(rejected('zone.not_found'));
  });

  it('is refused at another revision than the one that was seen; converging does not count', () => {
    const past = [created, converged(1)];
    const updated = fact('updated', { changes: { dnssec: true }, previous: { dnssec: false } });
    given(zone, past)
      .when(command('update', { dnssec: true }, { if_revision: 2 }))
      .then(rejected('zone.revision'));
    given(zone, past)
      .when(command('update', { dnssec: true }, { if_revision: 1 }))
      .then([updated]);
  });

  it('is refused when the kind’s own rule says no to the spec as it would be', () => {
    const strict = lifecycle(Zone, {
      update: (spec) =>
        spec['name'] === 'acme.example' && spec['dnssec'] ? refuse(Zone, 'brand_mismatch', 'no') : undefined,
    });
    given(strict, [created])
      .when(command('update', { dnssec: true }))
      .then(rejected('zone.brand_mismatch'));
  });
});

describe('delete', () => {
  it('is at once where nothing else has to go, and asked for where a backend has', () => {
    given(brand, [fact('created', { spec: aBrand })])
      .when(command('delete'))
      .then([fact('deleted')])
      .leaving({ status: 'deleted' });
    given(zone, [created, converged(1)])
      .when(command('delete'))
      .then([fact('delete_requested')])
      .leaving({ status: 'deleting', generation: 3 });
  });

  it('is done once', () => {
    given(zone, [created, fact('delete_requested')])
      .when(command('delete'))
      .then([]);
    given(zone, [created, fact('delete_requested'), fact('deleted')])
      .when(command('delete'))
      .then(rejected('zone.not_found'));
  });

  it('is refused while others refer to it', () => {
    const referrers = [
      { kind: 'tenant', count: 0 },
      { kind: 'zone', count: 2 },
    ];
    given(brand, [fact('created', { spec: aBrand })], { referrers })
      .when(command('delete'))
      .then(rejected('brand.in_use'));
  });

  it('is refused when the kind’s own rule says no', () => {
    const kept = lifecycle(Brand, { delete: () => refuse(Brand, 'wrong_state', 'kept') });
    given(kept, [fact('created', { spec: aBrand })])
      .when(command('delete'))
      .then(rejected('brand.wrong_state'));
  });
});

describe('retry', () => {
  it('has the backend looked at again, whatever the state', () => {
    given(zone, [created, failed(1, 'refused')])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'pending', status_message: null, generation: 3 });
    given(zone, [created, converged(1)])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'provisioning', generation: 3 });
    given(zone, [created, fact('delete_requested'), failed(2, 'refused')])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'deleting', generation: 4 });
  });

  it('is harmless where no backend has to follow', () => {
    given(brand, [fact('created', { spec: aBrand })])
      .when(command('retry'))
      .then([]);
  });

  it('is refused for what is gone', () => {
    given(zone).when(command('retry')).then(rejected('zone.not_found'));
  });
});

describe('a report', () => {
  const report = (verb: string, data: Record<string, unknown>) => command(verb, data);

  it('makes the resource active with what was observed', () => {
    given(zone, [created])
      .when(report('converged', { generation: 1, observed: SERVED }))
      .then([converged(1)])
      .leaving({ status: 'active', observed: SERVED, converged: 1, generation: 1 });
  });

  it('says nothing new when it was said already', () => {
    given(zone, [created, converged(1)])
      .when(report('converged', { generation: 1, observed: { ...SERVED } }))
      .then([]);
    given(zone, [created, failed(1, 'refused')])
      .when(report('failed', { generation: 1, reason: 'refused' }))
      .then([]);
  });

  it('of another observation is news', () => {
    const observed = { ...SERVED, serial: 7 };
    given(zone, [created, converged(1)])
      .when(report('converged', { generation: 1, observed }))
      .then([converged(1, observed)])
      .leaving({ observed });
  });

  it('of success after a failure is news', () => {
    given(zone, [created, failed(1, 'refused')])
      .when(report('converged', { generation: 1, observed: SERVED }))
      .then([converged(1)])
      .leaving({ status: 'active', status_message: null });
  });

  it('on an older wish than the newest is dropped', () => {
    const past = [created, fact('updated', { changes: { dnssec: true }, previous: { dnssec: false } })];
    given(zone, past)
      .when(report('converged', { generation: 1, observed: SERVED }))
      .then([]);
    given(zone, past)
      .when(report('failed', { generation: 1, reason: 'refused' }))
      .then([]);
  });

  it('of failure says why, and a deletion that fails stays a deletion', () => {
    given(zone, [created])
      .when(report('failed', { generation: 1, reason: 'refused' }))
      .then([failed(1, 'refused')])
      .leaving({ status: 'failed', status_message: 'refused' });
    given(zone, [created, fact('delete_requested')])
      .when(report('failed', { generation: 2, reason: 'refused' }))
      .then([failed(2, 'refused')])
      .leaving({ status: 'deleting', status_message: 'refused' });
  });

  it('of convergence does not bring back what is being deleted', () => {
    given(zone, [created, fact('delete_requested')])
      .when(report('converged', { generation: 2, observed: SERVED }))
      .then([]);
  });

  it('of the end counts for what is being deleted alone', () => {
    given(zone, [created, converged(1)])
      .when(report('deleted', {}))
      .then([]);
    given(zone, [created, fact('delete_requested')])
      .when(report('deleted', {}))
      .then([fact('deleted')])
      .leaving({ status: 'deleted' });
  });

  it('of drift is recorded and changes nothing', () => {
    given(zone, [created, converged(1)])
      .when(report('drift_detected', { differences: ['SOA was changed'] }))
      .then([fact('drift_detected', { differences: ['SOA was changed'] })])
      .leaving({ status: 'active', generation: 1, converged: 1, revision: 1 });
  });

  it('about what is gone says nothing', () => {
    const past = [created, fact('delete_requested'), fact('deleted')];
    for (const verb of ['converged', 'failed', 'drift_detected', 'deleted']) {
      given(zone, past)
        .when(report(verb, { generation: 1, observed: SERVED, reason: 'r', differences: [] }))
        .then([]);
      given(zone).when(report(verb, {})).then([]);
    }
  });

  it('is unknown to kinds without a backend', () => {
    given(brand, [fact('created', { spec: aBrand })])
      .when(report('converged', { generation: 1, observed: {} }))
      .then(rejected('brand.invalid'));
  });
});

describe('a command that no kind knows', () => {
  it('is refused', () => {
    given(zone, [created]).when(command('explode')).then(rejected('zone.invalid'));
    given(vps).when(command('update', {})).then(rejected('vps.invalid'));
  });
});

describe('given, when, then', () => {
  it('fails when the decision is another one', () => {
    const attempt = given(zone, [created]).when(command('delete'));
    expect(() => attempt.then([])).toThrow();
    expect(() => attempt.then([fact('deleted')])).toThrow();
    expect(() => attempt.then(rejected('zone.in_use'))).toThrow();
    expect(() => attempt.then([fact('delete_requested')]).leaving({ status: 'active' })).toThrow();
  });

  it('fails when a decider changes what it was shown, or writes what its kind does not know', () => {
    const greedy = lifecycle(Zone, { create: (spec) => void (spec['name'] = 'mine.example') });
    expect(() => given(greedy).when(command('create', ACME))).toThrow(TypeError);
    const wild = lifecycle(Zone, { verbs: { rename: () => ({ fact: 'renamed', data: {} }) } });
    expect(() => given(wild, [created]).when(command('rename'))).toThrow('no fact renamed');
    const sloppy = lifecycle(Zone, { verbs: { converge: () => ({ fact: 'converged', data: { generation: 1 } }) } });
    expect(() => given(sloppy, [created]).when(command('converge'))).toThrow();
  });
});

describe('the standard decider', () => {
  for (const kind of kinds) {
    const spec = { name: 'acme.example', dnssec: false };
    deciderContract({
      decider: lifecycle(kind),
      ...(kind.within && { root: { kind: kindNamed(kind.within.kind), spec } }),
    });
  }

  it('makes a decision whatever nonsense it is given', () => {
    const nonsense = fc.tuple(
      fc.constantFrom(...kinds),
      fc.constantFrom('create', 'update', 'delete', 'retry', 'converged', 'failed', 'drift_detected', 'deleted', ''),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.boolean(),
    );
    const property = fc.property(nonsense, ([kind, verb, data, exists]) => {
      const resource = exists ? resourceOf(Zone, [created]) : undefined;
      const situation = {
        command: command(verb, data),
        resource,
        aggregate: new Map(),
        facts: { refs: {}, referrers: [] },
      };
      expect(() => lifecycle(kind).decide(situation)).not.toThrow();
    });
    fc.assert(property, { numRuns: 500 });
  });
});
