/** Ledgers, chains and exports of them, as specs need them. */
import { BEGINNING, type Checkpoint, type Place, signCheckpoint } from './checkpoint.js';
import { type Entry, entryOf } from './entry.js';
import type { ExportLine } from './export-line.js';
import { link } from './hash.js';
import { newKey, type Signer, signerOf } from './key.js';

export function aSigner(by?: Signer): Signer {
  const { key, private_key } = newKey('2026-11-27T10:00:00.000Z', by);
  return signerOf(key, private_key);
}

/** The n-th event of a ledger. */
export function anEntry(position: number, data = `{"n":${position}}`): Entry {
  const headers = [
    ['ce-id', [`id-${position}`]],
    ['ce-type', ['ZoneUpdated']],
    ['Nats-Msg-Id', [`id-${position}`]],
  ] as const;
  return entryOf({ seq: position, subject: 'evt.dns.zone.z1', data: Buffer.from(data), headers });
}

export interface Exported {
  readonly signer: Signer;
  readonly lines: ExportLine[];
}

/** An export of `count` events with a checkpoint each `every` events; the head, the key, then events and checkpoints. */
export function anExport(
  count: number,
  every: number,
  signers: readonly Signer[] = [aSigner()],
  data?: string,
): Exported {
  const [signer] = signers;
  if (signer === undefined) throw new Error('somebody has to sign');
  const body: ExportLine[] = [];
  let hash = BEGINNING.hash;
  let previous: Place = BEGINNING;
  for (let position = 1; position <= count; position++) {
    const event = anEntry(position, data);
    hash = link(hash, event);
    body.push({ event, hash });
    if (position % every !== 0) continue;
    const by = signers[Math.min(Math.floor(position / every) - 1, signers.length - 1)] ?? signer;
    const checkpoint = checkpointAt({ position, hash }, previous, by);
    previous = { position, hash };
    body.push({ checkpoint });
  }
  const ends = previous.position === 0 ? null : previous;
  const head: ExportLine = { export: { version: 1, from: 1, to: count, begins: BEGINNING, ends } };
  return { signer, lines: [head, ...signers.map(({ key }) => ({ key })), ...body] };
}

export function checkpointAt(place: Place, previous: Place, signer: Signer): Checkpoint {
  const count = place.position - previous.position;
  return signCheckpoint({ ...place, count, time: '2026-11-27T10:00:00.000Z', previous }, signer);
}

/** Where in the lines the event of a position stands. */
export function lineOf(lines: readonly ExportLine[], position: number): number {
  return lines.findIndex((line) => 'event' in line && line.event.position === position);
}
