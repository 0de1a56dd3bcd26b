import type { Command } from 'commander';
import { isObject } from '../api/json.js';
import { ApiProblem } from '../api/problem.js';
import { idFrom, isNamed } from '../kinds/ids.js';
import { itemPath, type RoutedKind, routedKinds } from '../kinds/routes.js';
import { columnsOf } from '../output/columns.js';
import type { OpenSession, Session } from '../session.js';
import { examples, kindCommand, moment } from './subcommand.js';
import { addWatchOption, type WatchOptions, watch } from './watching.js';

interface GetOptions extends WatchOptions {
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
  const { kind } = routed;
  addWatchOption(kindCommand(parent, routed, 'singular'))
    .argument('<id>', idHelp(routed))
    .option('--as-of <moment>', 'as it was at a position, a time, or so long ago (10m)', moment)
    .option('--etag', 'only its ETag, for --if-match')
    .addHelpText(
      'after',
      examples(`get ${kind.name} ${idExample(routed)}`, `get ${kind.name} <id> --as-of 10m -o yaml`),
    )
    .action(async (text: string, { asOf, etag, watch: isWatched }: GetOptions, command: Command) => {
      const session = open(command);
      const { api, print } = session;
      const id = idFrom(kind, text);
      const path = itemPath(routed, id);
      if (isWatched) return watchOne(session, routed, id);
      const { body, headers } = await api.send({ method: 'GET', path, query: { asOf } });
      const revision = headers.get('etag') ?? undefined;
      if (etag) print.line(revision ?? '');
      else print.item(body, revision === undefined ? {} : { etag: revision });
    });
}

async function watchOne(session: Session, routed: RoutedKind, id: string): Promise<void> {
  const { api, print } = session;
  const { kind } = routed;
  let isThere = false;
  await watch(session, {
    events: { kind: kind.name, id },
    columns: columnsOf(kind),
    show: ([item]) => print.item(item),
    async read(position) {
      try {
        const query = { minPosition: String(position) };
        const { body } = await api.send({ method: 'GET', path: itemPath(routed, id), query });
        isThere = true;
        return isObject(body) ? [body] : [];
      } catch (error) {
        // What was never there is a mistake in the id; what is no longer there has been watched to its end.
        if (isThere && error instanceof ApiProblem && error.status === 404) return undefined;
        throw error;
      }
    },
  });
}

/** What stands for an id in an example. */
export function idExample({ kind }: RoutedKind): string {
  return isNamed(kind) ? 'acme.example' : '<id>';
}

/** What stands behind `<id>` in help. */
export function idHelp({ kind }: RoutedKind): string {
  return isNamed(kind) ? 'its id or its name' : 'its id';
}
