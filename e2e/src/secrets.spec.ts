import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';

const KEY = 'MARKED-KEY-5d0c9e';
const CHANGED_KEY = 'MARKED-CHANGED-KEY-77a1';
const PASSWORD = 'MARKED-PASSWORD-b34f';

describe('what a provider must not tell and a client must not find again', () => {
  let platform: PlatformUnderTest;
  let emulator: HostwindsEmulator;

  beforeAll(async () => {
    emulator = await startHostwindsEmulator({ apiKey: KEY, servers: 15, ipsPerServer: 2, secretMarker: PASSWORD });
    platform = await PlatformUnderTest.start({ FREEHOLD_LOG_LEVEL: 'trace' });
    const { api } = platform;
    const { id } = (
      await api.post('/providers', {
        name: 'Marked',
        kind: 'hostwinds',
        settings: { base_url: emulator.url, requests_per_second: 0 },
        credentials: { api_key: KEY },
        sync_interval: 0,
      })
    ).body;
    const sync = async () => await api.post(`/providers/${id}/sync`, undefined, { prefer: 'wait=20' });
    await sync();
    expect((await api.get(`/infrastructure/vps?provider_id=${id}`)).body.items).toHaveLength(15);
    await api.put(`/providers/${id}`, { credentials: { api_key: CHANGED_KEY } });
    await sync(); // is refused: the key is wrong now
    emulator.faults.malformNext(3);
    await api.put(`/providers/${id}`, { credentials: { api_key: KEY } });
    await sync();
    await api.get(`/providers/${id}/test-connection`);
    await api.post('/providers', { name: 'Wrong', kind: 'hostwinds', credentials: { api_key: [KEY], extra: KEY } });
  });

  afterAll(async () => emulator.stop());

  const marks = (text: string) => text.match(/MARKED-[A-Z-]+/g) ?? [];

  it('was really there', async () => {
    const form = new URLSearchParams({ action: 'get_instances', API: KEY });
    const response = await fetch(emulator.url, { method: 'POST', body: form });
    expect(await response.text()).toContain(PASSWORD);
  });

  it('stands in no message that NATS holds', async () => {
    const found: string[] = [];
    for (const [user, streams] of [
      ['gateway', ['EVENTS', 'SAMPLES']],
      ['inventory-sync', ['KV_KEYS']],
    ] as const) {
      const ledger = await LedgerUnderTest.connect(platform, user);
      for (const stream of streams) {
        const messages = await ledger.messages(stream);
        expect([stream, messages.length > 0]).toEqual([stream, true]);
        found.push(...messages.flatMap(({ subject, text }) => marks(text).map((mark) => `${subject}: ${mark}`)));
      }
      await ledger.close();
    }
    expect(found).toEqual([]);
  });

  it('stands in no table of PostgreSQL', async () => {
    const database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
    const dump = await database.dump();
    expect(dump).toContain('inventory_sync.resource');
    expect(dump).toContain('Marked');
    expect(marks(dump)).toEqual([]);
    await database.close();
  });

  it('stands in no line that the platform logs, however talkative it is', () => {
    expect(platform.log).toContain('a sync is complete');
    expect(marks(platform.log)).toEqual([]);
  });

  it('stands in no file of the platform’s data', () => {
    const files = readdirSync(platform.dataDir, { recursive: true, encoding: 'utf8' }).map((file) =>
      join(platform.dataDir, file),
    );
    const found = files.filter((file) => marks(contentOf(file)).length > 0);
    expect(files.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('stands on no command line', () => {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const lines = processes.map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      } catch {
        return ''; // it has ended meanwhile
      }
    });
    const secrets = [
      platform.key,
      ...Object.values((JSON.parse(platform.file('secrets.json')) as { nats: Record<string, string> }).nats),
    ]; // its own file
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});

/** Nothing of a directory, nor of a file that went meanwhile. */
function contentOf(file: string): string {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'latin1') : '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''; // as node:fs says
    throw error;
  }
}
