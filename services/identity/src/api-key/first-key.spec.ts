import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventSubject } from '@freehold/contracts/event';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { ServiceRuntime } from '@freehold/service/runtime';
import { freshDatabase, freshNats, temporaryDirectory } from '@freehold/testing/servers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { apiKey } from './api-key.js';
import { firstKey } from './first-key.js';

const OWNER = defineService({
  name: 'identity',
  context: 'identity',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({ owned: [{ decider: apiKey }] }),
});

let runtime: ServiceRuntime;
let file: string;

beforeEach(async () => {
  const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
  runtime = await ServiceRuntime.open(OWNER, {
    FREEHOLD_NATS_URL: nats.url,
    FREEHOLD_POSTGRES_URL: database.url,
    FREEHOLD_LOG_LEVEL: 'silent',
  });
  await runtime.start();
  file = join(await temporaryDirectory(), 'below', 'admin.key');
});

afterEach(async () => {
  await runtime?.stop();
});

async function start(reset = false): Promise<string> {
  await firstKey(runtime.parts, { file, reset });
  return (await readFile(file, 'utf8')).trim();
}

async function facts(): Promise<string[]> {
  const events = await runtime.parts.ledger.read(eventSubject(ApiKey.context, ApiKey.name, 'first'));
  return events.map(({ fact }) => fact);
}

describe('the first key', () => {
  it('is made once, for its owner alone, and the ledger has its digest only', async () => {
    const key = await start();
    expect(key).toMatch(/^fh_[A-Za-z0-9_-]{43}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await start()).toBe(key);
    const [made, ...others] = await runtime.parts.ledger.read(eventSubject(ApiKey.context, ApiKey.name, 'first'));
    expect(others).toEqual([]);
    expect(JSON.stringify(made)).not.toContain(key);
  });

  it('is the one that an operator has put there, and nothing that is no key', async () => {
    await start();
    await writeFile(file, `fh_${'A'.repeat(43)}\n`);
    expect(await start(true)).toBe(`fh_${'A'.repeat(43)}`);
    await writeFile(file, 'root:x:0:0');
    await expect(start(true)).rejects.toThrow('does not hold an API key');
  });

  it('is made once by replicas that start together', async () => {
    const options = { file, reset: false };
    await Promise.all([firstKey(runtime.parts, options), firstKey(runtime.parts, options)]);
    expect(await facts()).toEqual(['created']);
  });

  it('that was revoked stays so, until somebody asks for another one in so many words', async () => {
    await start();
    await runtime.parts.command({ kind: ApiKey, verb: 'delete', resource_id: 'first' });
    await start();
    expect(await facts()).toEqual(['created', 'deleted']);
    await rm(file);
    await start(true);
    await start(true);
    expect(await facts()).toEqual(['created', 'deleted', 'created']);
  });
});

describe('a key', () => {
  it('is not made without a digest: it would open nothing', async () => {
    const reply = await runtime.parts.command({
      kind: ApiKey,
      verb: 'create',
      resource_id: 'k',
      data: { name: 'x', scopes: ['*:*'], brands: [] },
    });
    expect(reply).toMatchObject({ outcome: 'rejected', code: 'api-key.invalid' });
  });
});
