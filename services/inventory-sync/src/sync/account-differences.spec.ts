import { naturalId } from '@freehold/contracts/ids';
import type { BackendErrorCode } from '@freehold/ledger/backend-error';
import { describe, expect, it } from '@jest/globals';
import { type FakeProvider, fakeAccount } from '../backends/fake-provider.js';
import type { Observation, ObservationFailure } from '../backends/provider-backend.js';
import { accountDifferences, type Known, vpsId } from './account-differences.js';
import type { KnownRow } from './known-account.js';

const never = new AbortController().signal;

/** What is known once everything that the account shows was recorded. */
async function knownFrom(account: FakeProvider): Promise<Map<string, KnownRow>> {
  const { differences } = await accountDifferences('p1', await account.observe(never), nothing);
  return new Map(differences.map(({ id, data }) => [id, { id, status: 'active', spec: data }]));
}

const nothing: Known = async function* () {};

function of(rows: ReadonlyMap<string, KnownRow>): Known {
  return async function* (kind) {
    for (const row of rows.values()) if ((kind === 'vps') === 'external_id' in row.spec) yield row;
  };
}

async function said(
  account: FakeProvider,
  rows: ReadonlyMap<string, KnownRow>,
  change: (observation: Observation) => Observation = (seen) => seen,
) {
  const { differences } = await accountDifferences('p1', change(await account.observe(never)), of(rows));
  return differences.map(({ counts_as, id }) => [counts_as, id]);
}

function failing(
  what: ObservationFailure['what'],
  external_id: string | null,
  keep: (seen: Observation) => Observation,
) {
  const code: BackendErrorCode = 'outcome_unknown';
  return (seen: Observation) => ({ ...keep(seen), failures: [{ what, external_id, code, reason: 'no answer' }] });
}

const ipId = (address: string) => naturalId('ip', `p1/${address}`);

describe('what a look at an account changes', () => {
  it('is everything of a new one, each thing once', async () => {
    const differences = await said(fakeAccount(3), new Map());
    expect(differences.map(([counts_as]) => counts_as)).toEqual([
      ...Array(3).fill('vps_discovered'),
      ...Array(9).fill('ips_discovered'),
    ]);
    expect(new Set(differences.map(([, id]) => id)).size).toBe(12);
  });

  it('is nothing when the account is as it was, however much bandwidth was used', async () => {
    const account = fakeAccount(3);
    const rows = await knownFrom(account);
    account.change('1001', { bandwidth_used_gb: 77 });
    expect(await said(account, rows)).toEqual([]);
  });

  it('is what came, changed, moved and went', async () => {
    const account = fakeAccount(4);
    const rows = await knownFrom(account);
    account.change('1001', { name: 'renamed' });
    account.moveIp('198.18.0.1', '1001', '1002');
    account.remove('1004');
    account.addFreeIp('198.18.9.9');
    expect(await said(account, rows)).toEqual([
      ['vps_changed', vpsId('p1', '1001')],
      ['vps_vanished', vpsId('p1', '1004')],
      ['ips_discovered', ipId('198.18.9.9')],
      ['ips_moved', ipId('198.18.0.1')],
      ...['198.18.0.12', '198.18.0.13', '2001:db8::4'].map((address) => ['ips_released', ipId(address)]),
    ]);
  });

  it('is the return of what had vanished', async () => {
    const account = fakeAccount(2);
    const rows = await knownFrom(account);
    const id = vpsId('p1', '1002');
    rows.set(id, { ...rowAt(rows, id), status: 'vanished' });
    expect(await said(account, rows)).toEqual([['vps_discovered', id]]);
  });

  it('is two facts of an address that moved and changed besides', async () => {
    const account = fakeAccount(2);
    const rows = await knownFrom(account);
    const id = ipId('198.18.0.1');
    rows.set(id, { ...rowAt(rows, id), spec: { ...rowAt(rows, id).spec, vps_id: null, reverse_name: 'old.example' } });
    expect(await said(account, rows)).toEqual([
      ['ips_moved', id],
      ['ips_changed', id],
    ]);
  });
});

describe('what could not be looked at', () => {
  it('stays as it was: a VPS with its addresses', async () => {
    const account = fakeAccount(3);
    const rows = await knownFrom(account);
    account.remove('1002');
    expect(
      await said(
        account,
        rows,
        failing('vps', '1002', (seen) => seen),
      ),
    ).toEqual([]);
  });

  it('stays as it was: the addresses of a VPS, and their names', async () => {
    const account = fakeAccount(2);
    const rows = await knownFrom(account);
    const main = ipId('198.18.0.0');
    rows.set(main, { ...rowAt(rows, main), spec: { ...rowAt(rows, main).spec, reverse_name: 'web.example' } });
    account.loseIpsOf.add('1001');
    expect(await said(account, rows)).toEqual([]);
  });

  it('stays as it was: all costs', async () => {
    const account = fakeAccount(2);
    const rows = await knownFrom(account);
    const costless = (seen: Observation) => ({
      ...seen,
      vps: seen.vps.map((vps) => ({ ...vps, approximate_cost: null })),
    });
    expect(await said(account, rows, failing('costs', null, costless))).toEqual([]);
    expect(await said(account, rows, costless)).toHaveLength(2);
  });
});

function rowAt(rows: ReadonlyMap<string, KnownRow>, id: string): KnownRow {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`${id} is not known`);
  return row;
}
