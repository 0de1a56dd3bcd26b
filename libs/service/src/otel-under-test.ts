/** A process for otel.spec.ts: an edge that turns each POST into a command, and the service that owns its kind and makes it so. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId, newId } from '@freehold/contracts/ids';
import { envelope, sendCommand } from '@freehold/ledger/commander';
import { z } from 'zod';
import { defineService } from './definition.js';
import { LedgerTables1700000000001 } from './ledger-tables.js';
import { ServiceRuntime } from './runtime.js';

const edge = createServer((request, response) => {
  if (request.method === 'GET') response.end();
  else void create().then((reply) => response.end(JSON.stringify(reply)));
});
edge.listen(0, '127.0.0.1');
await once(edge, 'listening');
const { port } = edge.address() as AddressInfo; // it listens on a port

const dns = defineService({
  name: 'dns',
  context: 'dns',
  config: z.object({}),
  migrations: [LedgerTables1700000000001],
  wire: () => ({
    owned: [{ decider: lifecycle(Zone) }],
    reconcilers: [
      {
        kind: Zone,
        async converge(_, signal) {
          await fetch(`http://127.0.0.1:${port}/backend`, { signal });
          return { observed: { serial: 1, ds: [], nameservers: [] } };
        },
        remove: async () => {},
      },
    ],
  }),
});

const runtime = await ServiceRuntime.open(dns, process.env);
await runtime.start();

/** Sends its command over NATS, as between two services, though both ends are here. */
async function create() {
  const resource_id = naturalId('zone', 'traced.example');
  const wish = { kind: Zone, verb: 'create', resource_id, data: { name: 'traced.example' }, correlation_id: newId() };
  return await sendCommand(runtime.parts.nc, 'dns', envelope(wish, 'key:spec'));
}

process.stdout.write(`${port}\n`);
process.once('SIGTERM', () => {
  edge.close();
  edge.closeAllConnections();
  void runtime.stop();
});
