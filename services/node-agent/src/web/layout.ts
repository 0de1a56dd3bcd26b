import type { Logger } from 'pino';
import type { Confined } from '../files/confined.js';
import type { Ownership } from '../files/directory-handle.js';

/** What a web node is told about itself. */
export interface WebConfig {
  readonly node_id: string;
  readonly uid_base: number;
  /** `host:port` of nginx. */
  readonly http_listen: string;
  /** An absolute path. */
  readonly nginx: string;
  /** Version → absolute path: `8.2` → `/usr/sbin/php-fpm8.2`. */
  readonly php_fpm: ReadonlyMap<string, string>;
  /** Whose X-Forwarded-… are believed: addresses or networks of the load balancers (= this machine). */
  readonly trusted_proxies?: readonly string[];
}

export interface WebOptions {
  readonly root: Confined;
  readonly config: WebConfig;
  readonly log: Logger;
}

/** Of the user that nginx runs as, above the node's base. Tenants begin at 5000. */
const WEB_USER = 900;
const OWNER = process.getuid?.() ?? 0;

/** Who owns what on a web node, and where it lies; paths are relative to the node's root. */
export class Layout {
  /** nginx's user. */
  readonly web: { readonly uid: number; readonly gid: number };
  /** What nginx reads and no tenant does. */
  readonly readByWeb: Ownership;
  readonly directoryReadByWeb: Ownership;
  readonly root: Confined;

  /** @throws Error when the node's root cannot stand in a configuration file */
  constructor({ root, config }: Pick<WebOptions, 'root' | 'config'>) {
    if (!/^\/[\w./-]*$/.test(root.root))
      throw new Error(`The root ${root.root} has characters that nginx reads otherwise: use letters, digits, . _ - /`);
    this.root = root;
    this.web = { uid: config.uid_base + WEB_USER, gid: config.uid_base + WEB_USER };
    this.readByWeb = { mode: 0o640, uid: OWNER, gid: this.web.gid };
    this.directoryReadByWeb = { mode: 0o750, uid: OWNER, gid: this.web.gid };
  }

  absolute(path: string): string {
    return this.root.absolute(path);
  }
}

/** What we alone read: pools may hold a tenant's passwords. */
export const PRIVATE: Ownership = { mode: 0o600, uid: OWNER, gid: OWNER };
export const PRIVATE_DIRECTORY: Ownership = { mode: 0o700, uid: OWNER, gid: OWNER };
export const PUBLIC: Ownership = { mode: 0o644, uid: OWNER, gid: OWNER };
export const PUBLIC_DIRECTORY: Ownership = { mode: 0o755, uid: OWNER, gid: OWNER };

/** Below it lies the data of tenants: `srv/<tenant>/<webroot>`. Anybody may walk through, nobody may look around. */
export const DATA = 'srv';
export const DATA_DIRECTORY: Ownership = { mode: 0o711, uid: OWNER, gid: OWNER };

export const homeOf = (tenant: string): string => `${DATA}/${tenant}`;
export const treeOf = ({ tenant, id }: { readonly tenant: string; readonly id: string }): string =>
  `${DATA}/${tenant}/${id}`;

/** Where the sockets of masters lie, each in the directory of its own: `run/fpm/8.2-1`. */
export const SOCKETS = 'run/fpm';
/** A link to the directory of the master that serves a version. */
export const socketsOf = (version: string): string => `${SOCKETS}/${version}`;
