import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuSeconds } from '@freehold/testing/cpu-seconds';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { dig, digStatus, PATH } from './dig.js';
import { PlatformUnderTest, ROOT } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { isRunning, SERVERS, serverPid } from './processes.js';

const bash = promisify(execFile);

describe('the first start', () => {
  let platform: PlatformUnderTest;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
  });

  it('keeps its data, its key and its secrets from everybody else', () => {
    const mode = (name: string) => (statSync(join(platform.dataDir, name)).mode & 0o777).toString(8);
    // Users of nodes walk through it, and may not look around.
    expect(statSync(platform.dataDir).mode & 0o777).toBe(0o711);
    for (const file of ['admin.key', 'secrets.json', 'master.key']) expect([file, mode(file)]).toEqual([file, '600']);
    expect(platform.key).toMatch(/^fh_[A-Za-z0-9_-]{43}$/);
  });

  it('writes down every address that it has opened, and each of them answers', async () => {
    const { api, dns, nats, postgres, powerdns_api, hostwinds } = platform.endpoints;
    expect(api).toBe(`http://127.0.0.1:${platform.port}`);
    expect((await fetch(`${api}/readyz`)).status).toBe(200);
    expect(await digStatus(dns, 'nobody.example', 'SOA')).toBe('REFUSED');
    expect(await greeting(nats)).toMatch(/^INFO /);
    const database = await PostgresUnderTest.connect(postgres, platform.dataDir);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
    expect((await fetch(`${powerdns_api}/api/v1/servers`)).status).toBe(401);
    expect((await fetch(new URL('/livez', hostwinds))).status).toBe(200);
    for (const address of Object.values(platform.endpoints)) expect(address).toContain('127.0.0.1');
  });

  it('shows the admin key, and that key opens the API', async () => {
    const shown = /fh_[A-Za-z0-9_-]{43}/.exec(platform.banner)?.[0];
    expect(shown).toBe(platform.key);
    expect((await platform.api.get('/brands')).status).toBe(200);
    expect((await fetch(platform.api.at('/brands'))).status).toBe(401);
  });

  describe('its three things to try, as they stand', () => {
    it('list the IP addresses that were synchronised', async () => {
      const list = async () => JSON.parse((await typed(platform, 1)).stdout) as { items: unknown[] };
      await until(async () => (await list()).items.length === 36, { within: 60_000 });
    });

    it('make a zone with a record, and the name server answers', async () => {
      const { stdout } = await typed(platform, 2);
      expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/192\.0\.2\.10$/);
      expect(await dig(platform.endpoints.dns, 'www.hello.example', 'A')).toEqual(['192.0.2.10']);
    });

    it('follow the events as they come', async () => {
      const following = spawn('bash', ['-c', `exec ${thing(platform, 3)}`], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let seen = '';
      following.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      try {
        await until(() => seen.includes('retry:'));
        await platform.api.post('/zones', { name: 'followed.example' });
        await until(() => seen.includes('"type":"ZoneCreated"') && seen.includes('followed.example'));
      } finally {
        following.kill('SIGKILL');
        await once(following, 'exit');
      }
    });
  });

  it('is the only one: the next start takes less than ten seconds of a core, keeps the data and its addresses, and does not show the key again', async () => {
    await platform.api.post('/brands', BRAND);
    const before = platform.endpoints;
    const key = platform.key;
    await platform.stop();
    await platform.start();
    // How long that takes stands in the benchmarks: here, the machine has other things to do.
    expect(cpuSeconds(platform.pid())).toBeLessThan(10);
    expect(platform.output).not.toContain(key);
    expect(platform.endpoints).toEqual(before);
    expect(platform.key).toBe(key);
    expect((await platform.api.get('/brands/keeps')).body).toMatchObject(BRAND);
    expect(await dig(platform.endpoints.dns, 'www.hello.example', 'A')).toEqual(['192.0.2.10']);
  });

  it('lets a thousand clients in at once, however busy it is just then', async () => {
    const { hostname, port } = new URL(platform.endpoints.api);
    process.kill(platform.pid(), 'SIGSTOP');
    const clients = Array.from({ length: 1_000 }, () => connect(Number(port), hostname));
    try {
      await until(() => clients.every((client) => !client.connecting));
    } finally {
      process.kill(platform.pid(), 'SIGCONT');
      for (const client of clients) client.destroy();
    }
  });

  it('takes a second platform beside it, which knows nothing of the first', async () => {
    const second = await PlatformUnderTest.start();
    const addresses = [...Object.values(platform.endpoints), ...Object.values(second.endpoints)];
    expect(new Set(addresses).size).toBe(addresses.length);
    expect((await second.api.get('/brands')).body.items.map(({ id }) => id)).not.toContain('keeps');
    expect((await new PlatformKey(platform).opens(second)).status).toBe(401);
    await second.dispose();
    expect((await platform.api.get('/brands')).status).toBe(200);
  });

  it('refuses a port that is taken with one sentence and exit code 1, and leaves nothing running', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo; // it listens on TCP
    const late = await PlatformUnderTest.prepare({ FREEHOLD_PORT: String(port) });
    await late.launch();
    expect(await late.end()).toEqual({ code: 1, signal: null });
    expect(late.output.trimEnd().split('\n')).toEqual([expect.stringContaining(`port ${port} on 127.0.0.1 is taken`)]);
    expect(late.output).toContain('FREEHOLD_PORT');
    squatter.close();
  });

  it('refuses wrong configuration with a sentence that says what to set', async () => {
    const wrong = await PlatformUnderTest.prepare({ FREEHOLD_DNS_RESYNC_SECONDS: 'soon' });
    await wrong.launch();
    expect(await wrong.end()).toEqual({ code: 1, signal: null });
    expect(wrong.banner.trim()).toMatch(/^dns cannot start: set FREEHOLD_DNS_RESYNC_SECONDS: .+$/);
  });

  it('leaves no process and no open port when it is told to end, whoever is still listening to its events', async () => {
    const pids = [platform.pid(), ...SERVERS.map((server) => serverPid(platform.dataDir, server))];
    const addresses = platform.endpoints;
    expect(pids.filter(isRunning)).toEqual(pids);
    const listener = await fetch(platform.api.at('/events/stream'), { headers: platform.api.credentials });
    expect(await platform.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(pids.filter(isRunning)).toEqual([]);
    for (const address of Object.values(addresses))
      expect([address, await isListening(address)]).toEqual([address, false]);
    await listener.body?.cancel().catch(() => undefined);
  });

  it('leaves no server behind when its process is killed, and comes back with all data', async () => {
    if (!platform.isRunning) await platform.start();
    await platform.api.post('/zones', { name: 'survives.example' });
    const pids = SERVERS.map((server) => serverPid(platform.dataDir, server));
    await platform.kill();
    await until(() => !pids.some(isRunning));
    await platform.start();
    expect((await platform.api.get('/zones?name=survives.example')).body.items).toMatchObject([{ status: 'active' }]);
  });
});

