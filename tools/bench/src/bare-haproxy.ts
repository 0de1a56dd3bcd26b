import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '@freehold/stack/ports';
import { launch, type ServerProcess } from '@freehold/stack/process';
import { findHaproxy } from '@freehold/stack/programs';
import { inBatches } from './history.js';

/** Lines that fit the 16 KB of one command. */
const LINES = 200;

/** A HAProxy of the bench's own that is told names over its socket directly. */
export class BareHaproxy {
  private constructor(
    private readonly directory: string,
    private readonly server: ServerProcess,
  ) {}

  static async start(directory: string): Promise<BareHaproxy> {
    const map = join(directory, 'names.map');
    await writeFile(map, '');
    await writeFile(join(directory, 'haproxy.cfg'), configuration(directory, await freePort()));
    const server = await launch({
      name: 'a bare HAProxy',
      program: await findHaproxy(),
      args: ['-W', '-f', join(directory, 'haproxy.cfg'), '-p', join(directory, 'haproxy.pid')],
      dataDir: directory,
      stopSignal: 'SIGTERM',
      ready: async () => (await ask(directory, 'show info\n')).includes('Uptime'),
    });
    return new BareHaproxy(directory, server);
  }

  /** Fills a new version of the map, and lets it take the place of the one that is served. */
  async replace(names: readonly string[], backend: string): Promise<void> {
    const map = join(this.directory, 'names.map');
    const version = /New version created: (\d+)/.exec(await ask(this.directory, `prepare map ${map}\n`))?.[1];
    for (const some of inBatches(names, LINES)) {
      const lines = some.map((name) => `${name} ${backend}\n`).join('');
      const said = await ask(this.directory, `add map @${version} ${map} <<\n${lines}\n`);
      if (said.trim() !== '') throw new Error(`HAProxy says: ${said}`);
    }
    await ask(this.directory, `commit map @${version} ${map}\n`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}

/** One command a connection, as HAProxy has it. */
async function ask(directory: string, command: string): Promise<string> {
  const socket = createConnection({ path: join(directory, 'admin.sock') });
  await once(socket, 'connect');
  socket.write(command);
  return await text(socket);
}

function configuration(directory: string, port: number): string {
  return `global
  stats socket unix@${join(directory, 'admin.sock')} level admin
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend web
  bind 127.0.0.1:${port}
  use_backend %[req.hdr(host),lower,map_str(${join(directory, 'names.map')})]
`;
}
