import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { FIRST_UID } from './tenant.js';

/**
 * A user number that is taken. The ledger's own guard makes it unique: its subject follows from the number. It is never given
 * back, so that files which a tenant has left behind anywhere never become somebody else's.
 */
export const UidClaim = kind({
  context: 'tenant',
  name: 'uid-claim',
  plural: 'uid-claims',
  summary: 'A user number that is taken',
  lifecycle: 'synchronous',
  id: { scheme: 'natural', of: (spec) => String(spec['uid']) },
  spec: z.strictObject({ uid: z.int().min(FIRST_UID), for_tenant: Id }),
  immutable: ['uid', 'for_tenant'],
});
