import { type Command, Option } from 'commander';
import { attribute, flagNames } from '../kinds/field-options.js';
import { refFrom } from '../kinds/ids.js';
import { listPath, parentsOf, type RoutedKind, routedKinds } from '../kinds/routes.js';
import { columnsOf } from '../output/columns.js';
import type { OpenSession } from '../session.js';
import { addFilterOption, addPageOptions, type FilterOptions, type PageOptions, show, watchList } from './listing.js';
import { examples, kindCommand, moment } from './subcommand.js';
import { addWatchOption, type WatchOptions } from './watching.js';

interface ListOptions extends PageOptions, FilterOptions, WatchOptions {
  readonly search?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly order?: string;
  readonly asOf?: string;
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
    const [typed = field, ...others] = flagNames({ path: [field] });
    const conflicting = others.map(attribute);
    command.addOption(new Option(`--${typed} <value>`, text).conflicts(conflicting).helpGroup('Filters:'));
    for (const name of others) command.addOption(new Option(`--${name} <value>`).hideHelp());
  }
  addPageOptions(addFilterOption(addWatchOption(command)))
    .option('--search <text>', `only those with it in ${['id', ...(kind.searched ?? ['name'])].join(', ')}`)
    .option('--status <status>', 'only those in this status')
    .option('--sort <field>', 'by this field (created_at)')
    .addOption(new Option('--order <order>', 'of the sort; desc when silent').choices(['asc', 'desc']))
    .option('--as-of <moment>', 'as it was at a position, a time, or so long ago (10m)', moment)
    .addHelpText('after', examples(...listExamples(routed, command)))
    .action(async (options: ListOptions, run: Command) => {
      const session = open(run);
      const given = Object.fromEntries(fields.map((field) => [field, reference(routed, run, field)]));
      const { path, used } = listPath(routes.lists, given);
      const { filter, search, status, sort, order, asOf } = options;
      const filters = Object.fromEntries(Object.entries(given).filter(([field]) => !used.includes(field)));
      const query = { ...filters, ...filter, search, status, sort, order, asOf };
      if (options.watch)
        return watchList(session, { path, query, events: { kind: kind.name }, columns: columnsOf(kind) }, options);
      await show(session, { path, query }, options, columnsOf(kind));
    });
}

function listExamples({ kind, routes }: RoutedKind, command: Command): string[] {
  const [parent = ''] = parentsOf(routes.lists);
  const isWithin = routes.lists.every(({ path }) => path.includes('{'));
  const where = isWithin ? ` --${parent.replaceAll('_', '-')} <id>` : '';
  const line = `${command.parent?.name()} ${kind.plural}${where}`;
  return [line, `${line} --search web --sort created_at --order asc`, `${line} --all -o ndjson`];
}

function reference({ kind }: RoutedKind, command: Command, field: string): string | undefined {
  for (const name of flagNames({ path: [field] })) {
    const value: unknown = command.getOptionValue(attribute(name));
    if (typeof value === 'string') return refFrom(kind, field, value);
  }
  return undefined;
}
