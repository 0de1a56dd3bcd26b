import { FORMAT } from '@freehold/contracts/format';
import { z } from 'zod';

/** What every service is told from outside. Variables are `FREEHOLD_<SERVICE>_<NAME>`, shared ones `FREEHOLD_<NAME>`. */
export const ServiceConfig = z.object({
  /** Address of NATS: `nats://host:4222`, several separated by commas. */
  nats_url: z.string().default('nats://127.0.0.1:4222'),
  /** Password of the service's own NATS user; its name is the service's. */
  nats_password: z.string().optional(),
  /** `postgres://user:password@host:port/database`. Each service keeps to a schema of its own. */
  postgres_url: z.string().default('postgres://freehold@127.0.0.1:5432/freehold'),
  /** Connections to PostgreSQL at the most. */
  postgres_connections: z.coerce.number().int().min(4).max(200).default(12),
  log_level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Replicas of the ledger's stream: 1 embedded, 3 in a cluster. Used once, when the stream is made. */
  ledger_replicas: z.coerce.number().int().min(1).max(5).default(1),
  /** The newest format of the ledger that is written. Lower than this release's own only while an older release runs beside it. */
  ledger_format: z.coerce.number().int().min(1).max(FORMAT).default(FORMAT),
  /** The key that wraps every data key: 32 bytes in base64, or a file (mode 600) that holds it. */
  master_key: z.string().optional(),
  master_key_file: z.string().optional(),
  /** Further master keys, separated by commas, or in a file (mode 600) one a line: they unwrap, and do not wrap. For a rotation. */
  known_master_keys: z.string().optional(),
  known_master_keys_file: z.string().optional(),
  /** Instead of a master key of this machine's: the transit engine of Vault or OpenBao (`https://vault.example:8200/v1/transit`), */
  vault_transit_url: z.string().optional(),
  /** the name of a key of type aes256-gcm96 in it, */
  vault_transit_key: z.string().optional(),
  /** and a file that holds a token with which that key may encrypt, decrypt and rewrap. */
  vault_transit_token_file: z.string().optional(),
  /** Where a service that runs alone answers /livez, /readyz and /metrics. */
  health_port: z.coerce.number().int().min(0).max(65_535).default(8080),
  health_host: z.string().default('127.0.0.1'),
});
export type ServiceConfig = z.output<typeof ServiceConfig>;

/** A wrong or missing variable: the start ends with a sentence that says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's variables, once. A field `powerdns_url` of the service `dns` is `FREEHOLD_DNS_POWERDNS_URL`, else the
 * shared `FREEHOLD_POWERDNS_URL`. An empty variable counts as absent.
 * @throws ConfigError that names every wrong variable
 */
export function readConfig<S extends z.ZodObject>(service: string, schema: S, environment: Environment): z.output<S> {
  const own = `FREEHOLD_${service.toUpperCase().replaceAll('-', '_')}_`;
  const values: Record<string, string> = {};
  for (const field of Object.keys(schema.shape)) {
    const value = environment[own + field.toUpperCase()] || environment[`FREEHOLD_${field.toUpperCase()}`];
    if (value) values[field] = value;
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) => `set ${own}${String(path[0]).toUpperCase()}: ${message}`,
  );
  throw new ConfigError(`${service} cannot start: ${wrong.join('; ')}`);
}
