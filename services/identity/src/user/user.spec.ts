import { User } from '@freehold/contracts/identity/user';
import { newId } from '@freehold/contracts/ids';
import { personOf, purposeOf } from '@freehold/contracts/sealing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';

let identity: IdentityUnderTest;

beforeAll(async () => {
  identity = await startIdentity();
});

afterAll(async () => {
  await identity?.stop();
});

async function sent(verb: string, id: string, data: Record<string, unknown>, dry_run = false) {
  const command = newId();
  const ids = { id: command, resource_id: id, aggregate_id: id, correlation_id: command };
  const wish = { ...ids, kind: User.name, verb, data, actor: 'service:test', ...(dry_run && { dry_run }) };
  return await identity.runtime().parts.send('identity', wish);
}

const code = (reply: Awaited<ReturnType<typeof sent>>) => ('code' in reply ? reply.code : reply.outcome);

describe('a user’s password', () => {
  it('is in no event and no row, not even sealed: what is sealed is its argon2id hash', async () => {
    const reply = await sent('create', 'ann', { email: 'ann@acme.example', password: 'a password of Ann’s' });
    if (reply.outcome !== 'accepted') throw new Error(JSON.stringify(reply));
    const { resource } = reply;
    expect(JSON.stringify(resource)).not.toContain('a password of Ann');
    const { vault } = identity.runtime().parts;
    const sealed = String(resource.spec['password']);
    expect(await vault.open(personOf(User, 'ann'), purposeOf(User, 'ann', 'password'), sealed)).toMatch(
      /^"\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
  });

  it('is looked at before it is hashed', async () => {
    expect(code(await sent('create', 'bob', { email: 'bob@acme.example', password: 'too short' }))).toBe(
      'user.invalid',
    );
    expect(code(await sent('update', 'ann', { password: 'too short' }))).toBe('user.invalid');
  });
});

describe('an address', () => {
  it('is one user’s, however many ask for it at once, and in whichever case', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        sent('create', `cy-${n}`, { email: n % 2 ? 'cy@acme.example' : 'CY@acme.example' }),
      ),
    );
    expect(replies.map(code).toSorted()).toEqual(['accepted', ...Array.from({ length: 9 }, () => 'user.email_taken')]);
  });

  it('stays one’s own through other changes, and is free again once it is given up', async () => {
    await identity.command(User, 'create', 'dee', { email: 'dee@acme.example' });
    expect(code(await sent('update', 'dee', { email: 'dee@acme.example', name: 'Dee' }))).toBe('accepted');
    await identity.command(User, 'update', 'dee', { email: 'dee@elsewhere.example' });
    await identity.pool.query("UPDATE email_claim SET claimed_at = claimed_at - interval '2 minutes'");
    expect(code(await sent('create', 'dee-2', { email: 'dee@acme.example' }))).toBe('accepted');
  });

  it('is not taken by a dry run', async () => {
    expect(code(await sent('create', 'eve', { email: 'eve@acme.example' }, true))).toBe('dry_run');
    expect(code(await sent('create', 'eve-2', { email: 'eve@acme.example' }))).toBe('accepted');
    expect(code(await sent('create', 'eve-3', { email: 'eve@acme.example' }, true))).toBe('user.email_taken');
  });
});
