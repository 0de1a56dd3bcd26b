import { Rejected } from '@freehold/contracts/command';
import { kindNamed } from '@freehold/contracts/kinds';
import { PLATFORM_OWNER } from '@freehold/contracts/sealing';
import { raiseWork } from '@freehold/ledger/work';
import type { Asks } from '@freehold/service/asks';
import type { Vault } from '@freehold/vault/vault';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { AddressGuard } from '../outbound/address-guard.js';
import { CALLBACK, urlPurpose } from './callback.work.js';
import type { CallbackRows } from './callback-rows.js';

const Register = z.strictObject({
  command_id: z.string(),
  kind: z.string(),
  resource_id: z.string(),
  aggregate_id: z.string(),
  url: z.string().max(2048, 'at most 2,048 characters'),
});
const Named = z.strictObject({ command_id: z.string() });

export interface CallbackAskParts {
  readonly rows: CallbackRows;
  readonly pool: Pool;
  readonly vault: Pick<Vault, 'seal'>;
  readonly guard: AddressGuard;
}

/**
 * How the gateway asks for the end of a command to be told: it registers the callback, sends the command, and then says if the command
 * was refused, or had nothing to change. If it cannot say so any more, nothing is lost: the command’s event arms the callback, and
 * without an event it never wakes.
 */
export function callbackAsks({ rows, pool, vault, guard }: CallbackAskParts): Asks {
  return {
    'register-callback': async (question) => {
      const { command_id: id, kind, resource_id, aggregate_id, url } = Register.parse(question);
      const refused = guard.refusedUrl(url);
      if (refused !== undefined) throw new Rejected('request.invalid', `header X-Callback-URL: ${refused}`);
      const { context, within } = kindNamed(kind);
      const sealed = await vault.seal(PLATFORM_OWNER, urlPurpose(id), url);
      const aggregate_kind = within?.kind ?? kind;
      await rows.register({ id, context, kind, resource_id, aggregate_kind, aggregate_id, url: sealed });
      return {};
    },
    'withdraw-callback': async (question) => {
      await rows.withdraw(Named.parse(question).command_id);
      return {};
    },
    'arm-callback': async (question) => {
      const { command_id: id } = Named.parse(question);
      if (await rows.arm(id)) await raiseWork(pool, [{ kind: CALLBACK, id }]);
      return {};
    },
  };
}
