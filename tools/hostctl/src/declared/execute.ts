import { randomUUID } from 'node:crypto';
import type { ApiClient, Request } from '../api/client.js';
import { isObject } from '../api/json.js';
import { awaitOperation, type Operation, operationOf } from '../api/operations.js';
import { ApiProblem, sentences } from '../api/problem.js';
import { EXIT, Failure } from '../failure.js';
import { itemPath, listPath } from '../kinds/routes.js';
import { type Difference, isChange, type Step } from './plan.js';
import { resolved } from './wanted.js';

/** What a plan is carried out with. */
export interface Applying {
  readonly api: ApiClient;
  /** Told of everything that is done, as it is done: a line each. */
  note(line: string): void;
  /** Milliseconds for all of it. */
  readonly timeout: number;
}

/** Requests on their way at a time. */
const AT_ONCE = 8;

/**
 * Carries out a plan: what does not depend on each other together, kind after kind, and waits for all of it.
 * @throws Failure that names everything that was refused, failed, or still runs at the end of the time
 */
export async function execute(steps: readonly Step[], applying: Applying): Promise<void> {
  const ids = new Map(steps.flatMap((step) => ('id' in step ? [[step.wanted.label, step.id]] : [])));
  const deadline = Date.now() + applying.timeout;
  for (const level of levels(steps)) {
    const failures: unknown[] = [];
    const left = [...level];
    const worker = async () => {
      for (let step = left.shift(); step !== undefined; step = left.shift()) {
        await carryOut(step, ids, applying, deadline).catch((error: unknown) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (failures.length > 0) throw together(failures);
  }
}

/** Steps that come one after the other and are about the same kind and deed. */
function levels(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [];
  let last = '';
  for (const step of steps) {
    const level = `${step.wanted.routed.kind.name} ${step.action === 'do' ? step.verb : ''}`;
    if (level === last) all.at(-1)?.push(step);
    else all.push([step]);
    last = level;
  }
  return all;
}

async function carryOut(step: Step, ids: Map<string, string>, applying: Applying, deadline: number): Promise<void> {
  const { label } = step.wanted;
  const { api, note } = applying;
  try {
    const answer = await answerTo(api, step, ids);
    if (step.action === 'create' && isObject(answer)) ids.set(label, String(answer['id']));
    const operation = operationOf(answer);
    if (isChange(step)) note(`${label}: ${done(step)}`);
    if (operation === undefined) return;
    const tell = teller((line) => note(`${label}: ${line}`));
    await awaitOperation(api, operation, Math.max(0, deadline - Date.now()), tell);
    note(`${label}: ready`);
  } catch (error) {
    throw named(label, error);
  }
}

/** The body of the answer to what a step sends; of a step that only waits, the operation that is under way. */
async function answerTo(api: ApiClient, step: Step, ids: ReadonlyMap<string, string>): Promise<unknown> {
  const { routed, initial, fields, label } = step.wanted;
  const item = () => itemPath(routed, ids.get(label) ?? '');
  switch (step.action) {
    case 'create': {
      const body = resolved({ ...initial, ...fields }, ids);
      const { path, used } = listPath(
        routed.routes.lists.filter(({ create }) => create),
        body,
      );
      for (const field of used) delete body[field];
      return change(api, { method: 'POST', path, body });
    }
    case 'update': {
      const wanted = resolved(fields, ids);
      const body = Object.fromEntries(step.changes.map(({ field }) => [field, wanted[field]]));
      return change(api, { method: 'PUT', path: item(), body });
    }
    case 'retry':
      return change(api, { method: 'POST', path: `${item()}/retry` });
    case 'do':
      return change(api, { method: 'POST', path: `${item()}/${step.verb}`, body: {} });
    case 'await':
      return newestOperation(api, step.id);
    case 'keep':
      return undefined;
  }
}

async function change(api: ApiClient, request: Request): Promise<unknown> {
  return (await api.send({ ...request, headers: { 'idempotency-key': randomUUID() } })).body;
}

async function newestOperation(api: ApiClient, resource_id: string): Promise<unknown> {
  const { body } = await api.send({ method: 'GET', path: '/operations', query: { resource_id, limit: '1' } });
  const [operation] = isObject(body) && Array.isArray(body['items']) ? body['items'] : [];
  return { operation };
}

/** Tells each step of an operation as it is reached, and again when there is more to say of it. */
export function teller(tell: (line: string) => void): (operation: Operation) => void {
  const told = new Set<string>();
  return ({ steps = [] }) => {
    for (const { name, detail } of steps) {
      const line = detail === undefined || detail === null ? name : `${name}: ${detail}`;
      if (QUIET.includes(name) || told.has(line)) continue;
      told.add(line);
      tell(line);
    }
  };
}

/** Steps that every operation has: its beginning and its end are told otherwise. */
const QUIET = ['accepted', 'converged', 'failed'];

function done(step: Step): string {
  switch (step.action) {
    case 'create':
      return 'made';
    case 'update':
      return `changed ${step.changes.map(({ field }: Difference) => field).join(', ')}`;
    case 'retry':
      return 'tried again';
    case 'do':
      return `${step.verb} asked for`;
    case 'await':
    case 'keep':
      return 'as it is';
  }
}

/** An expected failure of one resource, with its label. */
function named(label: string, error: unknown): unknown {
  if (error instanceof ApiProblem)
    return new Failure(
      `${label}: ${sentences(error).join('\n  ')}`,
      error.exit,
      error.problem.code ?? 'hostctl.refused',
    );
  return error instanceof Failure ? new Failure(`${label}: ${error.message}`, error.exit, error.code) : error;
}

/** Several failures as one; what is no expected failure comes first and alone, for it is a bug. */
function together(failures: readonly unknown[]): unknown {
  const known = failures.filter((failure) => failure instanceof Failure);
  const bug = failures.find((failure) => !(failure instanceof Failure));
  const [first] = known;
  if (bug !== undefined || first === undefined) return bug;
  if (known.length === 1) return first;
  const exit = known.every((failure) => failure.exit === first.exit) ? first.exit : EXIT.error;
  return new Failure(known.map(({ message }) => message).join('\n  '), exit, first.code);
}
