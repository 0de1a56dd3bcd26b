import { MOST_PAYLOAD, RuntimeRefused, type RuntimeSocket } from './runtime-socket.js';

/** From so many changes on the whole set is pushed at once instead. */
const MANY = 200;
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

  /** Makes changes so, one by one where they are few. `undefined` removes a name. @param whole all names, those changes among them */
  async change(changes: ReadonlyMap<string, string | undefined>, whole: ReadonlyMap<string, string>): Promise<void> {
    if (changes.size >= MANY) return await this.replace(whole);
    for (const [host, backend] of changes) {
      if (backend === undefined) await this.remove(host);
      else await this.set(host, backend);
    }
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
      await this.fill(version, routes);
      await this.socket.ask(['commit', 'map', `@${version}`, this.file]);
    } catch (error) {
      // What was filled of it would stay in memory.
      await this.socket.ask(['clear', 'map', `@${version}`, this.file]).catch(() => undefined);
      throw error;
    }
  }

  private async fill(version: string, routes: ReadonlyMap<string, string>): Promise<void> {
    const pieces = inPieces(routes);
    const fillSome = async () => {
      for (const some of pieces) await this.socket.ask(['add', 'map', `@${version}`, this.file], some);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fillSome));
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

function* inPieces(routes: ReadonlyMap<string, string>): Generator<readonly (readonly string[])[]> {
  let piece: (readonly string[])[] = [];
  let size = 0;
  for (const [host, backend] of routes) {
    const length = host.length + backend.length + 2;
    if (size + length > MOST_PAYLOAD) {
      yield piece;
      [piece, size] = [[], 0];
    }
    piece.push([host, backend]);
    size += length;
  }
  if (piece.length > 0) yield piece;
}
