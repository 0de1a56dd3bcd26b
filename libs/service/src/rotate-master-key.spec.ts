import { randomBytes } from 'node:crypto';
import { freshNats } from '@freehold/testing/servers';
import { expect, it } from '@jest/globals';
import { readConfig, ServiceConfig } from './config.js';
import { connectNats } from './nats.js';
import { natsRights } from './nats-rights.js';
import { rotateMasterKey } from './rotate-master-key.js';
import { openVault } from './vault.js';

const user = 'identity';
const nats = await freshNats({ users: [{ user, password: 'hush', permissions: natsRights(user) }] });
const [old, next] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

const environment = (more: Record<string, string>) => ({
  FREEHOLD_NATS_URL: nats.url,
  FREEHOLD_IDENTITY_NATS_PASSWORD: 'hush',
  ...more,
});

async function withVault<T>(more: Record<string, string>, work: (vault: Awaited<ReturnType<typeof openVault>>) => T) {
  const config = readConfig(user, ServiceConfig, environment(more));
  const nc = await connectNats(user, config);
  try {
    return await work(await openVault(config, nc));
  } finally {
    await nc.close();
  }
}

it('the master key is rotated with the rights of a service that holds it, and the old one opens nothing afterwards', async () => {
  const sealed = await withVault({ FREEHOLD_MASTER_KEY: old }, (vault) => vault.seal('t1', 'password', 'x'));
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const both = environment({ FREEHOLD_MASTER_KEY: next, FREEHOLD_KNOWN_MASTER_KEYS: old });
  expect(await rotateMasterKey(user, both, say)).toBe(true);
  expect(said.join()).toMatch(/1 keys newly, 0 before/);
  expect(await withVault({ FREEHOLD_MASTER_KEY: next }, (vault) => vault.open('t1', 'password', sealed))).toBe('x');
  await withVault({ FREEHOLD_MASTER_KEY: old }, async (vault) => {
    await expect(vault.open('t1', 'password', sealed)).rejects.toThrow('FREEHOLD_KNOWN_MASTER_KEYS_FILE');
  });
});

it('a rotation that cannot read a key says so, and that the older master keys are still needed', async () => {
  const said: string[] = [];
  const alone = environment({ FREEHOLD_MASTER_KEY: randomBytes(32).toString('base64') });
  expect(await rotateMasterKey(user, alone, (line) => void said.push(line))).toBe(false);
  expect(said.join()).toContain('The key of t1 is wrapped with the master key');
});
