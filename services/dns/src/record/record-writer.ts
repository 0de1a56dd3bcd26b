import { BackendError } from '@freehold/ledger/backend-error';
import type { DnsBackend } from '../backends/dns-backend.js';
import { isAutomatic, isSettled, type RecordRow } from './record-row.js';
import type { ZoneRecords } from './zone-records.js';

/** So many records go with one patch at the most. */
const MOST_AT_ONCE = 500;
/** Beyond so many remembered writes those of old are forgotten, and made again. */
const MOST_REMEMBERED = 10_000;

/**
 * Writes records to the name server, in a turn of their zone. With one automatic record go all others that wait in the zone:
 * names are bound by the hundred, and a patch costs the server nearly the same for one as for all. Their own work finds it done.
 */
export class RecordWriter {
  /** By id of a record, the generation that was written before its work came. */
  private readonly ahead = new Map<string, number>();

  constructor(private readonly backend: DnsBackend) {}

  /** Whether a record as it stands went with another one's patch. True once: whoever comes again has cause to write again. */
  wasWritten({ id, generation }: RecordRow): boolean {
    const written = this.ahead.get(id) === generation;
    this.ahead.delete(id);
    return written;
  }

  /**
   * Has the name server hold what `records` make at the place of `row`, whether it comes or goes.
   * @throws BackendError as `DnsBackend.patch`; what is refused of the others is left to their own work
   */
  async write(row: RecordRow, records: ZoneRecords, zone: string, signal: AbortSignal): Promise<void> {
    const others = isAutomatic(row) ? waiting(records, row) : [];
    if (others.length > 0 && (await this.writeAll([row, ...others], records, zone, signal))) {
      for (const { id, generation } of others) this.remember(id, generation);
      return;
    }
    await this.backend.patch(zone, records.changesAt(records.affectedBy(row)), signal);
  }

  /** @returns false when one of them is refused, and so nothing was written */
  private async writeAll(
    rows: readonly RecordRow[],
    records: ZoneRecords,
    zone: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      await this.backend.patch(zone, records.changesAt(rows.flatMap((row) => records.affectedBy(row))), signal);
      return true;
    } catch (error) {
      if (error instanceof BackendError && error.code === 'refused') return false;
      throw error;
    }
  }

  private remember(id: string, generation: number): void {
    if (this.ahead.size >= MOST_REMEMBERED) this.ahead.clear();
    this.ahead.set(id, generation);
  }
}

/** The automatic records of a zone, beside one, about which work is outstanding. */
function waiting(records: ZoneRecords, { id }: RecordRow): RecordRow[] {
  return records.rows
    .filter((row) => row.id !== id && isAutomatic(row) && !isSettled(row) && row.status !== 'failed')
    .slice(0, MOST_AT_ONCE);
}
