/** A process for otel.spec.ts: an edge that turns each POST into a command, and the service that owns its kind. */
import { createServer } from 'node:http';
import { lifecycle } from '@freehold/contracts/decider';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { newId } from '@freehold/contracts/ids';
import { envelope, sendCommand } from '@freehold/ledger/commander';
import { z } from 'zod';
import { LedgerTables1700000000001 } from './ledger-tables.js';
import { defineService, ServiceRuntime } from './runtime.js';

const fleet = defineService({
  name: 'fleet',
  context: 'fleet',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({ owned: [{ decider: lifecycle(PlatformConfig) }] }),
});

const runtime = await ServiceRuntime.open(fleet, process.env);
await runtime.start();

const wish = {
  kind: PlatformConfig,
  verb: 'create',
  resource_id: PLATFORM,
  data: { values: { base_domain: 'traced.example' } },
};

const edge = createServer((_, response) => {
  void (async () => {
    // Over NATS, as between two services, though both ends are here.
    const reply = await sendCommand(
      runtime.parts.nc,
      'fleet',
      envelope({ ...wish, correlation_id: newId() }, 'key:spec'),
    );
    response.end(JSON.stringify(reply));
  })();
});
edge.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(edge.address())}\n`));

process.once('SIGTERM', () => {
  edge.close();
  edge.closeAllConnections();
  void runtime.stop();
});
