import { type Command, InvalidArgumentError, Option } from 'commander';
import { pages } from '../api/pages.js';
import type { Session } from '../session.js';
import { wholeNumber } from './subcommand.js';

export interface PageOptions {
  readonly limit: number;
  readonly all?: true;
}

export interface FilterOptions {
  readonly filter?: Readonly<Record<string, string>>;
}

/** How much of a list is shown. */
export function addPageOptions(command: Command): Command {
  return command.option('--limit <count>', 'at most so many', wholeNumber, 50).option('--all', 'every one of them');
}

/** Filters that a read model has beyond those of its kind's declaration: the platform says which it knows. */
export function addFilterOption(command: Command): Command {
  const option = new Option('--filter <field=value>', 'only those with exactly this in a field; may be repeated');
  return command.addOption(option.helpGroup('Filters:').argParser(filter));
}

function filter(text: string, before: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const [, field, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (field === undefined || value === undefined) throw new InvalidArgumentError('Write field=value.');
  return { ...before, [field]: value };
}

/** Prints a list up to its limit, and tells people when there is more. */
export async function show(
  session: Session,
  list: { readonly path: string; readonly query: Readonly<Record<string, string | undefined>> },
  { limit, all }: PageOptions,
  columns?: readonly string[],
): Promise<void> {
  let count = 0;
  let hasMore = false;
  async function* counted() {
    const items = pages(session.api, { ...list, limit: all ? undefined : limit });
    for (let next = await items.next(); ; next = await items.next()) {
      if (next.done) {
        hasMore = next.value;
        return;
      }
      count += 1;
      yield next.value;
    }
  }
  await session.print.list(counted(), columns);
  if (count === 0) session.note('nothing found');
  if (hasMore) session.note(`these are the first ${count}: --limit or --all shows more`);
}
