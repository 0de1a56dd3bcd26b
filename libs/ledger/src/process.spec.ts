import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrand, draft, freshLedger, freshTables, handlerOf, wish } from './ledger-under-test.js';
import { cascade, type Process, settled, suspendWith, Undecided } from './process.js';
import { type ServiceUnderTest, startService } from './service-under-test.js';

const { ledger } = await freshLedger();
const pool = await freshTables();
const tenants = handlerOf(ledger, pool);
const KINDS = ['zone', 'record', 'tenant', 'brand', 'webroot'];

let service: ServiceUnderTest;
let made = 0;
const fresh = (prefix: string) => `${prefix}${++made}`;

async function start(...processes: Process[]): Promise<void> {
  service = await startService({ ledger, pool, kinds: KINDS, processes });
}

beforeEach(() => start(cascade(Zone), suspendWith(Webroot)));
afterEach(() => service.stop());

async function tenant(): Promise<string> {
  const [brand, id] = [fresh('b'), fresh('t')];
  await tenants.send(wish(Brand, 'create', brand, aBrand));
  await service.row(Brand, brand, () => true);
  await service.send(wish(Tenant, 'create', id, { brand_id: brand }));
  await service.row(Tenant, id, () => true);
  return id;
}

async function zone(tenant_id: string): Promise<string> {
  const id = fresh('z');
  expect(await service.send(wish(Zone, 'create', id, { name: `${id}.example`, tenant_id }))).toMatchObject({
    outcome: 'accepted',
  });
  await service.row(Zone, id, () => true);
  return id;
}

const deleting = (id: string) => service.row(Zone, id, ({ status }) => status === 'deleting');
const facts = async (id: string) => (await ledger.read(`evt.dns.zone.${id}`)).map(({ fact }) => fact);

describe('a cascade', () => {
  it('deletes what belongs to one that is going, once, and nothing else', async () => {
    const [gone, stays] = [await tenant(), await tenant()];
    const theirs = [await zone(gone), await zone(gone)];
    const other = await zone(stays);
    await service.send(wish(Tenant, 'delete', gone));
    for (const id of theirs) await deleting(id);
    await until(async () => (await pool.query('SELECT 1 FROM work WHERE wanted > done')).rows.length === 0);
    for (const id of theirs) expect(await facts(id)).toEqual(['created', 'delete_requested']);
    expect(await facts(other)).toEqual(['created']);
    expect((await ledger.read(`evt.dns.zone.${theirs[0]}`)).at(-1)).toMatchObject({ actor: 'service:spec' });
  });

  it('reaches what was being made, or given to it, while it went', async () => {
    // As the services see it when their views lag: the parent's end comes first in the ledger.
    const gone = await tenant();
    const given = await zone(await tenant());
    await service.send(wish(Tenant, 'delete', gone));
    await service.send(wish(Tenant, 'deleted', gone));
    await service.gone(Tenant, gone);
    const made = fresh('z');
    await ledger.append(
      draft({
        kind: 'zone',
        context: 'dns',
        aggregate_kind: 'zone',
        resource_id: made,
        data: { spec: { name: 'late.example', dnssec: false, tenant_id: gone } },
      }),
      0,
    );
    const last = (await ledger.read(`evt.dns.zone.${given}`)).at(-1)?.position ?? 0;
    const data = { changes: { tenant_id: gone }, previous: { tenant_id: null } };
    await ledger.append(
      draft({ kind: 'zone', context: 'dns', aggregate_kind: 'zone', resource_id: given, fact: 'updated', data }),
      last,
    );
    await deleting(made);
    await deleting(given);
  });

  it('leaves alone what belongs to nobody, and what lives within', async () => {
    const gone = await tenant();
    const theirs = await zone(gone);
    const free = fresh('z');
    await service.send(wish(Zone, 'create', free, { name: 'free.example' }));
    const record = fresh('r');
    await service.send(
      wish(
        Record,
        'create',
        record,
        { zone_id: theirs, type: 'A', name: 'www', content: '192.0.2.1' },
        { aggregate_id: theirs },
      ),
    );
    await service.send(wish(Tenant, 'delete', gone));
    await deleting(theirs);
    expect(await facts(free)).toEqual(['created']);
    expect(await service.view.get('record', record)).toMatchObject({ status: 'pending' });
  });
});

