import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Following } from '../api/follow.js';
import type { JsonObject } from '../api/json.js';
import { type Listing, pages } from '../api/pages.js';
import type { Session } from '../session.js';
import { wholeNumber } from './subcommand.js';
import { watch } from './watching.js';

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
  list: Omit<Listing, 'limit'>,
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
  await session.during('reading', async (say) => {
    const told = session.print.format === 'ndjson' ? counted() : tellingHowMany(counted(), say);
    await session.print.list(told, columns);
  });
  if (count === 0) session.note('nothing found');
  if (hasMore) session.note(`these are the first ${count}: --limit or --all shows more`);
}

/** A table or an array is written when all of it has been read: that may take a while. */
async function* tellingHowMany<T>(items: AsyncIterable<T>, say: (text: string) => void): AsyncGenerator<T> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    say(`reading: ${count} so far`);
    yield item;
  }
}

export interface WatchedList extends Omit<Listing, 'limit'> {
  readonly events: Following['query'];
  readonly columns: readonly string[];
  /** It cannot be asked for a position: it is given a moment to come to where the news is from. */
  readonly settles?: true;
}

/** How far tables that are filled side by side are from each other, in milliseconds, and more. */
const SETTLING = 250;

/** The same list whenever something has happened to what it holds, without end. */
export async function watchList(session: Session, list: WatchedList, { limit, all }: PageOptions): Promise<void> {
  const { path, columns, events, settles } = list;
  await watch(session, {
    events,
    columns,
    show: async (items) => {
      await session.print.list(items, columns);
      if (items.length === 0) session.note('nothing found');
    },
    async read(position) {
      if (settles) await sleep(SETTLING);
      const query = settles ? list.query : { ...list.query, minPosition: String(position) };
      const items: JsonObject[] = [];
      for await (const item of pages(session.api, { path, query, limit: all ? undefined : limit })) items.push(item);
      return items;
    },
  });
}
