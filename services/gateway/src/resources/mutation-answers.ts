import type { Kind } from '@freehold/contracts/kind';
import { etag, render } from '@freehold/contracts/view';
import type { Accepted, DryRun } from '../commands/commands.js';
import { waitOf } from '../commands/request-options.js';
import type { Answer, Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import type { Documented } from '../edge/route.js';
import { begun, type Operation } from '../operations/operation.js';
import { type OperationView, renderOperation } from '../operations/operation-reader.js';
import { API, schemaName } from './names.js';

/** What a mutation is answered with, by what it did: made or changed a resource, or did something to it. */
export type Shape = 'created' | 'resource' | 'operation' | 'nothing';

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
    return { status: 200, body: { events, resource: resource && render(kind, resource) } };
  }
  if (kind.lifecycle === 'synchronous') return synchronous(shape, kind, outcome);
  const waited = waitOf(call.headers);
  const operation = await operationOf(kind, outcome, desk, waited);
  const resource =
    (waited > 0 ? await desk.resources.get(kind.name, outcome.resource.id) : undefined) ?? outcome.resource;
  const headers = {
    ...standing({ ...outcome, resource }),
    location: `${API}/operations/${operation.id}`,
    ...(waited > 0 && { 'preference-applied': `wait=${waited}` }),
  };
  if (shape === 'operation') return { status: 202, headers, body: { operation } };
  return { status: 202, headers, body: { ...render(kind, resource), operation_id: operation.id } };
}

function synchronous(shape: Shape, kind: Kind, outcome: Accepted): Answer {
  const headers = standing(outcome);
  if (shape === 'operation') return { status: 204, headers };
  const body = render(kind, outcome.resource);
  if (shape !== 'created') return { status: 200, headers, body };
  return {
    status: 201,
    headers: { ...headers, location: `${API}${kind.routes?.item ?? ''}/${outcome.resource.id}` },
    body,
  };
}

function standing({ resource, position }: Accepted): Record<string, string> {
  return { etag: etag(resource), 'freehold-position': String(position) };
}

/**
 * The operation that a caller can follow. A command that changed nothing has none of its own: the one that made the
 * resource what it is, or is making it so, stands for it.
 */
async function operationOf(kind: Kind, outcome: Accepted, desk: Desk, waitSeconds: number): Promise<OperationView> {
  const { command_id, changed, resource } = outcome;
  const verb = resource.status === 'deleting' ? 'delete' : undefined;
  const standsFor = changed
    ? undefined
    : ((await desk.operations.newestOf(kind.name, resource.id, verb)) ??
      (await desk.operations.newestOf(kind.name, resource.id)));
  const id = standsFor?.id ?? command_id;
  const found = await desk.operations.ended(id, waitSeconds * 1000);
  return renderOperation(found ?? standsFor ?? notYetVisible(outcome));
}

/** The operation as its event will open it, while the read model lags. */
function notYetVisible({ command_id, verb, resource, position }: Accepted): Operation {
  const { kind, id, updated_at, tenant_id, brand_id } = resource;
  const aggregate = { aggregate_kind: kind, aggregate_id: id };
  return begun({
    id: command_id,
    verb,
    position,
    time: updated_at,
    kind,
    resource_id: id,
    ...aggregate,
    tenant_id,
    brand_id,
  });
}

/** What the document says of a mutation's answers. */
export function documented(shape: Shape, kind: Kind): Readonly<Record<number, Documented>> {
  const dry = { description: 'With `dryRun=true`: what would be written', schema: 'DryRun' };
  if (kind.lifecycle === 'synchronous') {
    if (shape === 'operation') return { 200: dry, 204: { description: 'Done' } };
    if (shape === 'created') return { 200: dry, 201: { description: 'Made', schema: schemaName(kind) } };
    return {
      200: {
        description: 'The resource as it is now; with `dryRun=true` what would be written',
        schema: schemaName(kind),
      },
    };
  }
  const body = shape === 'operation' ? 'OperationAnswer' : `${schemaName(kind)}Accepted`;
  return { 200: dry, 202: { description: 'Accepted; follow the operation in `Location`', schema: body } };
}
