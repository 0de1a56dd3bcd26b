import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@freehold/stack/ports';

/** Every address that the platform has opened, all on loopback. */
export interface Endpoints {
  /** Base of the REST API. */
  readonly api: string;
  /** Where `dig` is answered, `host:port`, UDP and TCP. */
  readonly dns: string;
  readonly nats: string;
  /** The OpenID provider, for the gateway alone, which shows it below `/oidc`. */
  readonly oidc: string;
  /** Without credentials. */
  readonly postgres: string;
  readonly powerdns_api: string;
  /** Where the load balancer of the example cluster answers, `host:port`. */
  readonly http?: string;
  /** The emulator, where no real account is used. */
  readonly hostwinds?: string;
}

export type Ports = Readonly<Record<'dns' | 'nats' | 'oidc' | 'postgres' | 'powerdns_api' | 'hostwinds', number>>;

/** The ports of the last start where they are still free, else free ones: what a person has noted down stays true. */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const before = await readEndpoints(dataDir);
  const choose = async (name: keyof Ports) => {
    const port = Number(before?.[name]?.split(':').at(-1)?.split('/')[0]);
    return Number.isInteger(port) && port > 0 && (await isFree(port)) ? port : await freePort();
  };
  return {
    dns: await choose('dns'),
    nats: await choose('nats'),
    oidc: await choose('oidc'),
    postgres: await choose('postgres'),
    powerdns_api: await choose('powerdns_api'),
    hostwinds: await choose('hostwinds'),
  };
}

/** Written whole or not at all: somebody may be waiting to read it. */
export async function writeEndpoints(dataDir: string, endpoints: Endpoints): Promise<void> {
  const file = join(dataDir, 'endpoints.json');
  await writeFile(`${file}.new`, `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

export async function readEndpoints(dataDir: string): Promise<Endpoints | undefined> {
  const text = await readFile(join(dataDir, 'endpoints.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Endpoints); // we wrote it ourselves
}

export async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
