import { randomUUID } from 'node:crypto';
import { naturalId } from '@freehold/contracts/ids';
import type { Command } from 'commander';
import { awaitOperation, operationOf } from '../api/operations.js';
import { teller } from '../declared/execute.js';
import { itemPath, routed } from '../kinds/routes.js';
import { milliseconds } from '../moment.js';
import { type OpenSession, progressOf } from '../session.js';
import type { Terminal } from '../terminal.js';
import { DEFAULT_WAIT, waitOption } from './change.js';
import { examples } from './subcommand.js';

interface Options {
  readonly confirm?: true;
  /** Milliseconds. */
  readonly wait?: number;
}

/** `converge-shard`: pushes everything to every node of a shard, shows how far it is, and waits for the end. */
export function addConvergeShard(program: Command, open: OpenSession, terminal: Terminal): void {
  const shard = routed('shard');
  program
    .command('converge-shard')
    .description('Push everything that is wanted to every node of a shard, remove what is not, and wait')
    .argument('<id>', 'its id, or region/cluster/shard by their names')
    .option('--confirm', 'go on although it takes a large share away of what the nodes hold')
    .addOption(waitOption())
    .addHelpText('after', examples('converge-shard local/local/web-1', 'converge-shard <id> --wait=30s'))
    .action(async (text: string, { confirm, wait }: Options, run: Command) => {
      const { api, print } = open(run);
      const path = itemPath(shard, shardId(text));
      const headers = { 'idempotency-key': randomUUID() };
      const body = confirm === true ? { confirm } : {};
      const answer = await api.send({ method: 'POST', path: `${path}/converge`, body, headers });
      const operation = operationOf(answer.body);
      if (operation === undefined) return print.item(answer.body);
      const tell = teller(progressOf(run, terminal));
      const { position } = await awaitOperation(api, operation, wait ?? milliseconds(DEFAULT_WAIT) ?? 0, tell);
      print.item((await api.send({ method: 'GET', path, query: { minPosition: position } })).body);
    });
}

/** The id of a shard that is called by the names of its region, its cluster and itself: ids follow from names. */
function shardId(text: string): string {
  const [region, cluster, shard, ...more] = text.split('/');
  if (region === undefined || cluster === undefined || shard === undefined || more.length > 0) return text;
  return naturalId('shard', `${naturalId('cluster', `${naturalId('region', region)}/${cluster}`)}/${shard}`);
}
