import type { Figure } from './figure.js';
import { inventorySync } from './figures/account-sync.js';
import { balancerMap } from './figures/balancer-map.js';
import { commandLatency } from './figures/command-latency.js';
import { commandThroughput } from './figures/command-throughput.js';
import { gatewayGet } from './figures/gateway-get.js';
import { gatewayRebuild } from './figures/gateway-rebuild.js';
import { longLists } from './figures/long-lists.js';
import { nameToPage } from './figures/name-to-page.js';
import { recordToDig } from './figures/record-to-dig.js';
import { serviceRebuild } from './figures/service-rebuild.js';
import { sseCrowd } from './figures/sse-crowd.js';
import { start } from './figures/start.js';
import { thousandClients } from './figures/thousand-clients.js';
import { thousandSites } from './figures/thousand-sites.js';
import { visible } from './figures/visible.js';
import { wayIn } from './figures/way-in.js';
import { work } from './figures/work.js';
import { machine } from './machine.js';
import { writeReport } from './report.js';
import { conditions, table } from './table.js';

/** Everything that is measured, in the order of the table. */
const FIGURES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  'command-throughput': commandThroughput,
  'command-latency': commandLatency,
  'service-rebuild': serviceRebuild,
  'gateway-rebuild': gatewayRebuild,
  work,
  'gateway-get': gatewayGet,
  'way-in': wayIn,
  'thousand-clients': thousandClients,
  'long-lists': longLists,
  visible,
  'record-to-dig': recordToDig,
  'inventory-sync': inventorySync,
  'name-to-page': nameToPage,
  'thousand-sites': thousandSites,
  'balancer-map': balancerMap,
  'sse-crowd': sseCrowd,
  start,
};

/** Percent of the machine that may be used by others before a run is worth a warning. */
const MUCH = 15;

const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in FIGURES));
if (unknown !== undefined) {
  process.stderr.write(`There is no figure ${unknown}. There are: ${Object.keys(FIGURES).join(', ')}.\n`);
  process.exit(2);
}

const where = await machine();
if (where.busy > MUCH)
  process.stderr.write(`Other programs use ${where.busy} % of this machine: figures will be worse than they are.\n`);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(FIGURES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const from = performance.now();
  process.stderr.write(`${name} …`);
  figures.push(...(await measure()));
  process.stderr.write(` ${((performance.now() - from) / 1_000).toFixed(0)} s\n`);
}
process.stdout.write(`${table(figures)}\n`);
if (named.length === 0) await writeReport(figures, where);
else process.stdout.write(`\n${conditions(figures)}\n`);
process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
