import type { Command } from 'commander';
import { awaitOperation, type Operation } from '../api/operations.js';
import { milliseconds } from '../moment.js';
import { OPERATION_COLUMNS } from '../output/columns.js';
import type { OpenSession, Session } from '../session.js';
import { awaitShown, DEFAULT_WAIT, waitOption } from './change.js';
import { addPageOptions, type PageOptions, show, watchList } from './listing.js';
import { examples } from './subcommand.js';
import { addWatchOption, type WatchOptions } from './watching.js';

interface ListOptions extends PageOptions, WatchOptions {
  readonly resourceId?: string;
  readonly status?: string;
}

export function addOperations(program: Command, open: OpenSession): void {
  const operations = program
    .command('operations')
    .alias('operation')
    .description('What became of changes that take time');
  operations.addHelpText(
    'after',
    examples('operations list --resource-id <id>', 'operations await <id> --wait=30s', 'operations get <id> -o yaml'),
  );
  addWatchOption(operations.command('get').description('Show one operation with its steps'))
    .argument('<id>')
    .addHelpText('after', examples('operations get <id> -o yaml', 'operations get <id> --watch'))
    .action(async (id: string, { watch: isWatched }: WatchOptions, command: Command) => {
      const session = open(command);
      const { api, print } = session;
      if (isWatched) return watchOne(session, id);
      print.item((await api.send({ method: 'GET', path: `/operations/${encodeURIComponent(id)}` })).body);
    });
  addPageOptions(addWatchOption(operations.command('list').description('Show operations, newest first')))
    .option('--resource-id <id>', 'only of this resource')
    .option('--status <status>', 'pending, running, succeeded, failed, cancelled')
    .addHelpText('after', examples('operations list --status failed', 'operations list --resource-id <id> --watch'))
    .action(async (options: ListOptions, command: Command) => {
      const query = { resource_id: options.resourceId, status: options.status };
      const list = { path: '/operations', query };
      if (!options.watch) return show(open(command), list, options, OPERATION_COLUMNS);
      const events = { id: options.resourceId };
      await watchList(open(command), { ...list, events, columns: OPERATION_COLUMNS, settles: true }, options);
    });
  operations
    .command('await')
    .description('Wait until an operation has ended; exit code 1 when it failed, 5 when it still runs')
    .argument('<id>')
    .addOption(waitOption())
    .addHelpText('after', examples('operations await <id>', 'operations await <id> --wait=30s'))
    .action(async (id: string, { wait }: { wait?: number }, command: Command) => {
      const session = open(command);
      session.print.item((await awaitShown(session, id, wait ?? milliseconds(DEFAULT_WAIT) ?? 0)).operation);
    });
}

/** Shows an operation each time it has come further, until it has ended; its end is the answer, whatever it is. */
async function watchOne({ api, print }: Session, id: string): Promise<void> {
  let shown = '';
  const show = (operation: Operation) => {
    const text = JSON.stringify(operation);
    if (text !== shown) print.next(operation, WATCHED_COLUMNS);
    shown = text;
  };
  await awaitOperation(api, id, Number.POSITIVE_INFINITY, show);
}

const WATCHED_COLUMNS = ['id', 'status', 'steps', 'error'];
