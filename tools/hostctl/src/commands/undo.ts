import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Answer } from '../api/client.js';
import { isObject } from '../api/json.js';
import { endedIn, operationOf } from '../api/operations.js';
import type { OpenSession, Session } from '../session.js';
import { eventAt, type Happened } from '../undo/event.js';
import { type Proposal, proposalFor } from '../undo/proposal.js';
import { awaitShown, waitOption } from './change.js';
import { examples, wholeNumber } from './subcommand.js';

interface Options {
  readonly yes?: true;
  /** Milliseconds. */
  readonly wait?: number;
}

/** `undo`: what would take an event back, checked by the platform; sent with `--yes`. */
export function addUndo(program: Command, open: OpenSession): void {
  const undo = program
    .command('undo')
    .description('Propose the command that takes an event back, check it, and send it with --yes')
    .argument('<position>', 'of the event: see events and history', wholeNumber)
    .option('--yes', 'send it; refused where the resource has changed since it was proposed')
    .addOption(waitOption())
    .action(async (position: number, options: Options, command: Command) => {
      const session = open(command);
      const event = await eventAt(session.api, position);
      const proposal = await proposalFor(event, session.api);
      const checked = await sent(session, event, proposal, 'check');
      const events = isObject(checked.body) && Array.isArray(checked.body['events']) ? checked.body['events'] : [];
      if (session.print.format === 'table') show(session, event, proposal, events);
      const operation = options.yes === true ? await apply(session, event, proposal, options.wait) : null;
      if (session.print.format !== 'table')
        tell(session, event, proposal, { events, applied: options.yes === true, operation });
      if (options.yes !== true) session.note('nothing is sent yet: --yes sends it');
    });
  undo.addHelpText('after', examples('undo 1204', 'undo 1204 --yes --wait'));
}

/** The resource must still be what the command was made for: If-Match notices who came in between. */
async function sent(session: Session, event: Happened, proposal: Proposal, use: 'check' | 'apply'): Promise<Answer> {
  const { method, path, body, if_match } = proposal;
  return await session.api.send({
    method,
    path,
    body,
    query: { dryRun: use === 'check' ? 'true' : undefined },
    headers: {
      'idempotency-key': randomUUID(),
      'freehold-reason': `undo of ${event.position}`,
      ...(if_match !== undefined && { 'if-match': if_match }),
    },
  });
}

function show({ print }: Session, event: Happened, proposal: Proposal, events: readonly unknown[]): void {
  const { method, path, body, warnings } = proposal;
  print.line(`${event.type} at position ${event.position}, ${event.time}, by ${event.actor}`);
  print.line(`is taken back by ${method} ${path}`);
  if (body !== undefined && Object.keys(body).length > 0) print.item(body);
  for (const warning of warnings) print.line(`note: ${warning}`);
  if (events.length === 0) print.line('nothing would change');
  for (const would of events.filter(isObject)) {
    print.line(`would write ${String(would['type'])}`);
    print.item(would['data']);
  }
}

/** For scripts: once, and only of what has come to its end. */
function tell({ print }: Session, event: Happened, proposal: Proposal, outcome: object): void {
  const { position, type, time, actor } = event;
  const { method, path, body, warnings } = proposal;
  print.item({ undo: { position, type, time, actor }, command: { method, path, body }, warnings, ...outcome });
}

/** @returns the id of the operation to follow, or null where there is none */
async function apply(
  session: Session,
  event: Happened,
  proposal: Proposal,
  wait: number | undefined,
): Promise<string | null> {
  const answer = await sent(session, event, proposal, 'apply');
  const operation = operationOf(answer.body) ?? null;
  if (operation !== null && wait !== undefined && endedIn(answer) === undefined)
    await awaitShown(session, operation, wait);
  const follow = operation === null ? '' : `, as operation ${operation}`;
  session.note(`${event.type} at position ${event.position} is taken back${follow}`);
  return operation;
}
