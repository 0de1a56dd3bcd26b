import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId } from '@freehold/contracts/ids';
import { BackendError } from '@freehold/ledger/backend-error';
import { freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineService } from './definition.js';
import { LedgerTables1700000000001 } from './ledger-tables.js';
import { metricsText } from './metrics.js';
import { ServiceRuntime } from './runtime.js';

const dns = defineService({
  name: 'dns',
  context: 'dns',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({
    owned: [{ decider: lifecycle(Zone) }],
    reconcilers: [
      {
        kind: Zone,
        async converge() {
          throw new BackendError('refused', 'no such name');
        },
        remove: async () => {},
      },
    ],
  }),
});

/** Value of one series of the text format; undefined when it is not there. */
async function series(name: string, labels: Record<string, string>): Promise<number | undefined> {
  const lines = (await metricsText()).split('\n').filter((line) => line.startsWith(`${name}{`));
  const line = lines.find((candidate) =>
    Object.entries(labels).every(([key, value]) => candidate.includes(`${key}="${value}"`)),
  );
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('the metrics of a service', () => {
  let runtime: ServiceRuntime;

  beforeAll(async () => {
    const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
    runtime = await ServiceRuntime.open(dns, {
      FREEHOLD_NATS_URL: nats.url,
      FREEHOLD_POSTGRES_URL: database.url,
      FREEHOLD_LOG_LEVEL: 'silent',
    });
    await runtime.start();
    await runtime.parts.command({
      kind: Zone,
      verb: 'create',
      resource_id: naturalId('zone', 'parked.example'),
      data: { name: 'parked.example' },
    });
  });

  afterAll(() => runtime.stop());

  it('count commands by what became of them', async () => {
    const created = { service: 'dns', kind: 'zone', verb: 'create', outcome: 'accepted' };
    expect(await series('freehold_command_duration_seconds_count', created)).toBe(1);
  });

  it('show work that is parked, and the run that parked it', async () => {
    await until(
      async () => (await series('freehold_work_waiting_keys', { service: 'dns', kind: 'zone', state: 'parked' })) === 1,
    );
    // The table says so first: whoever counts is told once it does.
    await until(
      async () => (await series('freehold_work_runs_total', { service: 'dns', kind: 'zone', outcome: 'parked' })) === 1,
    );
  });

  it('show how far a follower has come, and how far the ledger', async () => {
    await until(async () => (await series('freehold_follower_lag_events', { service: 'dns', follower: 'rows' })) === 0);
    const end = await series('freehold_ledger_last_position', { stream: 'EVENTS' });
    expect(end).toBeGreaterThanOrEqual(2); // created, failed
    expect(await series('freehold_follower_position', { service: 'dns', follower: 'rows' })).toBe(end);
    expect(await series('freehold_follower_stopped', { service: 'dns', follower: 'rows' })).toBe(0);
    expect(await series('freehold_ledger_bytes', { stream: 'EVENTS' })).toBeGreaterThan(0);
  });
});
