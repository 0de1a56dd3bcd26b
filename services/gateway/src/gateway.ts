import { defineService } from '@freehold/service/definition';
import { READER } from './access/row-security.js';
import { forgetSessions } from './access/sessions.js';
import { ensureAudit } from './audit/audit-stream.js';
import { RefusalReader } from './audit/refusal-reader.js';
import { Idempotency } from './commands/idempotency.js';
import { KeptAnswers } from './commands/kept-answers.js';
import { GatewayConfig } from './config.js';
import { infrastructure, infrastructureEntities } from './infrastructure/infrastructure.js';
import { InfrastructureTables1700000001003 } from './infrastructure/infrastructure-tables.js';
import { SharedBudgets } from './limits/shared-budgets.js';
import { ReadModels1700000001001 } from './migrations/001-read-models.js';
import { Access1700000001002 } from './migrations/002-access.js';
import { RowSecurity1700000001010 } from './migrations/004-row-security.js';
import { Sessions1700000001011 } from './migrations/005-sessions.js';
import { Audit1700000001012 } from './migrations/006-audit.js';
import { KeptAnswers1700000001013 } from './migrations/007-kept-answers.js';
import { TenantsPast1700000001014 } from './migrations/008-tenants-past.js';
import { InfrastructurePast1700000001015 } from './migrations/009-infrastructure-past.js';
import { ReadPositions1700000001016 } from './migrations/010-read-positions.js';
import { eventsProjection } from './read-models/events.projection.js';
import { operationsProjection } from './read-models/operations.projection.js';
import { resourcesProjection } from './read-models/resources.projection.js';

const FORGET_EVERY_MS = 3_600_000;

/** The read models that clients see, and who may see them. It owns no kind and knows no rule of one. */
export const gateway = defineService({
  name: 'gateway',
  context: 'gateway',
  config: GatewayConfig,
  migrations: [
    ReadModels1700000001001,
    Access1700000001002,
    InfrastructureTables1700000001003,
    RowSecurity1700000001010,
    Sessions1700000001011,
    Audit1700000001012,
    KeptAnswers1700000001013,
    TenantsPast1700000001014,
    InfrastructurePast1700000001015,
    ReadPositions1700000001016,
  ],
  reader: READER,
  entities: infrastructureEntities,
  wire({ config, pool, ledger, log }) {
    const rented = infrastructure({ ledger, pool, log });
    const refusals = new RefusalReader({ ledger, pool, log });
    const aged = [new Idempotency(pool), new KeptAnswers(pool, log), new SharedBudgets(pool)];
    const forget = () => {
      const all = [...aged.map((rows) => rows.forget()), refusals.forget(config.refusals_days), forgetSessions(pool)];
      for (const forgetting of all)
        forgetting.catch((error: unknown) => log.warn({ err: error }, 'what is of no more use was not removed'));
    };
    let timer: NodeJS.Timeout | undefined;
    return {
      projections: [resourcesProjection, operationsProjection, eventsProjection, ...rented.projections],
      async started() {
        timer = setInterval(forget, FORGET_EVERY_MS).unref();
        const { ledger_replicas: replicas, refusals_days: days, refusals_bytes: bytes } = config;
        await ensureAudit(ledger, { replicas, days, bytes });
        refusals.start();
        await rented.started();
      },
      async stopped() {
        clearInterval(timer);
        await refusals.close();
        await rented.stopped();
      },
    };
  },
});
