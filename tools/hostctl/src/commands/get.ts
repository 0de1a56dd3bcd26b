import type { Command } from 'commander';
import { idFrom, isNamed } from '../kinds/ids.js';
import { itemPath, type RoutedKind, routedKinds } from '../kinds/routes.js';
import type { OpenSession } from '../session.js';
import { examples, kindCommand, moment } from './subcommand.js';

interface GetOptions {
  readonly asOf?: string;
  readonly etag?: true;
}

export function addGet(program: Command, open: OpenSession): void {
  const get = program.command('get').description('Show one resource, as it is or as it was');
  get.addHelpText(
    'after',
    examples('get zone acme.example', 'get zone acme.example --as-of 10m -o yaml', 'get vps <id>'),
  );
  for (const routed of routedKinds) addKind(get, routed, open);
}

function addKind(parent: Command, routed: RoutedKind, open: OpenSession): void {
  kindCommand(parent, routed, 'singular')
    .argument('<id>', idHelp(routed))
    .option('--as-of <moment>', 'as it was at a position, a time, or so long ago (10m)', moment)
    .option('--etag', 'only its ETag, for --if-match')
    .action(async (id: string, { asOf, etag }: GetOptions, command: Command) => {
      const { api, print } = open(command);
      const path = itemPath(routed, idFrom(routed.kind, id));
      const { body, headers } = await api.send({ method: 'GET', path, query: { asOf } });
      const revision = headers.get('etag') ?? undefined;
      if (etag) print.line(revision ?? '');
      else print.item(body, revision === undefined ? {} : { etag: revision });
    });
}

/** What stands behind `<id>` in help. */
export function idHelp({ kind }: RoutedKind): string {
  return isNamed(kind) ? 'its id or its name' : 'its id';
}
