import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpApp, readHttpConfig } from '@freehold/gateway/http-app';
import { listen } from '@freehold/gateway/listening';
import type { Environment } from '@freehold/service/config';
import { ConfigError } from '@freehold/service/config';
import { createLog } from '@freehold/service/log';
import { SERVICES } from '@freehold/service/nats-rights';
import { type WebServers, webServers } from '@freehold/stack/programs';
import { readMasterKey } from '@freehold/vault/master-key';
import type { PlatformConfig } from './config.js';
import { choosePorts, type Endpoints, isFree, writeEndpoints } from './endpoints.js';
import { exampleCluster } from './example-cluster.js';
import { nodesDirectory } from './nodes-directory.js';
import { platformModule } from './platform.module.js';
import { openSecrets, type Secrets } from './secrets.js';
import { SAMPLE_API_KEY, type Servers, startServers } from './servers.js';

/** A key that is not known by then was revoked; the platform runs all the same. */
const OPENED_WITHIN_MS = 5_000;

/** The whole platform, running in this process, over real servers of its own. */
export interface Platform {
  readonly endpoints: Endpoints;
  /** Mode 600; made at the first start. */
  readonly adminKeyFile: string;
  /** Mode 600; holds the password of the first user, `admin`. */
  readonly adminPasswordFile: string;
  /** Why the example cluster is not there, in a sentence; undefined where it is, or was not asked for. */
  readonly withoutCluster: string | undefined;
  /** Services first, then the servers under them. */
  stop(): Promise<void>;
}

/**
 * Starts the servers, then every service and the gateway in this process.
 * @param environment handed on to the services, so that any `FREEHOLD_<SERVICE>_<NAME>` works here too
 * @throws ConfigError when the port is taken
 */
export async function startPlatform(config: PlatformConfig, environment: Environment): Promise<Platform> {
  const { dataDir, port } = config;
  if (!(await isFree(port)))
    throw new ConfigError(
      `port ${port} on 127.0.0.1 is taken: stop what listens there, or set FREEHOLD_PORT to another one`,
    );
  await mkdir(dataDir, { recursive: true });
  // Users of nodes walk through it; what else lies in it keeps everybody out by its own mode.
  await chmod(dataDir, 0o711);
  const log = createLog('platform', environment['FREEHOLD_LOG_LEVEL'] || 'info');
  const secrets = await openSecrets(dataDir);
  const masterKeyFile = join(dataDir, 'master.key');
  await readMasterKey({ master_key_file: masterKeyFile }, { create: true });
  const servers = await startServers(config, secrets, await choosePorts(dataDir), (message) => log.warn(message));
  const adminKeyFile = join(dataDir, 'admin.key');
  const adminPasswordFile = join(dataDir, 'admin.password');
  const programs = await webServers();
  const given = {
    ...serviceEnvironment(config, secrets, servers, { adminKeyFile, adminPasswordFile, masterKeyFile }),
    ...nodeEnvironment(await nodesDirectory(config), programs),
    ...environment,
  };
  try {
    const app = await createHttpApp(platformModule(given), readHttpConfig(given));
    await listen(app, port, '127.0.0.1');
    const api = `http://127.0.0.1:${port}`;
    const adminKey = (await readFile(adminKeyFile, 'utf8')).trim();
    await opened(api, adminKey);
    const example = config.exampleCluster ? await exampleCluster(api, adminKey) : undefined;
    const http = example && 'http' in example ? { http: example.http } : {};
    const endpoints: Endpoints = { api, ...servers.endpoints, ...http };
    await writeEndpoints(dataDir, endpoints);
    return {
      endpoints,
      adminKeyFile,
      adminPasswordFile,
      withoutCluster: example && 'missing' in example ? example.missing : undefined,
      async stop() {
        await app.close();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** Waits until the gateway knows the first key: identity has told the ledger of it a moment ago. */
async function opened(api: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  for (const deadline = Date.now() + OPENED_WITHIN_MS; Date.now() < deadline; await pause(20))
    if ((await fetch(`${api}/api/v1/regions?limit=1`, { headers })).status !== 401) return;
}

/** What the process deployer starts nodes with, and where. */
function nodeEnvironment(nodesDir: string, programs: WebServers | { readonly missing: string }): Environment {
  const where = { FREEHOLD_FLEET_NODES_DIR: nodesDir, FREEHOLD_FLEET_STOP_NODES: 'true' };
  if ('missing' in programs) return where;
  return {
    ...where,
    FREEHOLD_FLEET_NGINX: programs.nginx,
    FREEHOLD_FLEET_PHP_FPM: programs.php_fpm.map(({ version, path }) => `${version}=${path}`).join(','),
    FREEHOLD_FLEET_HAPROXY: programs.haproxy,
  };
}

function serviceEnvironment(
  { port, hostwindsApiKey }: PlatformConfig,
  secrets: Secrets,
  { endpoints, postgresUrl }: Servers,
  files: { adminKeyFile: string; adminPasswordFile: string; masterKeyFile: string },
): Environment {
  const passwords = SERVICES.map((service) => [
    `FREEHOLD_${service.toUpperCase().replaceAll('-', '_')}_NATS_PASSWORD`,
    secrets.nats[service],
  ]);
  return {
    ...Object.fromEntries(passwords),
    FREEHOLD_NATS_URL: endpoints.nats,
    FREEHOLD_POSTGRES_URL: postgresUrl,
    FREEHOLD_MASTER_KEY_FILE: files.masterKeyFile,
    FREEHOLD_PUBLIC_URL: `http://127.0.0.1:${port}`,
    FREEHOLD_GATEWAY_PORT: String(port),
    FREEHOLD_IDENTITY_ADMIN_KEY_FILE: files.adminKeyFile,
    FREEHOLD_GATEWAY_CRON_SECRET: secrets.cron_secret,
    FREEHOLD_GATEWAY_IDENTITY_URL: endpoints.oidc,
    FREEHOLD_IDENTITY_OIDC_PORT: new URL(endpoints.oidc).port,
    FREEHOLD_IDENTITY_ADMIN_PASSWORD_FILE: files.adminPasswordFile,
    FREEHOLD_DNS_POWERDNS_URL: endpoints.powerdns_api,
    FREEHOLD_DNS_POWERDNS_API_KEY: secrets.powerdns_api_key,
    FREEHOLD_INVENTORY_SYNC_HOSTWINDS_API_KEY: hostwindsApiKey,
    FREEHOLD_INVENTORY_SYNC_SAMPLE_API_KEY: SAMPLE_API_KEY,
    FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: endpoints.hostwinds,
  };
}
