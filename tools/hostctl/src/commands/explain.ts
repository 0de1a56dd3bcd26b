import type { Kind, Lifecycle } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { createSchema } from '@freehold/contracts/validation';
import type { Command } from 'commander';
import { fieldNotes } from '../kinds/field-notes.js';
import { type Field, fieldsOf } from '../kinds/fields.js';
import { parentsOf, routedKinds } from '../kinds/routes.js';
import type { Printer } from '../output/printer.js';
import { printerFor } from '../session.js';
import type { Terminal } from '../terminal.js';
import { kindArgument } from './events.js';
import { examples } from './subcommand.js';
import { createExample } from './write-examples.js';

/** Reads the contracts alone: it needs no platform and no key. */
export function addExplain(program: Command, terminal: Terminal): void {
  program
    .command('explain')
    .description('What a kind is: its fields, verbs and routes; without a kind: which kinds there are')
    .argument('[kind]', 'singular or plural', kindArgument)
    .addHelpText('after', examples('explain', 'explain record', 'explain provider -o yaml'))
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const print = printerFor(command, terminal);
      const kind = kinds.find((entry) => entry.name === name);
      if (kind === undefined) return print.list(kinds.map(summary), ['kind', 'plural', 'lifecycle', 'summary']);
      if (print.format === 'table') return showToPeople(print, kind);
      print.item(explanation(kind));
    });
}

function summary({ name, plural, lifecycle, summary: text }: Kind) {
  return { kind: name, plural, lifecycle, summary: text };
}

const LIFECYCLES: Readonly<Record<Lifecycle, string>> = {
  synchronous: 'a change is done when it is answered',
  provisioned:
    'a change is done when it is answered; a verb makes it so, and is answered with an operation that --wait follows',
  asynchronous: 'a change is answered with an operation; --wait follows it until the change is so',
  observed: 'found in the world by a service; nobody creates it',
};

/** All that a kind declares, as data. */
function explanation(kind: Kind) {
  const routes = routedKinds.find((entry) => entry.kind === kind)?.routes;
  return {
    ...summary(kind),
    id: kind.id.scheme,
    routes: routes === undefined ? [] : [...routes.lists.map(({ path }) => path), `${routes.item}/{id}`],
    parents: routes === undefined ? [] : parentsOf(routes.lists),
    fields: fieldsIn(kind),
    observed: Object.keys(kind.observed?.shape ?? {}),
    filters: [...(kind.filters ?? []), 'status'],
    searched: kind.searched ?? [],
    verbs: Object.entries(kind.verbs ?? {}).map(([verb, { summary: text, action }]) => ({
      verb,
      action,
      summary: text,
    })),
    problems: Object.entries(kind.reasons ?? {}).map(([code, reason]) => ({ code: `${kind.name}.${code}`, ...reason })),
  };
}

function fieldsIn(kind: Kind) {
  return fieldsOf(kind.spec).map((field) => ({
    field: field.path.join('.'),
    type: typeText(field),
    choices: field.choices ?? [],
    required: field.required && kind.lifecycle !== 'observed',
    default: field.default ?? null,
    notes: fieldNotes(kind, field).join('; '),
  }));
}

/** More choices than this are listed by themselves. */
const FEW = 4;

function typeText({ type, of, choices }: Field): string {
  if (choices !== undefined) return choices.length <= FEW ? choices.join(' | ') : `one of ${choices.length}`;
  return of === undefined ? type : `${type} of ${of}`;
}

async function showToPeople(print: Printer, kind: Kind): Promise<void> {
  const { routes, fields, observed, filters, verbs, problems } = explanation(kind);
  print.line(`${kind.name}: ${kind.summary}`);
  print.line(`\n${kind.lifecycle}: ${LIFECYCLES[kind.lifecycle]}`);
  if (routes.length > 0) print.line(`routes: ${routes.map((path) => `/api/v1${path}`).join(', ')}`);
  if (observed.length > 0) print.line(`reported back: ${observed.join(', ')}`);
  print.line(`filters: ${filters.join(', ')}`);
  print.line('\nFields');
  await print.list(fields, ['field', 'type', 'required', 'default', 'notes']);
  for (const { field, choices } of fields) {
    if (choices.length > FEW) print.line(`\n${field} is one of: ${choices.join(', ')}`);
  }
  if (verbs.length > 0) print.line('\nVerbs');
  await print.list(verbs, ['verb', 'action', 'summary']);
  if (problems.length > 0) print.line('\nProblems beside the common ones');
  await print.list(problems, ['code', 'status', 'title']);
  if (kind.lifecycle === 'observed' || kind.routes === undefined) return;
  const parents = parentsOf(kind.routes.lists.filter((list) => list.create));
  const body = fieldsOf(createSchema(kind));
  const needed = [...parents.map((field): Field => ({ path: [field], type: 'text', required: true })), ...body];
  print.line(examples(createExample(kind, needed)));
}
