import type { Verb } from '@freehold/contracts/kind';
import { verbSchema } from '@freehold/contracts/validation';
import type { Command } from 'commander';
import { at, isObject, type JsonObject } from '../api/json.js';
import { EXIT, Failure } from '../failure.js';
import { addFieldOptions, bodyFromOptions } from '../kinds/field-options.js';
import { type Field, fieldsOf } from '../kinds/fields.js';
import { idFrom, withRefs } from '../kinds/ids.js';
import { itemPath, type RoutedKind, routedKinds } from '../kinds/routes.js';
import type { OpenSession } from '../session.js';
import { addChangeOptions, preconditionOf, send } from './change.js';
import { idExample, idHelp } from './get.js';
import { examples } from './subcommand.js';
import { neededFlags } from './write-examples.js';

/** A group for each kind that can do more than the standard verbs: `providers sync`, `sync-runs confirm`. */
export function addVerbs(program: Command, open: OpenSession): void {
  for (const routed of routedKinds) {
    const { kind } = routed;
    const verbs = Object.entries(kind.verbs ?? {});
    const [first] = verbs;
    if (first === undefined) continue;
    const group = program
      .command(kind.plural)
      .description(`${kind.summary}: ${verbs.map(([name]) => name).join(', ')}`);
    if (kind.name !== kind.plural) group.alias(kind.name);
    group.addHelpText('after', examples(...verbs.map(([name]) => `${kind.plural} ${name} <id>`)));
    for (const [name, verb] of verbs) addVerb(group.command(name).description(verb.summary), routed, name, verb, open);
  }
}

/** Makes a command send one verb of a kind. */
export function addVerb(command: Command, routed: RoutedKind, name: string, verb: Verb, open: OpenSession): void {
  const { kind } = routed;
  const fields = fieldsOf(verbSchema(verb));
  command.argument('<id>', idHelp(routed));
  addFieldOptions(command, fields, { refs: kind.refs ?? {} });
  if (verb.action !== 'read') addChangeOptions(command);
  command.addHelpText('after', examples(verbExample(routed, command, fields)));
  command.action(async (id: string, _: unknown, run: Command) => {
    const session = open(run);
    const item = itemPath(routed, idFrom(kind, id));
    const path = `${item}/${name}`;
    const body = withRefs(kind, await bodyFromOptions(run, fields, session.terminal));
    if (verb.action !== 'read') {
      const precondition = preconditionOf(kind, item);
      const done = `${name}: done`;
      return send(session, run, { method: 'POST', path, body, precondition, readAgain: operatedOn, done });
    }
    const answer = await session.api.send({ method: 'POST', path, body });
    await session.print.answer(answer.body);
    if (isObject(answer.body) && answer.body['ok'] === false) {
      const detail = typeof answer.body['detail'] === 'string' ? answer.body['detail'] : 'it says no more';
      throw new Failure(`${name}: ${detail}`, EXIT.error, 'hostctl.not_ok');
    }
  });
}

/** `infrastructure assign ip <id> --tenant-id <id>`: as the command is called, with what it cannot do without. */
function verbExample(routed: RoutedKind, command: Command, fields: readonly Field[]): string {
  const path: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) path.unshift(at.name());
  return [...path, idExample(routed), ...neededFlags(routed.kind, fields)].join(' ');
}

/** What a verb's operation is about: the verb `sync` of a provider makes a sync run. */
function operatedOn(answer: unknown): string | undefined {
  const { kind, id } = resourceOf(answer);
  const target = routedKinds.find((entry) => entry.kind.name === kind);
  return target !== undefined && typeof id === 'string' ? itemPath(target, id) : undefined;
}

function resourceOf(answer: unknown): JsonObject {
  const resource = at(answer, 'operation.resource');
  return isObject(resource) ? resource : {};
}
