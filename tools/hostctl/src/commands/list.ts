import { type Command, Option } from 'commander';
import { pages } from '../api/pages.js';
import { flagNames } from '../kinds/field-options.js';
import { refFrom } from '../kinds/ids.js';
import { listPath, parentsOf, type RoutedKind, routedKinds } from '../kinds/routes.js';
import { columnsOf } from '../output/columns.js';
import type { OpenSession, Session } from '../session.js';
import { examples, kindCommand, moment, wholeNumber } from './subcommand.js';

interface ListOptions {
  readonly search?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly order?: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly all?: true;
}

export function addList(program: Command, open: OpenSession): void {
  const list = program.command('list').description('Show many resources of a kind');
  list.addHelpText(
    'after',
    examples('list zones --status failed', 'list records --zone-id acme.example --type MX', 'list ips --all -o ndjson'),
  );
  for (const routed of routedKinds) addListOf(kindCommand(list, routed, 'plural'), routed, open);
}

/** Makes a command list a kind. */
export function addListOf(command: Command, routed: RoutedKind, open: OpenSession): void {
  const { kind, routes } = routed;
  const parents = parentsOf(routes.lists);
  const fields = [...new Set([...parents, ...(kind.filters ?? [])])];
  for (const field of fields) {
    const text = routes.lists.every(({ path }) => path.includes(`{${field}}`))
      ? 'required: where to look'
      : 'only those with exactly this';
    for (const [index, name] of flagNames({ path: [field] }).entries()) {
      command.addOption(new Option(`--${name} <value>`, text).helpGroup('Filters:').hideHelp(index > 0));
    }
  }
  command
    .option('--search <text>', `only those with it in ${['id', ...(kind.searched ?? ['name'])].join(', ')}`)
    .option('--status <status>', 'only those in this status')
    .option('--sort <field>', 'by this field (created_at)')
    .addOption(new Option('--order <order>', 'of the sort; desc when silent').choices(['asc', 'desc']))
    .option('--limit <count>', 'at most so many', wholeNumber, 50)
    .option('--all', 'every one of them')
    .option('--as-of <moment>', 'as it was at a position, a time, or so long ago (10m)', moment)
    .action(async (options: ListOptions, run: Command) => {
      const session = open(run);
      const given = Object.fromEntries(fields.map((field) => [field, reference(routed, run, field)]));
      const { path, used } = listPath(routes.lists, given);
      const { search, status, sort, order, asOf } = options;
      const filters = Object.fromEntries(Object.entries(given).filter(([field]) => !used.includes(field)));
      await show(session, { path, query: { ...filters, search, status, sort, order, asOf } }, options, columnsOf(kind));
    });
}

function reference({ kind }: RoutedKind, command: Command, field: string): string | undefined {
  for (const name of flagNames({ path: [field] })) {
    const value: unknown = command.getOptionValue(new Option(`--${name} <value>`).attributeName());
    if (typeof value === 'string') return refFrom(kind, field, value);
  }
  return undefined;
}

/** Prints a list up to its limit, and tells people when there is more. */
export async function show(
  session: Session,
  list: { readonly path: string; readonly query: Readonly<Record<string, string | undefined>> },
  { limit, all }: { readonly limit: number; readonly all?: true },
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
