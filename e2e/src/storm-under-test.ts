import type { RecordedEvent } from '@freehold/contracts/event';
import { expect } from '@jest/globals';
import { repeat, type Sent } from './history.js';
import { judge } from './judgement.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import type { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { allRows, quiet, rebuild, TABLES } from './projections.js';
import { foldedAt } from './time-travel.js';

/** Holds a platform that has been through a storm to everything that it has told its clients. */
export async function holdToItsWord(platform: PlatformUnderTest, sent: readonly Sent[]): Promise<void> {
  const { api } = platform;
  await quiet(api);
  const ledger = await LedgerUnderTest.connect(platform);
  const events = await ledger.events();
  const { state } = await ledger.info();
  expect({ messages: state.messages, first: state.first_seq }).toEqual({ messages: state.last_seq, first: 1 });
  expect(judge(sent, events)).toEqual([]);
  await expectOneTruth(platform, sent);
  expect(await ledger.last()).toBe(state.last_seq); // repeats wrote nothing
  await expectFold(platform, events);
  await expectRebuild(platform);
  await ledger.close();
}

/** Whatever a client was told on the way, asking again under the same key tells what became of the command. */
async function expectOneTruth({ api }: PlatformUnderTest, sent: readonly Sent[]): Promise<void> {
  for (const command of sent) {
    const { status, headers, body } = await repeat(api, command);
    const told = [command.key, command.status, command.position, command.id];
    expect([command.key, status, Number(headers.get('freehold-position')), body.id ?? '']).toEqual(told);
  }
}

async function expectFold({ api }: PlatformUnderTest, events: readonly RecordedEvent[]): Promise<void> {
  for (const [kind, path] of [
    ['tenant', '/tenants'],
    ['brand', '/brands'],
    ['zone', '/zones'],
  ] as const) {
    const folded = foldedAt(events, events.length, [kind]);
    const shown = new Map((await api.all(path)).map((item) => [`${kind}/${item.id}`, item]));
    expect(shown).toEqual(folded);
  }
}

async function expectRebuild(platform: PlatformUnderTest): Promise<void> {
  const database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
  const live = await allRows(database);
  for (const projection of Object.keys(TABLES)) await rebuild(platform.api, projection);
  expect(await allRows(database)).toEqual(live);
  await database.close();
}
