import { join } from 'node:path';
import type { Logger } from 'pino';
import { Daemon } from '../daemons/daemon.js';
import { run } from '../daemons/run.js';
import type { Confined } from '../files/confined.js';
import { ERROR_PAGES } from './error-pages.js';
import { type ConfigPaths, haproxyConfig, mapFile, servingIn } from './haproxy-config.js';
import { patiently, RuntimeSocket } from './runtime-socket.js';
import type { Serving } from './serving.js';

/** What an lb node is told about itself. */
export interface LbConfig {
  readonly node_id: string;
  readonly uid_base: number;
  /** `host:port` of the frontend. */
  readonly http_listen: string;
  /** An absolute path. */
  readonly haproxy: string;
}

export interface LbOptions {
  readonly root: Confined;
  readonly config: LbConfig;
  readonly log: Logger;
}

/** Of HAProxy's user, above the node's base. */
const UID = 901;
const CONFIG = 'etc/haproxy/haproxy.cfg';
const MAP = 'etc/haproxy/names.map';
const ERRORS = 'etc/haproxy/errors';
const SOCKET = 'run/haproxy/admin.sock';
/** A master that has just started does not hear the signal: it is told again. */
const RELOAD_PATIENCE_MS = [1_000, 2_000, 4_000, 8_000];
/** SUN_LEN, with room for what HAProxy appends while it binds. */
const LONGEST_SOCKET = 95;

/** Another file than the one that would be written. */
export interface FileDifference {
  readonly path: string;
  readonly content: string;
}

/** HAProxy of the node: its files and its process. It has no rights of its own: it starts as its user. */
export class Haproxy {
  readonly socket: RuntimeSocket;
  /** As the configuration names it, and so the runtime API. */
  readonly mapPath: string;
  private readonly daemon: Daemon;
  private readonly paths: ConfigPaths;
  private readonly account: { uid: number; gid: number };

  /** @throws Error when the node's root cannot stand in a configuration file, or is too long for a socket below it */
  constructor(private readonly options: LbOptions) {
    const { root, config } = options;
    if (!/^\/[\w./-]*$/.test(root.root))
      throw new Error(
        `The root ${root.root} has characters that HAProxy reads otherwise: use letters, digits, . _ - /`,
      );
    this.mapPath = root.absolute(MAP);
    this.paths = { map: this.mapPath, socket: root.absolute(SOCKET), errors: root.absolute(ERRORS) };
    if (this.paths.socket.length > LONGEST_SOCKET)
      throw new Error(`The root ${root.root} is too long for a Unix socket below it: choose a shorter one.`);
    this.account = { uid: config.uid_base + UID, gid: config.uid_base + UID };
    this.socket = new RuntimeSocket(this.paths.socket);
    this.daemon = new Daemon({
      name: 'haproxy',
      program: config.haproxy,
      args: ['-W', '-f', root.absolute(CONFIG)],
      root,
      pidFile: 'run/haproxy.pid',
      account: this.account,
      logFile: 'var/log/haproxy.log',
      ready: async () => (await this.info()).size > 0,
    });
  }

  /** What the files on disk serve; nothing where there are none. */
  async onDisk(): Promise<Serving> {
    const [config, map] = [await this.content(CONFIG), await this.content(MAP)];
    return servingIn(config ?? '', map ?? '');
  }

  /**
   * Writes what is to be served: error pages, names, configuration, in this order, each whole or not at all.
   * @returns the fingerprint that the running process should have
   * @throws Error with HAProxy's own words when it does not take the configuration; the old one stays
   */
  async write(serving: Serving): Promise<string> {
    const { root } = this.options;
    await root.directory('etc/haproxy', { mode: 0o750, uid: 0, gid: this.account.gid });
    await root.directory(ERRORS, { mode: 0o750, uid: 0, gid: this.account.gid });
    await root.directory('run/haproxy', { mode: 0o700, ...this.account });
    const { files, fingerprint } = this.files(serving);
    const before = await this.content(CONFIG);
    for (const [path, content] of files) {
      if (path === CONFIG && before?.includes(fingerprint) !== true) await this.test(content);
      await root.write(path, content, this.readable());
    }
    return fingerprint;
  }

