import { join } from 'node:path';
import { startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { natsRights, SERVICES } from '@freehold/service/nats-rights';
import { startNats } from '@freehold/stack/nats';
import { startPostgres } from '@freehold/stack/postgres';
import { startPowerDns } from '@freehold/stack/powerdns';
import type { PlatformConfig } from './config.js';
import type { Endpoints, Ports } from './endpoints.js';
import type { Secrets } from './secrets.js';
import { supervised } from './supervised.js';

/** The real servers under the platform, running. */
export interface Servers {
  readonly endpoints: Omit<Endpoints, 'api'>;
  /** With credentials: for the services' environment alone. */
  readonly postgresUrl: string;
  /** Stops them in the reverse order of their start. */
  stop(): Promise<void>;
}

/** What a newcomer sees when no real account is given. */
const SAMPLE = { apiKey: 'sample-account', servers: 12, ipsPerServer: 3, seed: 8 };
export const SAMPLE_API_KEY = SAMPLE.apiKey;

/** Starts PostgreSQL, NATS, PowerDNS, and without a real account the Hostwinds emulator. A failure stops what was started. */
export async function startServers(
  { dataDir, hostwindsApiKey }: PlatformConfig,
  secrets: Secrets,
  ports: Ports,
  report: (message: string) => void,
): Promise<Servers> {
  const started: { stop(): Promise<void> }[] = [];
  const keep = async <S extends { stop(): Promise<void> }>(starting: Promise<S>): Promise<S> => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const stop = async () => {
    for (const server of started.toReversed()) await server.stop();
  };
  try {
    const [postgres] = await Promise.all([
      keep(
        supervised(
          'PostgreSQL',
          () => startPostgres({ dataDir: join(dataDir, 'postgres'), port: ports.postgres }),
          report,
        ),
      ),
      keep(
        supervised(
          'NATS',
          () => startNats({ dataDir: join(dataDir, 'nats'), port: ports.nats, users: natsUsers(secrets) }),
          report,
        ),
      ),
      keep(
        supervised(
          'PowerDNS',
          () =>
            startPowerDns({
              dataDir: join(dataDir, 'powerdns'),
              apiKey: secrets.powerdns_api_key,
              dnsPort: ports.dns,
              apiPort: ports.powerdns_api,
            }),
          report,
        ),
      ),
      ...(hostwindsApiKey ? [] : [keep(startHostwindsEmulator({ ...SAMPLE, port: ports.hostwinds }))]),
    ]);
    return {
      endpoints: {
        dns: `127.0.0.1:${ports.dns}`,
        nats: `nats://127.0.0.1:${ports.nats}`,
        oidc: `http://127.0.0.1:${ports.oidc}`,
        postgres: `postgres://127.0.0.1:${ports.postgres}/freehold`,
        powerdns_api: `http://127.0.0.1:${ports.powerdns_api}`,
        ...(hostwindsApiKey ? {} : { hostwinds: `http://127.0.0.1:${ports.hostwinds}/cloud/api.php` }),
      },
      postgresUrl: await postgres.first.createDatabase('freehold'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function natsUsers({ nats }: Secrets) {
  return SERVICES.map((service) => ({
    user: service,
    password: nats[service] ?? '',
    permissions: natsRights(service),
  }));
}
