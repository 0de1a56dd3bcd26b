/* Of @freehold/contracts/decider: persons who are erased. */
import { lifecycle } from '@freehold/contracts/decider';
import { User } from '@freehold/contracts/identity/user';
import type { Certificate } from '@freehold/contracts/sealing';
import { describe, it } from '@jest/globals';
import { command, fact, given, rejected } from './given.js';

const user = lifecycle(User);
const spec = { email: 'sealed', name: 'sealed', password: 'sealed', email_digest: 'a'.repeat(64), disabled: false };
const created = fact('created', { spec });
const requested = fact('erase_requested');
const certificate: Certificate = {
  owner: 'user.it',
  key_id: 'k1',
  algorithm: 'A256GCM',
  destroyed_at: '2026-01-01T00:00:00.000Z',
};

describe('erasure', () => {
  it('takes everything that is personal or secret away at once, and disables', () => {
    given(user, [created])
      .when(command('erase'))
      .then([requested])
      .leaving({
        status: 'active',
        spec: {
          email: null,
          name: null,
          password: null,
          email_digest: null,
          disabled: true,
          erased_at: '2026-01-01T00:00:02.000Z',
        },
        revision: 2,
      });
  });

  it('is asked for once, and certified when it was asked for', () => {
    given(user, [created, requested]).when(command('erase')).then([]);
    given(user, [created])
      .when(command('erased', { ...certificate }))
      .then([]);
    given(user, [created, requested])
      .when(command('erased', { ...certificate }))
      .then([fact('erased', certificate)]);
  });

  it('is final: nothing of it is changed any more, but it can be deleted', () => {
    given(user, [created, requested])
      .when(command('update', { disabled: false }))
      .then(rejected('user.erased'));
    given(user, [created, requested])
      .when(command('delete'))
      .then([fact('deleted')]);
  });

  it('comes also to who was deleted, and to nobody who never was', () => {
    const deleted = [created, fact('deleted')];
    given(user, deleted).when(command('erase')).then([requested]).leaving({ status: 'deleted' });
    given(user, [...deleted, requested])
      .when(command('erased', { ...certificate }))
      .then([fact('erased', certificate)])
      .leaving({ status: 'deleted' });
    given(user).when(command('erase')).then(rejected('user.not_found'));
  });
});
