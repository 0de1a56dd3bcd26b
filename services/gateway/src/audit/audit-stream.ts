import { AUDIT, AUDIT_SUBJECTS } from '@freehold/contracts/audit/streams';
import type { Ledger } from '@freehold/ledger/ledger';
import { JetStreamApiError, StorageType } from '@nats-io/jetstream';

const STREAM_NOT_FOUND = 10059;
const DAY_NS = 86_400 * 1e9;

/** How long refusals are kept, and in how much room; used once, when the stream is made. */
export interface Retention {
  readonly replicas: number;
  readonly days: number;
  /** When it is full, the oldest go. */
  readonly bytes: number;
}

/** Creates the stream of refusals where it is missing; an existing one is left as it is. Nobody can take anything out of it. */
export async function ensureAudit({ jsm }: Pick<Ledger, 'jsm'>, { replicas, days, bytes }: Retention): Promise<void> {
  try {
    await jsm.streams.info(AUDIT);
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND)) throw error;
    await jsm.streams.add({
      name: AUDIT,
      description: 'What was refused and denied, and logins',
      subjects: [AUDIT_SUBJECTS],
      storage: StorageType.File,
      num_replicas: replicas,
      max_age: days * DAY_NS,
      max_bytes: bytes,
      deny_delete: true,
      deny_purge: true,
    });
  }
}
