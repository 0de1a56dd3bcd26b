import { create } from '@bufbuild/protobuf';
import { EnrolRequestSchema } from '@freehold/rpc/agent';
import { testAuthority } from '@freehold/rpc/certificates-under-test';
import { temporaryDirectory } from '@freehold/testing/servers';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Confined } from '../files/confined.js';
import { Enrolment, type Standing } from './enrolment.js';
import { IdentityStore } from './identity-store.js';

const authority = await testAuthority();
const root = await Confined.open(await temporaryDirectory('enrolment'));
const OURS = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

async function bring(token: string): Promise<void> {
  const { authority_pem } = authority;
  await root.directory('var/lib/freehold', { ...OURS, mode: 0o700 });
  await root.write('var/lib/freehold/join.json', JSON.stringify({ token, authority_pem }), OURS);
}

describe('an enrolment', () => {
  it('that is done while the disk is looked at for another token stays done', async () => {
    const told: Standing[] = [];
    const store = new IdentityStore(root, 'n1');
    const enrolment = new Enrolment(store, 'n1', pino({ level: 'silent' }), async (standing) => {
      told.push(standing);
    });
    await bring('first');
    await enrolment.look();
    const wanted = { step: { case: 'signingRequestWanted', value: {} } } as const;
    const { signingRequestPem } = await enrolment.answer(create(EnrolRequestSchema, wanted));
    const { chain_pem } = await authority.sign(signingRequestPem, { uri: 'freehold://node/n1' });
    const certificate = { step: { case: 'certificate', value: { chainPem: chain_pem } } } as const;

    await bring('second');
    await Promise.all([enrolment.look(), enrolment.answer(create(EnrolRequestSchema, certificate))]);
    expect(told.at(-1)).toMatchObject({ enrolled: true, credentials: { chain_pem } });
    expect(enrolment.isWanting).toBe(false);
  });
});