describe('a suspension', () => {
  const suspend = (id: string, reason: string) => service.send(wish(Tenant, 'suspend', id, { reason }));
  const is = (id: string, status: string) => service.row(Webroot, id, (row) => row.status === status);

  async function webroot(tenant_id: string): Promise<string> {
    const id = fresh('w');
    const spec = { tenant_id, runtime: 'static', runtime_version: '1' };
    await service.send(wish(Webroot, 'create', id, spec));
    return (await is(id, 'pending')).id;
  }

  it('takes what belongs to the tenant along, with its reason, brings it back, and touches nothing else', async () => {
    const [one, other] = [await tenant(), await tenant()];
    const [theirs, foreign] = [await webroot(one), await webroot(other)];
    await suspend(one, 'unpaid');
    expect((await is(theirs, 'suspended')).spec['suspend_reason']).toBe('unpaid');
    await suspend(one, 'abuse');
    await service.row(Webroot, theirs, ({ spec }) => spec['suspend_reason'] === 'abuse');
    await service.send(wish(Tenant, 'unsuspend', one));
    expect((await is(theirs, 'pending')).spec['suspend_reason']).toBeNull();
    const facts = async (id: string) => (await ledger.read(`evt.tenant.webroot.${id}`)).map(({ fact }) => fact);
    expect(await facts(theirs)).toEqual(['created', 'suspended', 'suspended', 'unsuspended']);
    expect(await facts(foreign)).toEqual(['created']);
  });

  it('reaches what is made while the tenant is suspended', async () => {
    const one = await tenant();
    await suspend(one, 'unpaid');
    const spec = { tenant_id: one, runtime: 'static', runtime_version: '1' };
    const id = fresh('w');
    await service.send(wish(Webroot, 'create', id, spec));
    expect((await is(id, 'suspended')).spec['suspend_reason']).toBe('unpaid');
  });

  it('does not hold what is leaving', async () => {
    const one = await tenant();
    const theirs = await webroot(one);
    await service.send(wish(Webroot, 'delete', theirs));
    await suspend(one, 'unpaid');
    await until(async () => (await pool.query('SELECT 1 FROM work WHERE wanted > done')).rows.length === 0);
    expect((await is(theirs, 'deleting')).spec['suspend_reason']).toBeUndefined();
  });
});

describe('a process', () => {
  it('tries again, and never parks, for as long as nobody decides its command', async () => {
    await service.stop();
    let away = true;
    let tries = 0;
    const greet: Process = {
      name: 'greet',
      trigger: ({ event }) =>
        event.kind === 'brand' && event.fact === 'created' ? [{ kind: 'greet', id: event.resource_id }] : [],
      async run({ id }, { command }) {
        tries++;
        const reply = away
          ? ({ outcome: 'unavailable', detail: 'away' } as const)
          : await command({
              kind: Brand,
              verb: 'update',
              resource_id: id,
              data: { name: 'Greeted' },
              cause: ['greet'],
            });
        settled(reply);
      },
    };
    await start(greet);
    const brand = fresh('b');
    await service.send(wish(Brand, 'create', brand, aBrand));
    await until(() => tries > 6); // twice as often as a failure is tried
    away = false;
    await service.row(Brand, brand, ({ spec }) => spec['name'] === 'Greeted');
  });

  it('takes a refusal for a decision', () => {
    const refused = { outcome: 'rejected', code: 'zone.in_use', detail: 'no' } as const;
    expect(settled(refused)).toBe(refused);
    for (const outcome of ['unknown', 'unavailable'] as const)
      expect(() => settled({ outcome, detail: 'away' })).toThrow(Undecided);
  });
});
