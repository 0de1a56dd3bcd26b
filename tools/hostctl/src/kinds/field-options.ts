import { type Command, InvalidArgumentError, Option } from 'commander';
import { isObject } from '../api/json.js';
import { misused } from '../failure.js';
import { readAll, readText, type Terminal } from '../terminal.js';
import { fieldNotes } from './field-notes.js';
import type { Field } from './fields.js';
import { valueFrom } from './values.js';

/** Flags that every command has: a field of such a name has another one, `--field-version`. */
const TAKEN = ['server', 'key-file', 'output', 'fields', 'help', 'version'];

/** The flags of a field: as people type it, and as the wire spells it. `sync_interval` → `sync-interval`, `sync_interval`. */
export function flagNames({ path }: Pick<Field, 'path'>): readonly string[] {
  const wire = path.join('.');
  const typed = wire.replaceAll('_', '-');
  // A nested field is known by its path in the body, so there the spelling of the wire is the one that help shows.
  const names = path.length > 1 ? [wire, typed] : [typed, wire];
  return [...new Set(TAKEN.includes(typed) ? names.map((name) => `field-${name}`) : names)];
}

/**
 * Gives a command one flag a field. Secrets get none: what stands in an argument stands in every process list and shell
 * history, so they come from a file or from the environment.
 */
export function addFieldOptions(
  command: Command,
  fields: readonly Field[],
  owner: Parameters<typeof fieldNotes>[0],
): void {
  for (const field of fields) {
    const isSecret = owner.secret?.includes(field.path[0] ?? '') === true;
    if (isSecret && field.type === 'object') continue;
    const text = description(field, fieldNotes(owner, field));
    const names = flagNames(field);
    for (const [index, name] of names.entries()) {
      const other = names.filter((spelling) => spelling !== name).map(attribute);
      for (const option of isSecret ? secretOptions(name, text) : options(field, name, text)) {
        command.addOption(
          option
            .conflicts(other)
            .helpGroup('Fields:')
            .hideHelp(index > 0 || option.negate),
        );
      }
    }
  }
}

function options(field: Field, name: string, text: string): Option[] {
  if (field.type === 'boolean')
    return [new Option(`--${name}`, `${text}; or --no-${name}`), new Option(`--no-${name}`)];
  const option = new Option(`--${name} <${placeholder(field)}>`, text);
  return [
    option.argParser((value: string, before: unknown) => {
      if (field.choices !== undefined && !field.choices.includes(value)) {
        throw new InvalidArgumentError(`Allowed are ${field.choices.join(', ')}.`);
      }
      return valueFrom(field, value, before);
    }),
  ];
}

function secretOptions(name: string, text: string): Option[] {
  return [
    new Option(`--${name}-file <path>`, `${text}; read from a file, or from standard input (-)`),
    new Option(`--${name}-env <variable>`, 'the same, from an environment variable'),
  ];
}

/** The body that the flags of a command make, by the fields that were added to it. */
export async function bodyFromOptions(
  command: Command,
  fields: readonly Field[],
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    for (const name of flagNames(field)) {
      const text = await secret(command, name, terminal);
      const value = text === undefined ? optionNamed(command, name) : valueFrom(field, text, undefined);
      if (value !== undefined) put(body, field.path, value);
    }
  }
  return body;
}

async function secret(command: Command, name: string, terminal: Terminal): Promise<string | undefined> {
  const path = optionNamed(command, `${name}-file`);
  if (path === '-') return trimmed(await readAll(terminal.stdin));
  if (typeof path === 'string') return trimmed(readText(path));
  const variable = optionNamed(command, `${name}-env`);
  if (typeof variable !== 'string') return undefined;
  const value = terminal.env[variable];
  if (value === undefined) throw misused(`the environment variable ${variable} is not set`);
  return value;
}

function trimmed(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function optionNamed(command: Command, name: string): unknown {
  return command.getOptionValue(attribute(name));
}

/** Under which name commander keeps the value of a flag. */
export function attribute(name: string): string {
  return new Option(`--${name}`).attributeName();
}

function put(body: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    body[step] = value;
    return;
  }
  const inner = body[step];
  const next = isObject(inner) ? { ...inner } : {};
  put(next, rest, value);
  body[step] = next;
}

function placeholder(field: Field): string {
  switch (field.type) {
    case 'list':
      return field.of === 'text' ? 'text' : (field.of ?? 'json');
    case 'map':
      return 'key=value';
    case 'object':
      return 'json';
    case 'any':
      return 'value';
    case 'text':
    case 'integer':
    case 'number':
    case 'boolean':
      return field.type;
  }
}

/** What help says of a field, in one line. */
function description(field: Field, notes: readonly string[]): string {
  const isMany = field.type === 'list' || field.type === 'map';
  const preset = field.default !== undefined && !isObject(field.default) ? JSON.stringify(field.default) : undefined;
  const all = [
    field.required ? 'required' : undefined,
    ...notes,
    field.choices?.join(', '),
    isMany ? 'may be repeated' : undefined,
    preset === undefined ? undefined : `default ${preset}`,
  ];
  return all.filter(Boolean).join('; ') || 'optional';
}
