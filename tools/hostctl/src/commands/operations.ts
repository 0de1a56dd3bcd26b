import type { Command } from 'commander';
import { awaitOperation } from '../api/operations.js';
import { milliseconds } from '../moment.js';
import { OPERATION_COLUMNS } from '../output/columns.js';
import type { OpenSession } from '../session.js';
import { DEFAULT_WAIT, waitOption } from './change.js';
import { addPageOptions, type PageOptions, show } from './listing.js';
import { examples } from './subcommand.js';

interface ListOptions extends PageOptions {
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
  operations
    .command('get')
    .description('Show one operation with its steps')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const { api, print } = open(command);
      print.item((await api.send({ method: 'GET', path: `/operations/${encodeURIComponent(id)}` })).body);
    });
  addPageOptions(operations.command('list').description('Show operations, newest first'))
    .option('--resource-id <id>', 'only of this resource')
    .option('--status <status>', 'pending, running, succeeded, failed, cancelled')
    .action(async (options: ListOptions, command: Command) => {
      const query = { resource_id: options.resourceId, status: options.status };
      await show(open(command), { path: '/operations', query }, options, OPERATION_COLUMNS);
    });
  operations
    .command('await')
    .description('Wait until an operation has ended; exit code 1 when it failed, 5 when it still runs')
    .argument('<id>')
    .addOption(waitOption())
    .action(async (id: string, { wait }: { wait?: number }, command: Command) => {
      const { api, print } = open(command);
      print.item((await awaitOperation(api, id, wait ?? milliseconds(DEFAULT_WAIT) ?? 0)).operation);
    });
}
