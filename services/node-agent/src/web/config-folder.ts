import { createHash } from 'node:crypto';
import type { Confined } from '../files/confined.js';
import type { Ownership } from '../files/directory-handle.js';
import { glance } from './glance.js';

export interface ConfigFolderOptions {
  readonly root: Confined;
  /** Relative to the root; what the server includes. */
  readonly live: string;
  /** Relative to the root; what its test includes. */
  readonly trial: string;
  readonly file: Ownership;
  readonly directory: Ownership;
  /** Whether the server takes what lies in the trial folder. @returns its words when it does not */
  readonly test: () => Promise<string | undefined>;
}

/** What a file was when it was last looked at; while size and time of change are the same, so is the content. */
interface Seen {
  readonly digest: string;
  readonly size: number;
  readonly changed_at: number;
}

/**
 * A folder of configuration, a file a webroot, in which a file comes only once the server has taken it: whenever the server starts
 * or reads it again, it does so on files that are known to be good.
 */
export class ConfigFolder {
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly options: ConfigFolderOptions) {}

  /** Makes the folders, and reads what is there. @returns the names */
  async open(): Promise<readonly string[]> {
    const { root, live, trial, directory } = this.options;
    await root.directory(live, directory);
    await root.remove(trial);
    await root.directory(trial, directory);
    this.seen.clear();
    for (const name of await this.names()) await this.look(name);
    return [...this.seen.keys()];
  }

  /** The names that lie there, without their ending. What has another ending is included by nobody. */
  async names(): Promise<readonly string[]> {
    const files = await this.options.root.list(this.options.live);
    return files.filter((file) => file.endsWith('.conf')).map((file) => file.slice(0, -'.conf'.length));
  }

  /**
   * Has the server test what is not there as it should be: all at once, and when it does not take that, by halves, so that the bad
   * ones are found alone.
   * @returns the bad ones, with the server's words
   */
  async tried(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
    const refused = new Map<string, string>();
    const changed = [...files].filter(([name, content]) => this.seen.get(name)?.digest !== digestOf(content));
    await this.halve(changed, refused);
    return refused;
  }

  /** Only what was {@link tried}. @returns whether anything changed */
  async install(name: string, content: string): Promise<boolean> {
    const changed = await this.options.root.write(this.path(name), content, this.options.file);
    if (changed || !this.seen.has(name)) await this.look(name);
    return changed;
  }

  /** @returns whether it was there */
  async remove(name: string): Promise<boolean> {
    const wasThere = (await this.options.root.stat(this.path(name))) !== undefined;
    await this.options.root.remove(this.path(name));
    this.seen.delete(name);
    return wasThere;
  }

  /** What is wrong with a file, in words; undefined when it is as it should be. Reads it only if it has changed since the last look. */
  async fault(name: string, content: () => string): Promise<string | undefined> {
    const { root, file } = this.options;
    const entry = glance(root, this.path(name));
    if (!entry) return 'is missing';
    if (entry.type !== 'file') return 'is no file';
    if (entry.mode !== file.mode || entry.uid !== file.uid || entry.gid !== file.gid)
      return 'has another owner or mode';
    const seen = this.seen.get(name);
    if (seen?.size === entry.size && seen.changed_at === entry.changed_at) return undefined;
    return (await this.look(name)) === digestOf(content()) ? undefined : 'was changed';
  }

  count(): number {
    return this.seen.size;
  }

  /** Of all that lies there. */
  fingerprint(): string {
    const hash = createHash('sha256');
    for (const [name, { digest }] of [...this.seen].sort(([a], [b]) => (a < b ? -1 : 1)))
      hash.update(`${name} ${digest}\n`);
    return hash.digest('hex').slice(0, 32);
  }

  private path(name: string): string {
    return `${this.options.live}/${name}.conf`;
  }

  private async look(name: string): Promise<string | undefined> {
    const { root } = this.options;
    const entry = await root.stat(this.path(name));
    const file = entry?.type === 'file' ? await root.read(this.path(name)) : undefined;
    if (!entry || !file) {
      this.seen.delete(name);
      return undefined;
    }
    const digest = digestOf(file.content);
    this.seen.set(name, { digest, size: entry.size, changed_at: entry.changed_at });
    return digest;
  }

  private async halve(files: readonly (readonly [string, string])[], refused: Map<string, string>): Promise<void> {
    if (files.length === 0) return;
    const words = await this.test(files);
    if (words === undefined) return;
    const [only] = files;
    if (files.length === 1 && only) {
      refused.set(only[0], words);
      return;
    }
    const middle = Math.ceil(files.length / 2);
    await this.halve(files.slice(0, middle), refused);
    await this.halve(files.slice(middle), refused);
  }

  private async test(files: readonly (readonly [string, string])[]): Promise<string | undefined> {
    const { root, trial, file, directory, test } = this.options;
    await root.directory(trial, directory);
    try {
      for (const [name, content] of files) await root.write(`${trial}/${name}.conf`, content, file);
      const words = await test();
      return words?.replaceAll(`${root.root}/`, '').replaceAll(trial, this.options.live).trim().slice(0, 1_000);
    } finally {
      for (const [name] of files) await root.remove(`${trial}/${name}.conf`);
    }
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
