import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@freehold/stack/ports';
import { launch, type ServerProcess } from '@freehold/stack/process';
import { findNginx } from '@freehold/stack/programs';
import { Visitor } from './visitor.js';

const run = promisify(execFile);
/** What nginx would else write to where it was compiled for. */
const TEMPORARY = ['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi'];

/** An nginx of the bench's own that is told of sites directly: what a web node needs in any case before a new name has its page. */
export class BareNginx {
  private readonly visitor: Visitor;

  private constructor(
    private readonly directory: string,
    private readonly program: string,
    private readonly server: ServerProcess,
    private readonly address: string,
  ) {
    this.visitor = new Visitor(address);
  }

  static async start(directory: string): Promise<BareNginx> {
    const program = await findNginx();
    const address = `127.0.0.1:${await freePort()}`;
    await mkdir(join(directory, 'sites'), { recursive: true });
    await writeFile(join(directory, 'nginx.conf'), configuration(address));
    const server = await launch({
      name: 'a bare nginx',
      program,
      args: flags(directory),
      dataDir: directory,
      stopSignal: 'SIGTERM',
      ready: async () => (await fetch(`http://${address}/`)).status === 404,
    });
    return new BareNginx(directory, program, server, address);
  }

  /** Writes a site, has the whole configuration tested, reloads, and waits for the page. @param every milliseconds between two looks */
  async serve(host: string, every: number): Promise<void> {
    const site = `server { listen ${this.address}; server_name ${host}; location / { return 200 'here'; } }\n`;
    await writeFile(join(this.directory, 'sites', `${host}.conf`), site);
    await run(this.program, [...flags(this.directory), '-t']);
    process.kill(this.server.pid, 'SIGHUP');
    await this.visitor.sees(host, every);
  }

  async stop(): Promise<void> {
    this.visitor.close();
    await this.server.stop();
  }
}

function flags(directory: string): string[] {
  return ['-p', `${directory}/`, '-e', 'stderr', '-c', 'nginx.conf'];
}

function configuration(address: string): string {
  const paths = TEMPORARY.map((name) => `${name}_temp_path ${name};`).join(' ');
  return `daemon off; user root; worker_processes auto; pid nginx.pid; error_log stderr warn;
events {}
http {
  ${paths}
  access_log off; server_names_hash_bucket_size 512; server_names_hash_max_size 65536;
  server { listen ${address} default_server; return 404; }
  include sites/*.conf;
}
`;
}
