import { kindNamed } from '@freehold/contracts/kinds';
import { type Command, Option } from 'commander';
import { isObject, type JsonObject } from '../api/json.js';
import { idFrom } from '../kinds/ids.js';
import type { OpenSession, Session } from '../session.js';
import { addAuditLedger } from './audit-ledger.js';
import { kindArgument } from './events.js';
import { addPageOptions, type PageOptions, show } from './listing.js';
import { examples, time, wholeNumber } from './subcommand.js';

const COLUMNS = ['time', 'outcome', 'actor', 'address', 'action', 'kind', 'resource_id', 'code'];

interface ListOptions extends PageOptions {
  readonly actor?: string;
  readonly onBehalfOf?: string;
  readonly kind?: string;
  readonly id?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly tenant?: string;
  readonly brand?: string;
  readonly address?: string;
  readonly request?: string;
  readonly since?: string;
  readonly until?: string;
}

export function addAudit(program: Command, open: OpenSession): void {
  const audit = program
    .command('audit')
    .description('Who did what and why, and proof that the ledger is as it was written');
  audit.addHelpText(
    'after',
    examples(
      'audit list --kind zone --since 1d',
      'audit list --outcome denied --address 192.0.2.7',
      'audit why record <id>',
      'audit export --from 1 > ledger.ndjson',
      'audit verify ledger.ndjson --public-key <key>',
    ),
  );
  addListing(audit, open);
  addWhy(audit, open);
  addAuditLedger(audit, open);
}

function addListing(audit: Command, open: OpenSession): void {
  addPageOptions(audit.command('list').description('What was done, refused and denied, the newest first'))
    .option('--actor <actor>', 'by key:<id>, user:<id>, agent:<key id> or service:<name>')
    .option('--on-behalf-of <actor>', 'by an agent that acted for this one')
    .option('--kind <kind>', 'only of this kind', kindArgument)
    .option('--id <id>', 'only of this resource')
    .option('--action <action>', 'a fact (created), a type (ZoneCreated), a method (DELETE) or a code (zone.in_use)')
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices(['accepted', 'refused', 'denied']))
    .option('--tenant <id>', 'only of this tenant')
    .option('--brand <id>', 'only of this brand')
    .option('--address <address>', 'only from this IP address')
    .option('--request <id>', 'all that one request caused: its X-Request-Id')
    .option('--since <time>', 'from this time on, or so long ago (1h)', time)
    .option('--until <time>', 'before this time', time)
    .addHelpText('after', examples('audit list --kind zone --since 1d', 'audit list --outcome denied'))
    .action(async (options: ListOptions, command: Command) => {
      const { actor, onBehalfOf, kind, id, action, outcome, tenant, brand, address, request, since, until } = options;
      const of = { kind, resource_id: id, tenant_id: tenant, brand_id: brand, correlation_id: request };
      const query = { ...of, actor, on_behalf_of: onBehalfOf, action, outcome, address, since, until };
      await show(open(command), { path: '/audit', query }, options, COLUMNS);
    });
}

function addWhy(audit: Command, open: OpenSession): void {
  audit
    .command('why')
    .description('What led to the newest event of a resource, back to the request, and what followed from it')
    .argument('<kind>', 'singular or plural', kindArgument)
    .argument('<id>', 'its id, or its name where the id follows from it')
    .option('--position <position>', 'ask about this event of it instead', wholeNumber)
    .addHelpText('after', examples('audit why fqdn www.acme.example', 'audit why zone acme.example --position 4711'))
    .action(async (kind: string, id: string, { position }: { position?: number }, command: Command) => {
      const session = open(command);
      const path = `/resources/${kind}/${encodeURIComponent(idFrom(kindNamed(kind), id))}/why`;
      const { body } = await session.api.send({ method: 'GET', path, query: { position: position?.toString() } });
      if (session.print.format === 'table' && isObject(body)) tell(session, body);
      else session.print.item(body);
    });
}

/** The request on the first line, its consequences below it, each indented under what caused it. */
function tell({ print, note }: Session, why: JsonObject): void {
  const { event, causes, request, truncated } = why;
  if (isObject(request))
    print.line(`${String(request['actor'])} ${from(request)}request ${String(request['correlation_id'])}`);
  const chain = Array.isArray(causes) ? causes.filter(isObject).toReversed() : [];
  for (const [depth, cause] of chain.entries()) print.line(line(cause, depth + 1));
  if (isObject(event)) tree(print, event, chain.length + 1);
  if (truncated === true) note('there is more than is shown: ask about an event below with --position');
}

function tree(print: Session['print'], event: JsonObject, depth: number): void {
  print.line(line(event, depth));
  const { effects } = event;
  if (Array.isArray(effects)) for (const effect of effects.filter(isObject)) tree(print, effect, depth + 1);
}

function line({ position, type, kind, resource_id, actor, time: at }: JsonObject, depth: number): string {
  return `${'  '.repeat(depth)}${String(position)} ${String(type)} ${String(kind)}/${String(resource_id)} by ${String(actor)} at ${String(at)}`;
}

function from({ address, reason }: JsonObject): string {
  return `${typeof address === 'string' ? `from ${address} ` : ''}${typeof reason === 'string' ? `(${reason}) ` : ''}`;
}
