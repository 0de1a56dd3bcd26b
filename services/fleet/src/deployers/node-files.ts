import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Invitation } from './deployer.js';

/** What the deployer remembers of a node. It lies beside the node's root, so that a root that is wiped takes no address along. */
export interface NodeRecord {
  readonly node_id: string;
  readonly grpc_address: string;
  readonly http_address: string;
  readonly roles: readonly string[];
  readonly uid_base: number;
  /** The agent that was started last. */
  readonly agent?: { readonly pid: number; readonly started: string };
}

const LARGEST_LOG = 16 * 1024 * 1024;

/** Roots and records of the nodes of one machine, below one directory. */
export class NodeFiles {
  constructor(private readonly directory: string) {}

  root(node_id: string): string {
    return join(this.directory, node_id);
  }

  log(node_id: string): string {
    return join(this.root(node_id), 'var/log/node-agent.log');
  }

  /** Makes a node's root where it is missing. @throws BackendError when users of nodes could not get there */
  async prepare(node_id: string): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o711 });
    await refuseClosed(this.directory);
    await mkdir(join(this.root(node_id), 'var/log'), { recursive: true, mode: 0o755 });
    const { size } = await stat(this.log(node_id)).catch(() => ({ size: 0 }));
    if (size > LARGEST_LOG) await truncate(this.log(node_id));
  }

  /** Where an agent looks for its invitation; for root's eyes only. */
  async writeInvitation(node_id: string, { token, authority_pem }: Invitation): Promise<void> {
    const state = join(this.root(node_id), 'var/lib/freehold');
    await mkdir(dirname(state), { recursive: true, mode: 0o755 });
    await mkdir(state, { recursive: true, mode: 0o700 });
    await writeWhole(join(state, 'join.json'), `${JSON.stringify({ token, authority_pem })}\n`);
  }

  async read(node_id: string): Promise<NodeRecord | undefined> {
    const text = await readFile(this.recordFile(node_id), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as NodeRecord); // written whole by `write`
  }

  async write(record: NodeRecord): Promise<void> {
    await writeWhole(this.recordFile(record.node_id), `${JSON.stringify(record)}\n`);
  }

  async all(): Promise<NodeRecord[]> {
    const names = (await readdir(this.directory).catch(() => [])).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(names.map((name) => this.read(name.slice(0, -'.json'.length))));
    return records.filter((record) => record !== undefined);
  }

  async remove(node_id: string): Promise<void> {
    await rm(this.root(node_id), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    await rm(this.recordFile(node_id), { force: true });
  }

  private recordFile(node_id: string): string {
    return join(this.directory, `${node_id}.json`);
  }
}

/** A file that is there whole or not at all. */
async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
}

/** nginx, HAProxy and tenants run under numbers of their own, which must get through every directory above their files. */
async function refuseClosed(directory: string): Promise<void> {
  for (let path = directory; ; path = dirname(path)) {
    const { mode } = await stat(path);
    if ((mode & 0o001) === 0)
      throw new BackendError(
        'refused',
        `users of nodes cannot get through ${path}: chmod o+x it, or set FREEHOLD_FLEET_NODES_DIR to another directory`,
      );
    if (path === dirname(path)) return;
  }
}
