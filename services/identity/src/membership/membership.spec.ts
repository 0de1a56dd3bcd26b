import { User } from '@freehold/contracts/identity/user';
import type { Resource } from '@freehold/contracts/resource';
import { command, fact, given, rejected } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { membership } from './membership.js';

const NOW = '2026-01-01T00:00:00.000Z';

function row(kind: string, id: string, spec: object = {}): Resource {
  const counters = { revision: 1, generation: 1, converged: 0, position: 1 };
  const owners = { tenant_id: null, brand_id: null };
  const times = { created_at: NOW, updated_at: NOW };
  return {
    kind,
    id,
    status: 'active',
    status_message: null,
    spec: { ...spec },
    observed: null,
    ...counters,
    ...owners,
    ...times,
  };
}

const known = { refs: { user_id: row(User.name, 'u'), tenant_id: row('tenant', 't1'), brand_id: row('brand', 'b') } };

describe('a membership', () => {
  it.each([
    ['owner', { tenant_id: 't1' }],
    ['viewer', { brand_id: 'b' }],
    ['operator', {}],
  ])('gives the role %s where it belongs', (role, within) => {
    const spec = { user_id: 'u', role, ...within };
    given(membership, [], known)
      .when(command('create', spec))
      .then([fact('created', { spec })]);
  });

  it.each([
    ['operator', { tenant_id: 't1' }],
    ['auditor', { brand_id: 'b' }],
    ['owner', {}],
    ['owner', { tenant_id: 't1', brand_id: 'b' }],
  ])('does not give the role %s within %j', (role, within) => {
    const wish = command('create', { user_id: 'u', role, ...within });
    given(membership, [], known).when(wish).then(rejected('membership.misplaced_role'));
  });

  it('keeps a tenant’s own user within that tenant', () => {
    const own = { refs: { ...known.refs, user_id: row(User.name, 'u', { tenant_id: 't1' }) } };
    const inside = { user_id: 'u', role: 'viewer', tenant_id: 't1' };
    given(membership, [], own)
      .when(command('create', inside))
      .then([fact('created', { spec: inside })]);
    for (const beyond of [
      { role: 'operator' },
      { role: 'viewer', brand_id: 'b' },
      { role: 'viewer', tenant_id: 't2' },
    ]) {
      const refs = { ...own.refs, tenant_id: row('tenant', 't2') };
      given(membership, [], { refs })
        .when(command('create', { user_id: 'u', ...beyond }))
        .then(rejected('membership.misplaced_role', '/tenant_id'));
    }
    expect.hasAssertions();
  });
});
