import type { Positions } from '@freehold/ledger/positions';
import type { Logger } from '@freehold/service/log';
import type { Pool } from 'pg';
import type { Commands } from '../commands/commands.js';
import type { EventReader } from '../events/event-reader.js';
import type { EventStream } from '../events/event-stream.js';
import type { OperationReader } from '../operations/operation-reader.js';
import type { ResourceReader } from '../resources/resource-reader.js';
import type { Asker } from './asker.js';

/** Everything that handlers answer with: the read models, and the ways to the services. */
export interface Desk {
  readonly pool: Pool;
  readonly log: Logger;
  readonly positions: Positions;
  readonly resources: ResourceReader;
  readonly operations: OperationReader;
  readonly events: EventReader;
  readonly stream: EventStream;
  readonly commands: Commands;
  readonly ask: Asker;
  /** Opens `/cron/sync-infra` and nothing else. */
  readonly cron_secret: string | undefined;
}
