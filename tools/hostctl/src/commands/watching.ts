import { type Command, Option } from 'commander';
import type { Following } from '../api/follow.js';
import type { JsonObject } from '../api/json.js';
import { news } from '../api/news.js';
import type { Session } from '../session.js';

export interface WatchOptions {
  readonly watch?: true;
}

export function addWatchOption(command: Command): Command {
  const text = 'go on: show it again when it changes; for a pipe, only what has changed';
  return command.addOption(new Option('--watch', text).conflicts(['asOf', 'etag']));
}

export interface Watched {
  /** Whose events tell that there may be something new. */
  readonly events: Following['query'];
  /** What is there once everything up to a position has happened; undefined when there is nothing more to watch. */
  read(position: number): Promise<readonly JsonObject[] | undefined>;
  /** Shows all of it to a person. */
  show(items: readonly JsonObject[]): Promise<void> | void;
  /** For a pipe, where it is read as text. */
  readonly columns: readonly string[];
}

/** The cursor at home, and nothing below it (ECMA-48 CUP, ED). */
const CLEAR = '\u001b[H\u001b[J';

/** Shows what is there, and again whenever that changes, until there is nothing more to watch: a terminal is drawn anew, a pipe gets what differs. */
export async function watch(session: Session, { events, read, show, columns }: Watched): Promise<void> {
  const { api, print, terminal, note } = session;
  const isDrawn = print.format === 'table' && terminal.stdout.isTTY === true;
  let before = new Map<string, string>();
  const onReconnect = (reason: string) => void (isDrawn || note(`${reason}: picking it up again`));
  for await (const position of news(api, events, onReconnect)) {
    const items = await read(position);
    if (items === undefined) return note('it is gone');
    const now = new Map(items.map((item) => [String(item['id']), JSON.stringify(item)]));
    if (isDrawn) {
      terminal.stdout.write(CLEAR);
      await show(items);
    } else {
      for (const item of items.filter(({ id }) => before.get(String(id)) !== now.get(String(id))))
        print.next(item, columns);
      for (const id of before.keys()) if (!now.has(id)) print.next({ id, status: 'gone' }, columns);
    }
    before = now;
  }
}
