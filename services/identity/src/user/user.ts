import { lifecycle } from '@freehold/contracts/decider';
import { User } from '@freehold/contracts/identity/user';
import type { Owned } from '@freehold/ledger/command-handler';
import { hashPassword } from '../login/password.js';
import type { EmailClaims } from './email-claims.js';

/**
 * Users as the standard has them. A password is hashed before it is sealed: what an event holds opens to a hash. The address is sealed
 * too, so a digest of it goes along by which it is found.
 */
export function users(emails: EmailClaims): Owned {
  return {
    decider: lifecycle(User),
    complete: async (data) => ({ ...data, ...(await hashed(data)), ...(await found(data, emails)) }),
    async amend(changes) {
      const since = changes['password'] !== undefined && { credentials_since: new Date().toISOString() };
      return { ...changes, ...(await hashed(changes)), ...(await found(changes, emails)), ...since };
    },
    async consider({ email }, _view, { resource_id, dry_run }) {
      if (typeof email === 'string') await emails.claim(email, resource_id, { only_look: dry_run === true });
    },
  };
}

async function hashed({ password }: Record<string, unknown>): Promise<{ password?: string }> {
  return typeof password === 'string' ? { password: await hashPassword(password) } : {};
}

async function found({ email }: Record<string, unknown>, emails: EmailClaims): Promise<{ email_digest?: string }> {
  return typeof email === 'string' ? { email_digest: await emails.digestOf(email) } : {};
}
