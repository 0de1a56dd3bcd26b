import { REFUSALS_SUBJECT } from '@freehold/contracts/audit/streams';
import type { Ledger } from '@freehold/ledger/ledger';
import { AuditRecords } from '@freehold/service/audit-records';
import type { Logger } from '@freehold/service/log';
import { counts, type RefusedRequest, refusalOf } from './refused-request.js';

/** Records what the gateway has refused. Requests wait for nothing; see {@link AuditRecords}. */
export class Refusals {
  private readonly records: AuditRecords;

  constructor(js: Pick<Ledger['js'], 'publish'>, log: Logger, most?: number) {
    this.records = new AuditRecords(js, REFUSALS_SUBJECT, log, most);
  }

  /** Takes a refused request in, if it counts. Never throws, never waits. */
  record(request: RefusedRequest): void {
    this.records.record(request.request_id, () => (counts(request) ? refusalOf(request, new Date()) : undefined));
  }

  /** Publishes what is waiting, tries nothing twice any more, and ends. */
  async close(): Promise<void> {
    await this.records.close();
  }
}
