import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@freehold/stack/ports';
import { startPostgres } from '@freehold/stack/postgres';
import { startPowerDns } from '@freehold/stack/powerdns';
import { launch, type ServerProcess } from '@freehold/stack/process';
import { findNats } from '@freehold/stack/programs';
import pg from 'pg';
import { composeServices, deployed, envExample, interpolate } from './compose-file.js';
import { ROOT } from './platform-under-test.js';

/** A service of docker-compose.yml that runs in a process of its own. */
export interface SeparateService {
  readonly name: string;
  /** Where /livez, /readyz and /metrics are. */
  readonly port: number;
  /** What it is told, with the passwords of its NATS user and of its PostgreSQL role. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What docker-compose.yml describes, without containers: NATS with infra/nats/nats.conf, PostgreSQL with the roles of
 * infra/postgres/roles.sql, PowerDNS, and each service with the command and the environment that compose gives it. Only
 * addresses and paths are this machine's.
 */
export class SeparateServices {
  private readonly directory = mkdtempSync(join(tmpdir(), 'freehold-separate-'));
  private readonly servers: ServerProcess[] = [];
  private readonly children: ChildProcess[] = [];
  private readonly values = new Map([...envExample()].map(([name, value]) => [name, value || secretFor(name)]));
  readonly services: SeparateService[] = [];
  readonly adminKeyFile = join(this.directory, 'admin.key');

  /** @param otlpEndpoint where every service sends its spans */
  async start(otlpEndpoint: string): Promise<void> {
    this.values.set('OTEL_EXPORTER_OTLP_ENDPOINT', otlpEndpoint);
    const nats = await this.startNats();
    const oidc = await freePort();
    const postgres = await startPostgres({ dataDir: join(this.directory, 'postgres') });
    this.servers.push(postgres);
    await this.makeRoles(await postgres.createDatabase('freehold'));
    const powerdns = await startPowerDns({
      dataDir: join(this.directory, 'powerdns'),
      apiKey: this.value('FREEHOLD_DNS_POWERDNS_API_KEY'),
    });
    this.servers.push(powerdns);
    const here = new Map([
      ['nats://nats:4222', `nats://127.0.0.1:${nats}`],
      ['@postgres:5432', `@127.0.0.1:${postgres.port}`],
      ['http://powerdns:8081', powerdns.apiUrl],
      ['/data/admin.key', this.adminKeyFile],
      ['/data/anchor.ndjson', join(this.directory, 'anchor.ndjson')],
      ['/data/admin.password', join(this.directory, 'admin.password')],
      ['http://identity:8092', `http://127.0.0.1:${oidc}`],
    ]);
    for (const [name, service] of Object.entries(composeServices())) {
      const [program, ...args] = service.command ?? [];
      if (program === 'node' && args.at(-1)?.startsWith('services/'))
        await this.run(name, args, { ...service.environment, FREEHOLD_IDENTITY_OIDC_PORT: String(oidc) }, here);
    }
  }

  private async run(
    name: string,
    args: readonly string[],
    told: Readonly<Record<string, string>>,
    here: ReadonlyMap<string, string>,
  ): Promise<void> {
    const port = await freePort();
    const environment = Object.entries(told).map(([variable, text]) => {
      let value = interpolate(text, this.values);
      for (const [there, address] of here) value = value.replace(there, address);
      return [variable, value] as const;
    });
    const own = {
      FREEHOLD_HEALTH_PORT: String(port),
      ...(name === 'gateway' && { FREEHOLD_GATEWAY_PORT: String(port) }),
    };
    const env = { PATH: process.env['PATH'], ...Object.fromEntries(environment), ...own, FREEHOLD_LOG_LEVEL: 'warn' };
    this.children.push(spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] }));
    this.services.push({ name, port, environment: Object.fromEntries(environment) });
  }

  /** @returns the port; the configuration is the deployed one but for the port and the directory */
  private async startNats(): Promise<number> {
    const [port, dataDir] = [await freePort(), join(this.directory, 'nats')];
    const conf = deployed('infra/nats/nats.conf')
      .replace('port: 4222', `host: 127.0.0.1\nport: ${port}`)
      .replace('http_port: 8222', '')
      .replace('"/data"', JSON.stringify(dataDir))
      .replace(/\$(FREEHOLD_\w+)/g, (_, name: string) => JSON.stringify(this.value(name)));
    const file = join(this.directory, 'nats.conf');
    writeFileSync(file, conf, { mode: 0o600 });
    const ready = async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'data');
      socket.destroy();
      return true;
    };
    this.servers.push(
      await launch({
        name: 'NATS',
        program: await findNats(),
        args: ['--config', file],
        dataDir,
        stopSignal: 'SIGTERM',
        ready,
      }),
    );
    return port;
  }

  /** Does what psql does with the file: `\getenv` and `:'name'`. */
  private async makeRoles(admin: string): Promise<void> {
    const text = deployed('infra/postgres/roles.sql');
    const variables = new Map(
      [...text.matchAll(/^\\getenv (\w+) (\w+)$/gm)].map(([, name = '', variable = '']) => [
        name,
        this.value(variable),
      ]),
    );
    const sql = text
      .replace(/^\\.*$/gm, '')
      .replace(/:'(\w+)'/g, (_, name: string) => pg.escapeLiteral(variables.get(name) ?? ''));
    const client = new pg.Client(admin);
    await client.connect();
    try {
      for (const statement of sql.split(/;\s*$/m)) await client.query(statement); // one by one: CREATE DATABASE wants it
    } finally {
      await client.end();
    }
  }

  private value(name: string): string {
    const value = this.values.get(name);
    if (!value) throw new Error(`.env.example does not know ${name}`);
    return value;
  }

  async stop(): Promise<void> {
    for (const child of this.children) child.kill('SIGTERM');
    await Promise.all(
      this.children.map(async (child) => child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))),
    );
    for (const server of this.servers.toReversed()) await server.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** As .env.example asks for: letters and digits, and 32 bytes in base64 for the master key. Nothing is made up for what is optional. */
function secretFor(name: string): string {
  if (name.endsWith('_MASTER_KEY')) return Buffer.alloc(32, 7).toString('base64');
  return /PASSWORD|POWERDNS_API_KEY|SECRET/.test(name) ? `12e${name.toLowerCase().replaceAll('_', '')}` : '';
}
