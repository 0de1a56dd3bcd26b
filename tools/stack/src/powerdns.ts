import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freePort } from './ports.js';
import { launch, type ServerProcess } from './process.js';
import { findPowerDns, type PowerDnsPrograms } from './programs.js';

/** A PowerDNS authoritative server that is running, with its zones in SQLite. */
export interface PowerDnsServer extends ServerProcess {
  /** `http://127.0.0.1:<port>`: the HTTP API without its path. */
  readonly apiUrl: string;
  readonly apiPort: number;
  /** UDP and TCP, on 127.0.0.1. */
  readonly dnsPort: number;
}

export interface PowerDnsOptions {
  /** Holds the zones, the configuration (mode 600) and the log. */
  readonly dataDir: string;
  /** Goes into `X-API-Key`: one line. */
  readonly apiKey: string;
  /** = a free one */
  readonly dnsPort?: number | undefined;
  /** = a free one */
  readonly apiPort?: number | undefined;
}

/** Starts PowerDNS with every cache off: an answer tells what the database holds. It is ready in 0.1 s. */
export async function startPowerDns(options: PowerDnsOptions): Promise<PowerDnsServer> {
  const { dataDir, apiKey } = options;
  const programs = await findPowerDns();
  const dnsPort = options.dnsPort ?? (await freePort());
  const apiPort = options.apiPort ?? (await freePort());
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await makeDatabase(dataDir, programs);
  await writeFile(join(dataDir, 'pdns.conf'), powerDnsConfig({ apiKey, dnsPort, apiPort, backend: programs.backend }), {
    mode: 0o600,
  });
  const server = await launch({
    name: 'PowerDNS',
    program: programs.server,
    args: ['--config-dir=.'],
    dataDir,
    stopSignal: 'SIGTERM',
    ready: async () => {
      const answer = await fetch(`${apiUrl}/api/v1/servers/localhost`, {
        headers: { 'X-API-Key': apiKey },
        signal: AbortSignal.timeout(1_000),
      });
      return answer.ok;
    },
  });
  return { ...server, apiUrl, apiPort, dnsPort };
}

async function makeDatabase(dataDir: string, { schema }: PowerDnsPrograms): Promise<void> {
  const file = join(dataDir, 'zones.sqlite3');
  const isThere = await stat(file).then(
    ({ size }) => size > 0,
    () => false,
  );
  if (isThere) return;
  const database = new DatabaseSync(file);
  try {
    database.exec(`BEGIN; ${await readFile(schema, 'utf8')} COMMIT;`);
  } finally {
    database.close();
  }
}

/** The configuration file; paths are relative to the data directory, where the server runs (a socket's path has to be short). */
export function powerDnsConfig(values: { apiKey: string; dnsPort: number; apiPort: number; backend: string }): string {
  if (/\s/.test(values.apiKey)) throw new Error('The API key of PowerDNS must not contain white space.');
  const settings = {
    daemon: 'no',
    guardian: 'no',
    'socket-dir': '.',
    'security-poll-suffix': '',
    loglevel: 4,
    'local-address': '127.0.0.1',
    'local-port': values.dnsPort,
    api: 'yes',
    'api-key': values.apiKey,
    webserver: 'yes',
    'webserver-address': '127.0.0.1',
    'webserver-port': values.apiPort,
    'webserver-allow-from': '127.0.0.1',
    'load-modules': values.backend,
    launch: 'gsqlite3',
    'gsqlite3-database': 'zones.sqlite3',
    'gsqlite3-dnssec': 'yes',
    'default-soa-content': 'ns1.invalid hostmaster.@ 0 10800 3600 604800 300',
    'cache-ttl': 0,
    'negquery-cache-ttl': 0,
    'query-cache-ttl': 0,
    'zone-cache-refresh-interval': 0,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
