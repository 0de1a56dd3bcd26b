import { z } from 'zod';

/** Positions, as the ledger counts them: 1 is the first event. */
export const Position = z.int().nonnegative();

/**
 * One message of the ledger, as it is chained and exported: what its writer published, and where it lies. Headers that begin with `Nats-`
 * are not of it: the server adds and drops them, depending on how a message is read. The time at which the server stored it is not either:
 * clients round it. The event's own time is the header `ce-time`.
 */
export const Entry = z.strictObject({
  position: Position.min(1),
  subject: z.string(),
  /** By name; a name has one value or more. */
  headers: z.record(z.string(), z.array(z.string())),
  /** The payload where it is text, which it always was as long as Freehold wrote it. */
  data: z.string().optional(),
  /** The payload in base64, where it is no well-formed UTF-8. */
  data_base64: z.base64().optional(),
});
export type Entry = z.output<typeof Entry>;

/** A message as NATS clients hand it over. */
export interface Message {
  readonly seq: number;
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers?: Iterable<readonly [string, readonly string[]]> | undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function entryOf({ seq, subject, data, headers = [] }: Message): Entry {
  const own = [...headers].filter(([name]) => !name.toLowerCase().startsWith('nats-'));
  const values = own.map(([name, all]): [string, string[]] => [name, [...all]]);
  return { position: seq, subject, headers: Object.fromEntries(values), ...payloadOf(data) };
}

function payloadOf(bytes: Uint8Array): Pick<Entry, 'data' | 'data_base64'> {
  try {
    return { data: utf8.decode(bytes) };
  } catch {
    return { data_base64: Buffer.from(bytes).toString('base64') };
  }
}
