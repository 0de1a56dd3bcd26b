import { z } from 'zod';
import { Checkpoint, Place } from './checkpoint.js';
import { Entry, Position } from './entry.js';
import { Hash } from './hash.js';
import { ChainKey } from './key.js';

/**
 * One line of an export (NDJSON): its head, the keys, and then events and checkpoints in the order of their positions, a checkpoint after
 * the event that it ends with.
 */
export const ExportLine = z.union([
  z.strictObject({
    export: z.strictObject({
      version: z.literal(1),
      /** What was asked for. */
      from: Position,
      to: Position,
      /** Where the export begins: the last checkpoint before `from`, or the beginning. */
      begins: Place,
      /** The first checkpoint from `to` on, which closes it; null where there is none yet. */
      ends: Place.nullable(),
    }),
  }),
  z.strictObject({ key: ChainKey }),
  z.strictObject({ checkpoint: Checkpoint }),
  /** `hash` is what the exporter says of the chain after it: it helps to find the place of a change, and proves nothing. */
  z.strictObject({ event: Entry, hash: Hash.optional() }),
]);
export type ExportLine = z.output<typeof ExportLine>;

/** A line as it is written, with its end. */
export function renderLine(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** @returns undefined for what is no line of an export */
export function parseLine(text: string): ExportLine | undefined {
  try {
    const parsed = ExportLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
