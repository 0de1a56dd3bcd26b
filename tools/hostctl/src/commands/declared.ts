import { type Command } from 'commander';
import { clusterFiles, type Declared, seedFiles } from '../declared/apply.js';
import { execute } from '../declared/execute.js';
import { isChange, rowOf, type Step } from '../declared/plan.js';
import { EXIT, Failure } from '../failure.js';
import { milliseconds } from '../moment.js';
import { type OpenSession, progressOf } from '../session.js';
import { readAll, readText, type Terminal } from '../terminal.js';
import { DEFAULT_WAIT, waitOption } from './change.js';
import { examples } from './subcommand.js';

interface Options {
  readonly file: string;
  readonly plan?: true;
  /** Milliseconds. */
  readonly wait?: number;
}

/** `cluster apply` and `seed`: what a file wants is found by its name or made, and changed where it differs. */
export function addDeclared(program: Command, open: OpenSession, terminal: Terminal): void {
  const clusters = program.commands.find((command) => command.name() === 'clusters');
  if (clusters === undefined) throw new Error('the verbs of clusters are to be added before their files');
  const apply = clusters
    .command('apply')
    .description('Make a region and a cluster as a file wants them, and provision it');
  addFile(apply, clusterFiles, open, terminal);
  apply.addHelpText(
    'after',
    examples('cluster apply -f examples/cluster.yaml --plan', 'cluster apply -f examples/cluster.yaml'),
  );
  const seed = program
    .command('seed')
    .description('Make brands, zones, and tenants with their sites as a file wants them');
  addFile(seed, seedFiles, open, terminal);
  seed.addHelpText('after', examples('seed -f examples/site.yaml --plan', 'seed -f examples/site.yaml'));
}

function addFile<D extends { readonly api_url?: string | undefined }>(
  command: Command,
  files: Declared<D>,
  open: OpenSession,
  terminal: Terminal,
): void {
  command
    .requiredOption('-f, --file <path>', 'the YAML file; - reads standard input')
    .option('--plan', 'only say what would be done; exit code 3 when that is anything')
    .addOption(waitOption())
    .action(async (options: Options, run: Command) => {
      const source = options.file === '-' ? 'standard input' : options.file;
      const text = options.file === '-' ? await readAll(terminal.stdin) : readText(options.file);
      const document = files.read(text, source);
      const session = open(run, document.api_url);
      const steps = await files.plan(document, session.api);
      const changes = steps.filter(isChange);
      const show = () => session.print.list(changes.map(rowOf), COLUMNS);
      if (options.plan === true) {
        await show();
        if (changes.length > 0) throw differing(changes);
        return session.note('nothing to change');
      }
      const timeout = options.wait ?? milliseconds(DEFAULT_WAIT) ?? 0;
      await execute(steps, { api: session.api, note: progressOf(run, terminal), timeout });
      await show();
      if (changes.length === 0) session.note('nothing to change');
    });
}

const COLUMNS = ['action', 'kind', 'name', 'changes'];

function differing({ length }: readonly Step[]): Failure {
  const what = length === 1 ? '1 step is' : `${length} steps are`;
  return new Failure(`${what} to be done: without --plan they are`, EXIT.differences, 'hostctl.differences');
}
