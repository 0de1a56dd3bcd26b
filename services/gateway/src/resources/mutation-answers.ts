import type { Kind } from '@freehold/contracts/kind';
import { etag } from '@freehold/contracts/view';
import type { Accepted, DryRun } from '../commands/commands.js';
import { waitOf } from '../commands/request-options.js';
import type { Answer, Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import type { Documented } from '../edge/route.js';
import { begun, ended, type Operation } from '../operations/operation.js';
import { type OperationView, renderOperation } from '../operations/operation-reader.js';
import { API, schemaName } from './names.js';
import { renderOpen } from './personal-fields.js';

/** What a mutation is answered with, by what it did: made, changed or deleted a resource, or did something to it. */
export type Shape = 'created' | 'resource' | 'deleted' | 'operation';

/** Renders what became of a command, as the REST contract wants it for the kind's lifecycle. */
export async function answered(
  shape: Shape,
  kind: Kind,
  outcome: Accepted | DryRun,
  call: Call,
  desk: Desk,
): Promise<Answer> {
  if (outcome.outcome === 'dry_run') {
    const { events, resource } = outcome;
    return { status: 200, body: { events, resource: resource && (await renderOpen(kind, resource, desk)) } };
  }
  if (isDoneAtOnce(shape, kind)) return await done(shape, kind, outcome, desk);
  const waited = waitOf(call.headers);
  const { operation, location } = await followed(kind, outcome, desk, waited);
  const resource =
    (waited > 0 ? await desk.resources.get(kind.name, outcome.resource.id) : undefined) ?? outcome.resource;
  const headers = {
    ...standing({ ...outcome, resource }),
    location,
    ...(waited > 0 && { 'preference-applied': `wait=${waited}` }),
  };
  if (shape === 'operation' || shape === 'deleted')
    return { status: 202, headers, body: { status: resource.status, operation } };
  const body = { ...(await renderOpen(kind, resource, desk)), operation_id: operation.id };
  return { status: 202, headers, body, personal: kind.personal !== undefined };
}

/** Whether a change of that sort is the whole truth once its event is written, or somebody has to follow it. */
function isDoneAtOnce(shape: Shape, { lifecycle }: Kind): boolean {
  return lifecycle === 'synchronous' || (lifecycle === 'provisioned' && shape !== 'operation');
}

async function done(shape: Shape, kind: Kind, outcome: Accepted, desk: Desk): Promise<Answer> {
  const headers = standing(outcome);
  if (shape === 'deleted') return { status: 204, headers };
  const body = await renderOpen(kind, outcome.resource, desk);
  const personal = kind.personal !== undefined;
  if (shape !== 'created') return { status: 200, headers, body, personal };
  return {
    status: 201,
    headers: { ...headers, location: placeOf(kind, outcome) },
    body,
    personal,
  };
}

function standing({ resource, position }: Accepted): Record<string, string> {
  return { etag: etag(resource), 'freehold-position': String(position) };
}

function placeOf(kind: Kind, { resource }: Accepted): string {
  return `${API}${kind.routes?.item ?? ''}/${resource.id}`;
}

/**
 * The operation that a caller can follow. A command that changed nothing has none of its own: the one that made the
 * resource what it is, or is making it so, stands for it; where there has been none, nothing is to be done.
 */
async function followed(
  kind: Kind,
  outcome: Accepted,
  desk: Desk,
  waitSeconds: number,
): Promise<{ operation: OperationView; location: string }> {
  const { command_id, changed } = outcome;
  const standsFor = changed ? undefined : await standingFor(kind, outcome, desk);
  if (!changed && standsFor === undefined) {
    const nothing = ended(notYetVisible(outcome), 'succeeded', 'nothing to do', outcome.resource.updated_at);
    return { operation: renderOperation(nothing), location: placeOf(kind, outcome) };
  }
  const id = standsFor?.id ?? command_id;
  const found = await desk.operations.ended(id, waitSeconds * 1000);
  const operation = renderOperation(found ?? standsFor ?? notYetVisible(outcome));
  return { operation, location: `${API}/operations/${operation.id}` };
}

async function standingFor(kind: Kind, { verb, resource }: Accepted, desk: Desk): Promise<Operation | undefined> {
  const { operations } = desk;
  const wish = kind.verbs?.[verb] === undefined ? undefined : verb;
  const meant = resource.status === 'deleting' && kind.lifecycle === 'asynchronous' ? 'delete' : wish;
  return (
    (await operations.newestOf(kind.name, resource.id, meant)) ?? (await operations.newestOf(kind.name, resource.id))
  );
}

/** The operation as its event will open it, while the read model lags. */
function notYetVisible({ command_id, verb, resource, position }: Accepted): Operation {
  const { kind, id, updated_at: time, tenant_id, brand_id } = resource;
  const of = { kind, resource_id: id, aggregate_kind: kind, aggregate_id: id, tenant_id, brand_id };
  return begun({ ...of, id: command_id, verb, position, time });
}

/** What the document says of a mutation's answers. */
export function documented(shape: Shape, kind: Kind): Readonly<Record<number, Documented>> {
  const dry = { description: 'With `dryRun=true`: what would be written', schema: 'DryRun' };
  if (isDoneAtOnce(shape, kind)) {
    if (shape === 'deleted') return { 200: dry, 204: { description: 'Done' } };
    if (shape === 'created') return { 200: dry, 201: { description: 'Made', schema: schemaName(kind) } };
    return {
      200: {
        description: 'The resource as it is now; with `dryRun=true` what would be written',
        schema: schemaName(kind),
      },
    };
  }
  const body = shape === 'created' || shape === 'resource' ? `${schemaName(kind)}Accepted` : 'OperationAnswer';
  return { 200: dry, 202: { description: 'Accepted; follow the operation in `Location`', schema: body } };
}
