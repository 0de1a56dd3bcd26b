import { derivedId, newId } from '@freehold/contracts/ids';
import { Sync, type SyncTrigger } from '@freehold/contracts/inventory/sync';
import type { Accepted, DryRun } from '../commands/commands.js';
import { idempotencyKeyOf, type MutationQuery, waitOf } from '../commands/request-options.js';
import type { Answer, Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { renderOperation } from '../operations/operation-reader.js';
import { API } from '../resources/names.js';

/**
 * Asks for a sync of one provider. Run, command, event and operation bear one id, which is the answer; a request that is
 * repeated under its Idempotency-Key is the same run.
 */
export async function requestSync(
  provider_id: string,
  trigger: SyncTrigger,
  call: Call<MutationQuery>,
  desk: Desk,
): Promise<{ run_id: string; outcome: Accepted | DryRun }> {
  const key = idempotencyKeyOf(call.headers) ?? newId();
  const run_id = derivedId('request', call.identity.id, call.target, key); // as Commands names the command of this key
  const keyed = { ...call, headers: { ...call.headers, 'idempotency-key': key } };
  const outcome = await desk.commands.send(
    keyed,
    {
      kind: Sync,
      verb: 'create',
      resource_id: run_id,
      data: { provider_id, trigger },
    },
    desk,
  );
  return { run_id, outcome };
}

/** 202 with the operation of a run, as it stands or, with `Prefer: wait`, as it has ended. */
export async function runOperation(run_id: string, call: Call, desk: Desk): Promise<Answer> {
  const waited = waitOf(call.headers);
  const begun = await desk.operations.newestOf(Sync.name, run_id);
  if (begun === undefined) throw new Error(`the run ${run_id} has no operation`);
  const operation = (await desk.operations.ended(begun.id, waited * 1000)) ?? begun;
  return {
    status: 202,
    headers: {
      location: `${API}/operations/${operation.id}`,
      'freehold-position': String(operation.position),
      ...(waited > 0 && { 'preference-applied': `wait=${waited}` }),
    },
    body: { operation: renderOperation(operation) },
  };
}
