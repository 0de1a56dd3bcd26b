import type { Kind, Lifecycle } from '@freehold/contracts/kind';
import { createSchema, updateSchema } from '@freehold/contracts/validation';
import { type Command, Option } from 'commander';
import { isObject } from '../api/json.js';
import { misused } from '../failure.js';
import { overlaid, readDocument, sendable } from '../kinds/documents.js';
import { addFieldOptions, bodyFromOptions } from '../kinds/field-options.js';
import { type Field, fieldsOf } from '../kinds/fields.js';
import { idFrom, withRefs } from '../kinds/ids.js';
import { itemPath, listPath, parentsOf, type RoutedKind, routedKinds } from '../kinds/routes.js';
import type { OpenSession, Session } from '../session.js';
import { addChangeOptions, preconditionOf, send } from './change.js';
import { idExample, idHelp } from './get.js';
import { examples, kindCommand } from './subcommand.js';
import { createExample, updateExample } from './write-examples.js';

/** `create`, `update`, `delete` and `retry` of every kind that clients may change. */
export function addWrites(program: Command, open: OpenSession): void {
  const create = program.command('create').description('Make a resource from flags, a file, or both');
  const update = program.command('update').description('Change some fields of a resource; the others stay as they are');
  const remove = program.command('delete').description('Delete a resource');
  const retry = program.command('retry').description('Try again to make a resource so');
  create.addHelpText('after', examples('create zone --name acme.example --wait', 'create provider -f provider.yaml'));
  update.addHelpText('after', examples('update zone acme.example --dnssec', 'update tenant <id> --unset customer_id'));
  remove.addHelpText('after', examples('delete zone acme.example --wait=30s', 'delete brand <id> --dry-run'));
  retry.addHelpText('after', examples('retry zone acme.example --wait'));
  const isWritten = ({ kind, routes }: RoutedKind) => kind.lifecycle !== 'observed' && routes.read_only !== true;
  for (const routed of routedKinds.filter(isWritten)) {
    if (routed.routes.lists.some((list) => list.create)) addCreate(create, routed, open);
    addUpdate(update, routed, open);
    addDelete(remove, routed, open);
    if (FOLLOWED.includes(routed.kind.lifecycle)) addRetry(retry, routed, open);
  }
}

/** How kinds live that can fail to become what is wanted. */
const FOLLOWED: readonly Lifecycle[] = ['asynchronous', 'provisioned'];

function addCreate(parent: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind, routes } = routed;
  const lists = routes.lists.filter((list) => list.create);
  const own = fieldsOf(createSchema(kind));
  const parents = parentsOf(lists)
    .filter((field) => !own.some(({ path }) => path[0] === field))
    .map((field): Field => ({ path: [field], type: 'text', required: lists.length === 1 }));
  const fields = [...parents, ...own];
  const command = writing(kindCommand(parent, routed, 'singular'), kind, fields);
  command.addHelpText('after', examples(createExample(kind, fields)));
  command.action(async (_: unknown, run: Command) => {
    const session = open(run);
    const body = await bodyOf(session, run, kind, fields, 'create');
    const { path, used } = listPath(lists, body);
    for (const field of used) delete body[field];
    const readAgain = (answer: unknown) => (isObject(answer) ? itemPath(routed, String(answer['id'])) : undefined);
    await send(session, run, { method: 'POST', path, body, readAgain, done: `the ${kind.name} is made` });
  });
}

function addUpdate(parent: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind } = routed;
  const fields = fieldsOf(updateSchema(kind)).filter(({ path }) => !kind.immutable?.includes(path[0] ?? ''));
  if (fields.length === 0) return;
  const command = writing(kindCommand(parent, routed, 'singular').argument('<id>', idHelp(routed)), kind, fields);
  command.addOption(
    new Option('--unset <fields>', 'clear these fields: a,b').argParser(
      (text: string, before: string[] | undefined) => [...(before ?? []), ...text.split(',')],
    ),
  );
  command.addHelpText('after', examples(updateExample(kind, fields)));
  command.action(async (id: string, { unset }: { unset?: string[] }, run: Command) => {
    const session = open(run);
    const body = await bodyOf(session, run, kind, fields, 'update');
    for (const field of unset ?? []) body[field] = null;
    if (Object.keys(body).length === 0) throw misused(`nothing to change: see hostctl update ${kind.name} --help`);
    const path = itemPath(routed, idFrom(kind, id));
    const precondition = preconditionOf(kind, path);
    const done = `the ${kind.name} is changed`;
    await send(session, run, { method: 'PUT', path, body, precondition, readAgain: () => path, done });
  });
}

function addDelete(parent: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind } = routed;
  const command = addChangeOptions(kindCommand(parent, routed, 'singular').argument('<id>', idHelp(routed)));
  const example = `delete ${kind.name} ${idExample(routed)}`;
  command.addHelpText('after', examples(example, `${example} --dry-run`));
  command.action(async (id: string, _: unknown, run: Command) => {
    const path = itemPath(routed, idFrom(kind, id));
    const precondition = preconditionOf(kind, path);
    await send(open(run), run, { method: 'DELETE', path, precondition, done: `the ${kind.name} is deleted` });
  });
}

function addRetry(parent: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind } = routed;
  const command = addChangeOptions(kindCommand(parent, routed, 'singular').argument('<id>', idHelp(routed)));
  command.addHelpText('after', examples(`retry ${kind.name} ${idExample(routed)} --wait`));
  command.action(async (id: string, _: unknown, run: Command) => {
    const path = itemPath(routed, idFrom(kind, id));
    await send(open(run), run, { method: 'POST', path: `${path}/retry`, readAgain: () => path, done: 'tried again' });
  });
}

function writing(command: Command, kind: Kind, fields: readonly Field[]): Command {
  command.option('-f, --file <path>', 'fields from a YAML or JSON file; - reads standard input; flags go on top');
  addFieldOptions(command, fields, kind);
  return addChangeOptions(command);
}

async function bodyOf(
  session: Session,
  command: Command,
  kind: Kind,
  fields: readonly Field[],
  use: 'create' | 'update',
) {
  const { file } = command.opts<{ file?: string }>();
  const document = file === undefined ? {} : sendable(kind, await readDocument(file, session.terminal), use);
  return withRefs(kind, overlaid(document, await bodyFromOptions(command, fields, session.terminal)));
}