  /** Writes the names alone: nothing else has changed. */
  async writeNames({ routes }: Serving): Promise<void> {
    await this.options.root.write(MAP, mapFile(routes), this.readable());
  }

  /** Files that are missing, or not as they would be written: content, mode or owner. */
  async changedFiles(serving: Serving): Promise<readonly FileDifference[]> {
    const changed: FileDifference[] = [];
    const { mode, uid, gid } = this.readable();
    for (const [path, content] of this.files(serving).files) {
      const now = await this.options.root.read(path).catch(() => undefined);
      const isSame =
        now?.mode === mode && now.uid === uid && now.gid === gid && isAlike(path, String(now.content), content);
      if (!isSame) changed.push({ path, content });
    }
    return changed;
  }

  async rewrite({ path, content }: FileDifference): Promise<void> {
    await this.options.root.write(path, content, this.readable());
  }

  fingerprint(serving: Serving): string {
    return haproxyConfig(serving, this.options.config.http_listen, this.paths).fingerprint;
  }

  /** Starts it on the files as they lie there, or finds the one that runs. */
  ensure(): Promise<'started' | 'adopted'> {
    return this.daemon.ensure();
  }

  running(): Promise<boolean> {
    return this.daemon.running();
  }

  /** `show info`: its version, its uptime, the fingerprint of its configuration as `description` … */
  async info(): Promise<ReadonlyMap<string, string>> {
    const text = await this.socket.ask(['show', 'info']);
    return new Map([...text.matchAll(/^(\w[\w-]*): (.*)$/gm)].map(([, key = '', value = '']) => [key, value]));
  }

  /**
   * Makes it read its files, without a moment in which it does not serve: a new process takes the sockets over, the old one serves
   * to their end the visitors that it has.
   * @throws Error when the new process has not taken over in time; then the old one serves
   */
  async reload(fingerprint: string): Promise<void> {
    const before = (await patiently(() => this.info())).get('Pid');
    const isReloaded = async () => {
      const info = await this.info();
      if (info.get('Pid') !== before && info.get('description') === fingerprint) return;
      throw new Error('HAProxy still serves its former configuration: it has not taken the new one over.');
    };
    for (const [attempt, patience] of RELOAD_PATIENCE_MS.entries()) {
      await this.daemon.signal('SIGUSR2');
      try {
        return await patiently(isReloaded, patience);
      } catch (error) {
        if (attempt === RELOAD_PATIENCE_MS.length - 1) throw error;
      }
    }
  }

  /** No new visitors, and a few seconds for those that are there. */
  async stop(): Promise<void> {
    await this.daemon.stop('SIGUSR1', 5_000);
  }

  private files(serving: Serving): { files: ReadonlyMap<string, string>; fingerprint: string } {
    const { text, fingerprint } = haproxyConfig(serving, this.options.config.http_listen, this.paths);
    const pages = [...ERROR_PAGES].map(([status, page]): [string, string] => [join(ERRORS, `${status}.http`), page]);
    return { files: new Map([...pages, [MAP, mapFile(serving.routes)], [CONFIG, text]]), fingerprint };
  }

  private readable() {
    return { mode: 0o640, uid: process.getuid?.() ?? 0, gid: this.account.gid };
  }

  private async content(path: string): Promise<string | undefined> {
    const file = await this.options.root.read(path).catch(() => undefined);
    return file && String(file.content);
  }

  private async test(content: string): Promise<void> {
    const candidate = 'etc/haproxy/candidate.cfg';
    const { root, config } = this.options;
    await root.write(candidate, content, this.readable());
    try {
      const { code, stderr } = await run(config.haproxy, ['-c', '-f', root.absolute(candidate)], {
        account: this.account,
        timeoutMs: 20_000,
      });
      if (code !== 0) throw new Error(`HAProxy does not take its configuration: ${stderr.slice(0, 1_000)}`);
    } finally {
      await root.remove(candidate);
    }
  }
}

/** Names have no order. */
function isAlike(path: string, one: string, other: string): boolean {
  const lines = (text: string) => text.split('\n').sort().join('\n');
  return one === other || (path === MAP && one.length === other.length && lines(one) === lines(other));
}
