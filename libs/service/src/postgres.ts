import type { Pool } from 'pg';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

const INT8 = 20;
const TIMESTAMPTZ = 1184;

/** Positions are below 2^53, so int8 is a number; times are RFC 3339 texts, as on the wire. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format);
  },
};

export type Migration = new () => MigrationInterface;

/** A service's own schema: TypeORM holds the data source and the migrations, the same pool serves followers and reads. */
export interface Database {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  /** For followers alone: however many commands wait for a connection, what they wait for goes on being read. */
  readonly following: Pool;
  /** Under the role of those who only read, where there is one. */
  readonly reading: Pool | undefined;
}

/** More than a service has followers, with what one of them needs that is rebuilt or compared. */
const FOLLOWING_CONNECTIONS = 8;

/**
 * Connects, makes the schema where it is missing, and runs the migrations that have not run; replicas that start together
 * do so one after the other.
 * @param schema unquoted SQL name, which the connections' search_path then names alone
 * @param reader a role that the migrations make, or that is there, which its own may become
 */
export async function openDatabase(options: {
  readonly url: string;
  readonly schema: string;
  readonly connections: number;
  readonly migrations: readonly Migration[];
  readonly entities?: readonly (new () => object)[];
  readonly reader?: string;
  readonly onError: (error: Error) => void;
}): Promise<Database> {
  const { url, schema, connections, migrations, entities = [], reader } = options;
  const connection = {
    options: `-c search_path=${schema}`,
    types,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // One that breaks while it is lent out fails its query and emits an error besides, which would end the process.
    onConnect: (client: pg.ClientBase) => void client.on('error', () => {}),
  };
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations: [...migrations],
    entities: [...entities],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize: connections,
    poolErrorHandler: options.onError,
    applicationName: `freehold-${schema}`,
    extra: connection,
  });
  await ensureSchema(url, schema, async () => {
    await dataSource.initialize();
    await dataSource.runMigrations();
  });
  const { master } = dataSource.driver as unknown as { master: Pool }; // the postgres driver's pool; its type hides it
  const open = (max: number, role?: string): Pool => {
    const asRole = role === undefined ? {} : { options: `${connection.options} -c role=${role}` };
    const pool = new pg.Pool({
      connectionString: url,
      application_name: `freehold-${schema}`,
      max,
      ...connection,
      ...asRole,
    });
    pool.on('error', options.onError);
    return pool;
  };
  const reading = reader === undefined ? undefined : open(connections, reader);
  return { dataSource, pool: master, following: open(FOLLOWING_CONNECTIONS), reading };
}

/** Holds a lock of the database while it prepares the schema, so that replicas take turns. */
async function ensureSchema(url: string, schema: string, prepare: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`freehold-migrations-${schema}`]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await prepare();
  } finally {
    await client.end();
  }
}
