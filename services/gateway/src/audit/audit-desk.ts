import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import type { Asker } from '../edge/asker.js';
import { LedgerExport } from './ledger-export.js';
import { Refusals } from './refusals.js';

/** What the edge needs for the audit. */
export class AuditDesk {
  readonly refusals: Refusals;
  readonly ledger: LedgerExport;

  constructor({ ledger, log }: { readonly ledger: Ledger; readonly log: Logger }, ask: Asker) {
    this.refusals = new Refusals(ledger.js, log);
    this.ledger = new LedgerExport(ledger, ask);
  }
}
