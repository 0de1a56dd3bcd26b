import { parseBundleLine } from '@freehold/chain/bundle';
import { PublicKey } from '@freehold/chain/key';
import { type Command, InvalidArgumentError } from 'commander';
import { isObject } from '../api/json.js';
import { type Elsewhere, importPlan } from '../bundle/import.js';
import { verifiedBundle } from '../bundle/verify.js';
import { execute } from '../declared/execute.js';
import { isChange, rowOf } from '../declared/plan.js';
import { EXIT, Failure } from '../failure.js';
import { milliseconds } from '../moment.js';
import { type OpenSession, progressOf, type Session } from '../session.js';
import type { Terminal } from '../terminal.js';
import { addChangeOptions, DEFAULT_WAIT, send, waitOption } from './change.js';
import { examples } from './subcommand.js';

/** A tenant's history may be long. */
const EXPORTED_WITHIN_MS = 24 * 3_600_000;

interface ImportOptions extends Elsewhere {
  readonly file: string;
  readonly publicKey?: string;
  readonly plan?: true;
  /** Milliseconds. */
  readonly wait?: number;
}

/** What a tenant can do beside its verbs: be summed up, tried again as a whole, taken to another platform. */
export function addTenant(program: Command, open: OpenSession, terminal: Terminal): void {
  const tenants = program.commands.find((command) => command.name() === 'tenants');
  if (tenants === undefined) throw new Error('the verbs of tenants are to be added before what else they can do');
  tenants
    .command('summary')
    .description('How many resources of each kind it has, by status')
    .argument('<id>')
    .addHelpText('after', examples('tenant summary <id>'))
    .action(async (id: string, _: unknown, command: Command) => await summary(open(command), id));
  addChangeOptions(
    tenants
      .command('retry-failed')
      .description('Try everything of it again that has failed')
      .argument('<id>')
      .addHelpText('after', examples('tenant retry-failed <id>')),
  ).action(async (id: string, _: unknown, command: Command) => {
    const path = `/tenants/${encodeURIComponent(id)}/retry-failed`;
    await send(open(command), command, { method: 'POST', path, done: 'tried again' });
  });
  tenants
    .command('export')
    .description('Write it with all that it has to standard output, signed; secrets are not in it')
    .argument('<id>')
    .option('--history', 'with every event of it')
    .addHelpText('after', examples('tenant export <id> > tenant.ndjson'))
    .action(async (id: string, { history }: { history?: true }, command: Command) => {
      await exported(open(command), id, { history: history?.toString() });
    });
  addImport(tenants, open, terminal);
}

function addImport(tenants: Command, open: OpenSession, terminal: Terminal): void {
  tenants
    .command('import')
    .description('Make what tenant export has written on this platform; a second time changes nothing')
    .requiredOption('-f, --file <path>', 'the bundle; it is proven before anything of it is used')
    .option('--public-key <key>', 'of the platform that it is of, from its audit keys, kept elsewhere', keyArgument)
    .option('--plan', 'only say what would be done; exit code 3 when that is anything')
    .option('--brand <name>', 'of which brand it is to be (the one of the same name)')
    .option('--region <name>', 'where it is to be (the region of the same name)')
    .option('--cluster <name>', 'where it is to be (the cluster of the same name)')
    .option('--shard <name>', 'where it is to be (the web shard with the fewest tenants)')
    .addOption(waitOption())
    .addHelpText(
      'after',
      examples('tenant import -f tenant.ndjson --plan', 'tenant import -f tenant.ndjson --brand acme --cluster west'),
    )
    .action(async (options: ImportOptions, command: Command) => {
      const say = progressOf(command, terminal);
      const { head, key_id } = await verifiedBundle(options.file, options.publicKey);
      say(`the bundle of ${head.tenant_id} at position ${head.position} is whole, and signed by the key ${key_id}`);
      if (options.publicKey === undefined) say('whose key that is, is open: give --public-key, kept elsewhere');
      const session = open(command);
      const { steps, left } = await importPlan(options.file, head, options, session.api);
      for (const [why, count] of left) say(`left out, ${count}: ${why}`);
      const changes = steps.filter(isChange);
      const show = () => session.print.list(changes.map(rowOf), ['action', 'kind', 'name', 'changes']);
      if (options.plan === true) {
        await show();
        if (changes.length > 0)
          throw new Failure(
            `${changes.length} to be done: without --plan they are`,
            EXIT.differences,
            'hostctl.differences',
          );
        return session.note('nothing to change');
      }
      const timeout = options.wait ?? milliseconds(DEFAULT_WAIT) ?? 0;
      await execute(steps, { api: session.api, note: say, timeout });
      await show();
      if (changes.length === 0) session.note('nothing to change');
    });
}

async function summary({ api, print }: Session, id: string): Promise<void> {
  const { body } = await api.send({ method: 'GET', path: `/tenants/${encodeURIComponent(id)}/resource-summary` });
  const items = isObject(body) && Array.isArray(body['items']) ? body['items'].filter(isObject) : [];
  if (print.format === 'table') await print.list(items, ['kind', 'total', 'by_status']);
  else print.item(body);
}

/** Passes lines on as they come. @throws Failure when it ends without its trailer: what was written then is no bundle */
async function exported(
  { api, terminal }: Session,
  id: string,
  query: Record<string, string | undefined>,
): Promise<void> {
  const signal = AbortSignal.timeout(EXPORTED_WITHIN_MS);
  const decoder = new TextDecoder();
  let last = '';
  try {
    const path = `/tenants/${encodeURIComponent(id)}/export`;
    for await (const chunk of await api.stream({ path, query }, signal)) {
      const text = decoder.decode(chunk, { stream: true });
      terminal.stdout.write(text);
      last = lastLine(last + text);
    }
  } catch (error) {
    throw api.explained(error, {});
  }
  const line = parseBundleLine(last);
  if (line === undefined || !('trailer' in line))
    throw new Failure('the export was broken off: what was written is no bundle', EXIT.error, 'hostctl.broken_off');
}

/** The last line of a text that has begun, with its end where it has one. */
function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
}

function keyArgument(text: string): string {
  if (!PublicKey.safeParse(text).success) throw new InvalidArgumentError('A key is 43 characters of base64url.');
  return text;
}
