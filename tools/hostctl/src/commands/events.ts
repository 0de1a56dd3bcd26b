import { kinds } from '@freehold/contracts/kinds';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { follow, newestPosition } from '../api/follow.js';
import { idFrom } from '../kinds/ids.js';
import { EVENT_COLUMNS, HISTORY_COLUMNS } from '../output/columns.js';
import type { OpenSession } from '../session.js';
import { addPageOptions, type PageOptions, show } from './listing.js';
import { examples, time, wholeNumber } from './subcommand.js';

interface Scope {
  readonly kind?: string;
  readonly id?: string;
}

interface ListOptions extends Scope, PageOptions {
  readonly type?: string;
  readonly since?: string;
  readonly until?: string;
  readonly after?: number;
  readonly order?: string;
}

interface FollowOptions extends Scope {
  readonly after?: number;
  readonly limit?: number;
}

export function addEvents(program: Command, open: OpenSession): void {
  const events = program.command('events').description('What has happened on the platform, and what is happening now');
  events.addHelpText(
    'after',
    examples('events list --kind zone --since 1h', 'events follow --kind vps', 'events follow --after 0 -o ndjson'),
  );
  addListing(events, open);
  addFollowing(events, open);
  addHistory(program, open);
}

function addListing(events: Command, open: OpenSession): void {
  addPageOptions(scoped(events.command('list').description('Past events')))
    .option('--type <type>', 'only of this type: ZoneCreated')
    .option('--after <position>', 'only what came after this position, oldest first', wholeNumber)
    .option('--since <time>', 'from this time on, or so long ago (1h)', time)
    .option('--until <time>', 'before this time', time)
    .addOption(new Option('--order <order>', 'of their positions; desc when silent').choices(['asc', 'desc']))
    .addHelpText('after', examples('events list --since 1h', 'events list --type ZoneCreated --all -o ndjson'))
    .action(async (options: ListOptions, command: Command) => {
      const { type, since, until, after, order } = options;
      const query = { ...scope(options), type, since, until, after: after?.toString(), order };
      await show(open(command), { path: '/events', query }, options, EVENT_COLUMNS);
    });
}

function addFollowing(events: Command, open: OpenSession): void {
  scoped(events.command('follow').description('Events as they happen, without end; none is lost when the line breaks'))
    .option('--after <position>', 'begin after this position; 0 begins with the first event there is', wholeNumber)
    .option('--limit <count>', 'end after so many', wholeNumber)
    .addHelpText('after', examples('events follow --kind vps', 'events follow --after 0 -o ndjson'))
    .action(async (options: FollowOptions, command: Command) => {
      const { api, print, note } = open(command);
      let left = options.limit ?? Number.POSITIVE_INFINITY;
      const stream = follow(api, {
        path: '/events/stream',
        query: scope(options),
        after: String(options.after ?? (await newestPosition(api))),
        onReconnect: (reason) => note(`${reason}: picking it up again`),
      });
      for await (const event of stream) {
        print.next(event, EVENT_COLUMNS);
        left -= 1;
        if (left <= 0) return;
      }
    });
}

function addHistory(program: Command, open: OpenSession): void {
  addPageOptions(program.command('history').description('Every event of one resource, oldest first'))
    .argument('<kind>', 'singular or plural', kindArgument)
    .argument('<id>', 'its id, or its name where the id follows from it')
    .addHelpText('after', examples('history zone acme.example', 'history ip <id> -o yaml'))
    .action(async (kind: string, id: string, options: PageOptions, command: Command) => {
      const path = `/resources/${kind}/${encodeURIComponent(named(kind, id))}/history`;
      await show(open(command), { path, query: {} }, options, HISTORY_COLUMNS);
    });
}

function scoped(command: Command): Command {
  return command
    .option('--kind <kind>', 'only of this kind', kindArgument)
    .option('--id <id>', 'only of this resource');
}

function scope({ kind, id }: Scope): { kind?: string | undefined; id?: string | undefined } {
  return { kind, id: kind === undefined || id === undefined ? id : named(kind, id) };
}

/** Argument parser: the singular of any kind, with or without routes of its own. */
export function kindArgument(text: string): string {
  const found = kinds.find(({ name, plural }) => text === name || text === plural);
  if (found !== undefined) return found.name;
  throw new InvalidArgumentError(`Kinds are ${kinds.map(({ name }) => name).join(', ')}.`);
}

function named(kindName: string, id: string): string {
  const kind = kinds.find(({ name }) => name === kindName);
  return kind === undefined ? id : idFrom(kind, id);
}
