import { MOST_PAYLOAD, RuntimeRefused, type RuntimeSocket } from './runtime-socket.js';
import type { Delta } from './serving.js';

/** So many names fit one command, by and large. */
const A_COMMAND = 300;
/** Pieces of the set that are on their way together. */
const AT_ONCE = 4;

/** The names that a running HAProxy knows: a map in its memory, filled from the file when it starts. */
export class RuntimeMap {
  /** @param file as the configuration names it */
  constructor(
    private readonly socket: RuntimeSocket,
    private readonly file: string,
  ) {}

  /** All of them; a host that is there more than once has more than one value. */
  async entries(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for (const row of (await this.socket.ask(['show', 'map', this.file])).split('\n')) {
      const [, host, backend] = row.split(' ');
      if (host === undefined || backend === undefined) continue;
      const values = found.get(host);
      if (values) values.push(backend);
      else found.set(host, [backend]);
    }
    return found;
  }

  /**
   * Brings what has changed, by the fewest commands: new names many at a time, others one by one, or the whole set.
   * @param delta of what the process is known to hold: a name that is new and there already would be there twice
   */
  async change({ added, moved, removed }: Delta, whole: ReadonlyMap<string, string>): Promise<void> {
    const commands = added.size / A_COMMAND + moved.size + removed.size;
    if (commands > whole.size / A_COMMAND + 2) return await this.replace(whole);
    for (const host of removed) await this.remove(host);
    for (const [host, backend] of moved) await this.set(host, backend);
    await this.addAll(added, this.file);
  }

  /** Leads a host to a backend, whether it was there or not. */
  async set(host: string, backend: string): Promise<void> {
    if (await this.took(['set', 'map', this.file, host, backend], 'entry not found')) return;
    // `add map` does not look for duplicates, so it comes second.
    await this.socket.ask(['add', 'map', this.file, host, backend]);
  }

  /** Removes a host, every entry of it. Gone is fine. */
  async remove(host: string): Promise<void> {
    await this.took(['del', 'map', this.file, host], 'Key not found');
  }

  /** The full set, in one stroke: a new version is filled beside the one that is served, and takes its place. */
  async replace(routes: ReadonlyMap<string, string>): Promise<void> {
    const answer = await this.socket.ask(['prepare', 'map', this.file]);
    const version = /New version created: (\d+)/.exec(answer)?.[1];
    if (version === undefined) throw new Error(`HAProxy made no new version of its map: ${answer}`);
    try {
      await this.addAll(routes, `@${version}`, this.file);
      await this.socket.ask(['commit', 'map', `@${version}`, this.file]);
    } catch (error) {
      // What was filled of it would stay in memory.
      await this.socket.ask(['clear', 'map', `@${version}`, this.file]).catch(() => undefined);
      throw error;
    }
  }

  private async addAll(routes: ReadonlyMap<string, string>, ...where: readonly string[]): Promise<void> {
    const todo = pieces(routes);
    const addSome = async () => {
      for (const piece of todo) await this.socket.ask(['add', 'map', ...where], piece);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, addSome));
  }

  private async took(command: readonly string[], unless: string): Promise<boolean> {
    try {
      await this.socket.ask(command);
      return true;
    } catch (error) {
      if (error instanceof RuntimeRefused && error.message.startsWith(unless)) return false;
      throw error;
    }
  }
}

/** Cut into what fits one command. */
function* pieces(routes: ReadonlyMap<string, string>): Generator<(readonly string[])[]> {
  let piece: (readonly string[])[] = [];
  let room = MOST_PAYLOAD;
  for (const line of routes) {
    const length = line[0].length + line[1].length + 2;
    if (length > room) {
      yield piece;
      piece = [];
      room = MOST_PAYLOAD;
    }
    piece.push(line);
    room -= length;
  }
  if (piece.length > 0) yield piece;
}
