import type { Reach } from '@freehold/contracts/identity/grant';
import type { Positions } from '@freehold/ledger/positions';
import type { Logger } from '@freehold/service/log';
import type { Gate } from '../access/gate.js';
import type { Logins } from '../access/logins.js';
import type { ReachedRows, Rows } from '../access/rows.js';
import type { Sessions } from '../access/sessions.js';
import type { AuditDesk } from '../audit/audit-desk.js';
import type { Commands } from '../commands/commands.js';
import type { KeptAnswers } from '../commands/kept-answers.js';
import { EventReader } from '../events/event-reader.js';
import type { EventStream } from '../events/event-stream.js';
import type { Limits } from '../limits/limits.js';
import { OperationReader } from '../operations/operation-reader.js';
import { ResourceReader } from '../resources/resource-reader.js';
import type { Asker } from './asker.js';

/** What is the same for every request. */
export interface Office {
  readonly log: Logger;
  readonly positions: Positions;
  readonly stream: EventStream;
  readonly commands: Commands;
  readonly answers: KeptAnswers;
  readonly limits: Limits;
  readonly ask: Asker;
  readonly gate: Gate;
  readonly audit: AuditDesk;
  readonly sessions: Sessions;
  readonly logins: Logins;
  /** Opens `/cron/sync-infra` and nothing else. */
  readonly cron_secret: string | undefined;
}

/**
 * Everything that handlers answer one request with: the read models, of which only what lies within the caller's reach is
 * there, and the ways to the services.
 */
export interface Desk extends Office {
  readonly reach: Reach;
  readonly rows: Rows;
  readonly resources: ResourceReader;
  readonly operations: OperationReader;
  readonly events: EventReader;
  /** The same desk within another reach: what somebody may read, where they may not write. */
  within(reach: Reach): Desk;
}

/** A desk within a reach. */
export function deskWithin(reach: Reach, reached: ReachedRows, office: Office): Desk {
  const rows = reached.within(reach);
  return {
    ...office,
    reach,
    rows,
    resources: new ResourceReader(rows),
    operations: new OperationReader(rows, office.positions),
    events: new EventReader(rows),
    within: (other) => deskWithin(other, reached, office),
  };
}