const BRAND = {
  id: 'keeps',
  name: 'Keeps',
  base_hostname: 'keeps.example',
  primary_ns: 'ns1.keeps.example',
  secondary_ns: 'ns2.keeps.example',
  hostmaster_email: 'dns@keeps.example',
};

/** The key of one platform, tried on another. */
class PlatformKey {
  constructor(private readonly of: PlatformUnderTest) {}

  async opens(other: PlatformUnderTest): Promise<Response> {
    return await fetch(other.api.at('/brands'), { headers: this.of.api.credentials });
  }
}

/** The commands under one of the numbers of the banner. */
function thing(platform: PlatformUnderTest, number: number): string {
  const lines = platform.banner.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`  ${number}. `));
  const commands = lines.slice(from + 1);
  const until = commands.findIndex((line) => line === '');
  return commands.slice(0, until).join('\n').trim();
}

/** Types it into a shell in the directory where the platform was started. */
async function typed(platform: PlatformUnderTest, number: number): Promise<{ stdout: string; stderr: string }> {
  return await bash('bash', ['-euo', 'pipefail', '-c', thing(platform, number)], {
    cwd: ROOT,
    env: { ...process.env, PATH },
    timeout: 30_000,
  });
}

function place(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(address.includes('://') ? address : `tcp://${address}`);
  return { host: hostname, port: Number(port) };
}

/** The first line that a server says to whoever connects. */
async function greeting(address: string): Promise<string> {
  const socket = connect(place(address));
  try {
    const [chunk] = await once(socket, 'data');
    return String(chunk);
  } finally {
    socket.destroy();
  }
}

async function isListening(address: string): Promise<boolean> {
  const socket = connect(place(address));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
