import { randomUUID } from 'node:crypto';
import type { Kind } from '@freehold/contracts/kind';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer, Request } from '../api/client.js';
import { isObject } from '../api/json.js';
import { awaitOperation, type Ended, endedIn, type Operation, operationOf } from '../api/operations.js';
import { milliseconds } from '../moment.js';
import type { Session } from '../session.js';

interface ChangeOptions {
  /** Milliseconds. */
  readonly wait?: number;
  readonly dryRun?: true;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly because?: string;
}

/** What `--wait` stands for when it names no time. */
export const DEFAULT_WAIT = '5m';

/** The flags of every command that changes something. */
export function addChangeOptions(command: Command): Command {
  return command
    .addOption(waitOption())
    .option('--dry-run', 'only say which events would be written')
    .option('--if-match <etag>', 'only if the resource is still at this revision (see get --etag)')
    .option('--because <text>', 'why, for the history and the audit: a ticket, a sentence')
    .option('--idempotency-key <key>', 'to ask again what may have been done already; a new one when silent');
}

export function waitOption(): Option {
  // An optional value would swallow the next argument, so run() gives `--wait` its value: see withWait.
  return new Option('--wait [=time]', `until it is done, at most so long: 30s, 10m (${DEFAULT_WAIT})`).argParser(
    duration,
  );
}

function duration(text: string): number {
  const parsed = milliseconds(text);
  if (parsed === undefined) throw new InvalidArgumentError('Write a time such as 30s or 5m.');
  return parsed;
}

/** Where the revision of a resource stands that a change of its kind must name (428 where it does not). */
export function preconditionOf({ precondition }: Kind, path: string): string | undefined {
  return precondition === true ? path : undefined;
}

export interface Change {
  readonly method: Exclude<Request['method'], 'GET'>;
  readonly path: string;
  readonly body?: unknown;
  /** Path of what the change must name the revision of: that which it has now is sent where `--if-match` names none. */
  readonly precondition?: string | undefined;
  /** Path of what is shown once the operation is done; undefined shows the answer itself. */
  readonly readAgain?: (answer: unknown) => string | undefined;
  /** For people, where the answer has no body. */
  readonly done: string;
}

/** Sends a change, waits for its operation where that is asked for, and prints the outcome. */
export async function send(session: Session, command: Command, change: Change): Promise<void> {
  const options = command.opts<ChangeOptions>();
  const revision = options.ifMatch ?? (await revisionOf(session, change.precondition));
  const answer = await session.api.send({
    method: change.method,
    path: change.path,
    body: change.body,
    query: { dryRun: options.dryRun === true ? 'true' : undefined },
    headers: {
      'idempotency-key': options.idempotencyKey ?? randomUUID(),
      ...(revision !== undefined && { 'if-match': quoted(revision) }),
      ...(options.because !== undefined && { 'freehold-reason': headerText(options.because) }),
    },
  });
  if (options.dryRun === true) return showDryRun(session, answer);
  const operation = operationOf(answer.body);
  if (options.wait === undefined || operation === undefined) return show(session, answer, change);
  const ended = endedIn(answer) ?? (await awaitShown(session, operation, options.wait));
  const path = change.readAgain?.(answer.body);
  if (path === undefined) return session.print.item(ended.operation);
  const query = { minPosition: ended.position };
  session.print.item((await session.api.send({ method: 'GET', path, query })).body);
}

/** Waits for an operation, and shows people its newest step meanwhile. */
export async function awaitShown(session: Session, operation: string, wait: number): Promise<Ended> {
  return await session.during(`operation ${operation}`, (say) => {
    const tell = ({ steps }: Operation) => {
      const step = steps?.at(-1);
      if (step !== undefined) say(`operation ${operation}: ${[step.name, step.detail].filter(Boolean).join(': ')}`);
    };
    // Who sees it wants to know each second; for nobody one long question will do.
    return awaitOperation(session.api, operation, wait, session.terminal.stderr.isTTY === true ? tell : undefined);
  });
}

function show({ print }: Session, { body }: Answer, { done }: Change): void {
  if (body === undefined && print.format === 'table') print.line(done);
  print.item(isObject(body) && isObject(body['operation']) && print.format === 'table' ? body['operation'] : body);
}

function showDryRun({ print }: Session, { body }: Answer): void {
  const events = isObject(body) ? body['events'] : undefined;
  if (print.format !== 'table' || !Array.isArray(events)) return print.item(body);
  if (events.length === 0) print.line('nothing would change');
  for (const event of events.filter(isObject)) {
    print.line(`would write ${String(event['type'])}`);
    print.item(event['data']);
  }
}

async function revisionOf({ api }: Session, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return (await api.send({ method: 'GET', path })).headers.get('etag') ?? undefined;
}

/** A header holds visible ASCII and spaces: what is neither is percent-encoded, as the platform reads it. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+|%/gu, encodeURIComponent);
}

/** Shells eat the quotes of an ETag (RFC 9110 §8.8.3). */
function quoted(etag: string): string {
  return /^(?:W\/)?".*"$|^\*$/.test(etag) ? etag : `"${etag}"`;
}
