import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { connect, PermissionViolationError } from '@nats-io/transport-node';
import { type NatsServer, startNats, startNatsCluster } from './nats.js';

const root = await mkdtemp(join(tmpdir(), 'freehold-nats-'));
const started: NatsServer[] = [];

afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function start(options: Parameters<typeof startNats>[0]): Promise<NatsServer> {
  const server = await startNats(options);
  started.push(server);
  return server;
}

const STREAM = JSON.stringify({ name: 'EVENTS', subjects: ['evt.>'], storage: 'file', num_replicas: 1 });

/** Publishes and waits for the acknowledgement; answers the stream sequence. */
async function publish(url: string, subject: string): Promise<number> {
  const connection = await connect({ servers: url });
  try {
    await connection.request('$JS.API.STREAM.CREATE.EVENTS', STREAM, { timeout: 5_000 });
    return (await connection.request(subject, 'x', { timeout: 5_000 })).json<{ seq: number }>().seq;
  } finally {
    await connection.close();
  }
}

describe('NATS', () => {
  it('keeps every acknowledged message over a kill -9 and comes back on its port', async () => {
    const dataDir = join(root, 'restart');
    const first = await start({ dataDir });
    expect(await publish(first.url, 'evt.dns.zone.a')).toBe(1);
    await first.kill();
    const second = await start({ dataDir, port: first.port });
    expect(second.url).toBe(first.url);
    expect(await publish(second.url, 'evt.dns.zone.a')).toBe(2);
  });

  it('writes to disk before it acknowledges, takes messages of 1 MiB, and opens no monitor', async () => {
    const dataDir = join(root, 'settings');
    const server = await start({ dataDir });
    const connection = await connect({ servers: server.url });
    expect(connection.info?.max_payload).toBe(1_048_576);
    await connection.close();
    const config: unknown = JSON.parse(await readFile(join(dataDir, 'nats.conf'), 'utf8'));
    expect(config).toMatchObject({ jetstream: { sync_interval: 'always' } });
    expect(config).not.toHaveProperty('http_port');
  });

  it('lets a user publish on its own subjects only, and nobody in without a password', async () => {
    const dataDir = join(root, 'users');
    const users = [
      { user: 'dns', password: 'pa$$"word', permissions: { publish: ['evt.dns.>'], subscribe: ['_INBOX.>'] } },
    ];
    const server = await start({ dataDir, users });
    await expect(connect({ servers: server.url })).rejects.toThrow('Authorization Violation');
    const dns = await connect({ servers: server.url, user: 'dns', pass: 'pa$$"word' });
    const refused = new Promise<unknown>((resolve) => {
      void (async () => {
        for await (const status of dns.status()) if (status.type === 'error') resolve(status.error);
      })();
    });
    dns.publish('evt.dns.zone.a');
    dns.publish('evt.tenant.tenant.t1');
    expect(await refused).toMatchObject({ operation: 'publish', subject: 'evt.tenant.tenant.t1' });
    expect(await refused).toBeInstanceOf(PermissionViolationError);
    await dns.close();
  });

  it('keeps passwords in a file for its owner alone, never among the arguments', async () => {
    const dataDir = join(root, 'secrets');
    const server = await start({ dataDir, users: [{ user: 'dns', password: 'marked-secret' }] });
    expect((await stat(join(dataDir, 'nats.conf'))).mode & 0o777).toBe(0o600);
    expect(await readFile(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain('marked-secret');
    expect(await readFile(join(dataDir, 'server.log'), 'utf8')).not.toContain('marked-secret');
  });

  it('forms a cluster of three that takes replicated streams', async () => {
    const members = await startNatsCluster({ dataDir: join(root, 'cluster') });
    started.push(...members.map(({ server }) => server));
    const connection = await connect({ servers: members.map(({ server }) => server.url) });
    const stream = JSON.stringify({ name: 'EVENTS', subjects: ['evt.>'], storage: 'file', num_replicas: 3 });
    const made = await connection.request('$JS.API.STREAM.CREATE.EVENTS', stream, { timeout: 10_000 });
    expect(made.json()).toMatchObject({ config: { num_replicas: 3 } });
    await connection.close();
  });
});
