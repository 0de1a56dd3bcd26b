import { type Command, InvalidArgumentError } from 'commander';
import type { RoutedKind } from '../kinds/routes.js';
import { momentFrom, timeFrom } from '../moment.js';

/** A subcommand for one kind, called by its singular or its plural; help shows the one that reads well after the verb. */
export function kindCommand(parent: Command, { kind }: RoutedKind, number: 'singular' | 'plural'): Command {
  const [name, alias] = number === 'singular' ? [kind.name, kind.plural] : [kind.plural, kind.name];
  const command = parent.command(name).description(kind.summary);
  return alias === name ? command : command.alias(alias);
}

/** The end of a help text: how it is used. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ hostctl ${line}`).join('\n')}`;
}

/** Argument parser of `--as-of`. */
export function moment(text: string): string {
  const parsed = momentFrom(text, new Date());
  if (parsed === undefined)
    throw new InvalidArgumentError('Write a position, an RFC 3339 time, or how long ago (10m).');
  return parsed;
}

/** Argument parser of `--since` and `--until`. */
export function time(text: string): string {
  const parsed = timeFrom(text, new Date());
  if (parsed === undefined) throw new InvalidArgumentError('Write an RFC 3339 time, or how long ago (10m).');
  return parsed;
}

/** Argument parser of counts and positions. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
