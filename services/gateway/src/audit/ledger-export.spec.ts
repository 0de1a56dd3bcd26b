import { BEGINNING, type Checkpoint, type Place, signCheckpoint } from '@freehold/chain/checkpoint';
import { entryOf } from '@freehold/chain/entry';
import { parseLine } from '@freehold/chain/export-line';
import { link } from '@freehold/chain/hash';
import { newKey, signerOf } from '@freehold/chain/key';
import { verifyExport } from '@freehold/chain/verify';
import { EVENTS } from '@freehold/contracts/event';
import { Ledger } from '@freehold/ledger/ledger';
import { serveAsks } from '@freehold/service/asks';
import { createLog } from '@freehold/service/log';
import { freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StorageType } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Asker } from '../edge/asker.js';
import { LedgerExport } from './ledger-export.js';
import { ledgerMessages } from './ledger-messages.js';

const EVERY = 10;
const LAST = 45;

const nats = await freshNats();
const { key, private_key } = newKey(new Date().toISOString());
const signer = signerOf(key, private_key);
const checkpoints: Checkpoint[] = [];
let nc: NatsConnection;
let ledger: Ledger;
let exporting: LedgerExport;

beforeAll(async () => {
  nc = await connect({ servers: nats.url });
  ledger = await Ledger.open(nc);
  await ledger.jsm.streams.add({ name: EVENTS, subjects: ['evt.>'], storage: StorageType.File, allow_direct: true });
  for (let n = 1; n <= LAST; n++) await ledger.js.publish('evt.dns.zone.z1', JSON.stringify({ n }));
  await chained();
  answerAsAudit();
  exporting = new LedgerExport(ledger, new Asker(nc));
});

afterAll(async () => {
  await nc?.close();
});

/** Checkpoints of the ledger, as the audit service makes them. */
async function chained(): Promise<void> {
  let place: Place = BEGINNING;
  let previous: Place = BEGINNING;
  for (let seq = 1; seq <= LAST; seq++) {
    const message = await ledger.jsm.streams.getMessage(EVENTS, { seq });
    if (message === null) throw new Error(`there is no message ${seq}`);
    const { subject, data, header } = message;
    place = { position: seq, hash: link(place.hash, entryOf({ seq, subject, data, headers: header })) };
    if (seq % EVERY !== 0) continue;
    checkpoints.push(signCheckpoint({ ...place, count: EVERY, time: new Date().toISOString(), previous }, signer));
    previous = place;
  }
}

function answerAsAudit(): void {
  const asks = {
    keys: async () => ({ items: [key] }),
    checkpoints: async ({ after }: Record<string, unknown>) => ({
      items: checkpoints.filter(({ position }) => position > Number(after)),
    }),
    around: async ({ position: of }: Record<string, unknown>) => ({
      before: checkpoints.findLast(({ position }) => position < Number(of)) ?? null,
      from: checkpoints.find(({ position }) => position >= Number(of)) ?? null,
    }),
  };
  serveAsks(nc, 'audit', asks, createLog('spec', 'silent'));
}

async function exported(from: number, to?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exporting.lines(from, to)) lines.push(line);
  return lines;
}

const verified = async (lines: string[]) => await verifyExport(lines, [key.public_key]);

describe('an export of the ledger', () => {
  it('goes from the checkpoint before a range to the one that closes it, which together prove it', async () => {
    const lines = await exported(13, 27);
    const positions = lines.map(parseLine).flatMap((line) => (line && 'event' in line ? [line.event.position] : []));
    expect([positions.at(0), positions.at(-1)]).toEqual([11, 30]);
    expect(await verified(lines)).toMatchObject({
      findings: [],
      proven: { from: 11, to: 30 },
      events: 20,
      unproven: 0,
    });
  });

  it('goes from the first event to the last when nothing is said, and tells which of them are not signed yet', async () => {
    expect(await verified(await exported(1))).toMatchObject({ findings: [], proven: { from: 1, to: 40 }, unproven: 5 });
  });

  it('may lie behind the last checkpoint, and between two', async () => {
    expect(await verified(await exported(42, 44))).toMatchObject({ findings: [], proven: null, unproven: 4 });
    expect(await verified(await exported(12, 12))).toMatchObject({ findings: [], proven: { from: 11, to: 20 } });
  });

  it('is read as slowly as its reader wants', async () => {
    let count = 0;
    for await (const message of ledgerMessages(ledger, 1, LAST, 50)) {
      const slow = performance.now() + 120;
      if (message.seq % 20 === 0) await until(() => performance.now() > slow);
      count++;
    }
    expect(count).toBe(LAST);
  });

  it('shows what is missing: in the middle, and at the end', async () => {
    await ledger.jsm.streams.deleteMessage(EVENTS, 17);
    const { findings } = await verified(await exported(1, 30));
    expect(findings).toEqual([expect.objectContaining({ fault: 'missing', position: 17 })]);
    for (const seq of [38, 39, 40, 41, 42, 43, 44, 45]) await ledger.jsm.streams.deleteMessage(EVENTS, seq);
    const cut = await verified(await exported(31, 40));
    expect(cut.findings).toEqual([expect.objectContaining({ fault: 'truncated', position: 38 })]);
  });
});
