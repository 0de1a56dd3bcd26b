import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAudit } from './commands/audit.js';
import { addCompletion } from './commands/completion.js';
import { addContext } from './commands/context.js';
import { addConvergeShard } from './commands/converge-shard.js';
import { addDeclared } from './commands/declared.js';
import { addDiff } from './commands/diff.js';
import { addEvents } from './commands/events.js';
import { addExplain } from './commands/explain.js';
import { addGet } from './commands/get.js';
import { addIdentity } from './commands/identity.js';
import { addInfrastructure } from './commands/infrastructure.js';
import { addList } from './commands/list.js';
import { addLogin } from './commands/login.js';
import { addOperations } from './commands/operations.js';
import { addPlatformConfig } from './commands/platform-config.js';
import { addReplay } from './commands/replay.js';
import { examples } from './commands/subcommand.js';
import { addTenant } from './commands/tenant.js';
import { addUndo } from './commands/undo.js';
import { addParked, addProjections } from './commands/upkeep.js';
import { addVerbs } from './commands/verbs.js';
import { addWrites } from './commands/write.js';
import { addGlobalOptions, opening } from './session.js';
import { type Terminal, wantsColour } from './terminal.js';

const INTRODUCTION =
  'Runs a Freehold platform from the command line.\n\n' +
  'As whom: hostctl login, or an API key, which comes from FREEHOLD_API_KEY or from a file and never from an argument: ' +
  '--key-file, FREEHOLD_API_KEY_FILE, the file of a context, or var/admin.key, which make up writes.';

const EXIT_CODES = `
Exit codes: 0 ok, 1 error, 2 wrong usage, 3 differences, 4 not authorised, 5 still running when --wait ended`;

/** The whole command line: most of it follows from the kinds' declarations. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('hostctl')
    .description(INTRODUCTION)
    .version(version(), '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
      getErrHelpWidth: () => terminal.stderr.columns ?? 100,
      getOutHasColors: () => wantsColour(terminal.stdout, terminal.env),
      getErrHasColors: () => wantsColour(terminal.stderr, terminal.env),
    });
  addGlobalOptions(program);
  const open = opening(terminal);
  addGet(program, open);
  addList(program, open);
  addDiff(program, open);
  addWrites(program, open);
  addVerbs(program, open);
  addDeclared(program, open, terminal);
  addConvergeShard(program, open, terminal);
  addTenant(program, open, terminal);
  addInfrastructure(program, open);
  addOperations(program, open);
  addEvents(program, open);
  addAudit(program, open);
  addProjections(program, open);
  addReplay(program, open);
  addUndo(program, open);
  addParked(program, open);
  addIdentity(program, open);
  addPlatformConfig(program, open);
  addExplain(program, terminal);
  addContext(program, terminal);
  addLogin(program, terminal);
  addCompletion(program, open, terminal);
  program.addHelpText('after', `${examples(...FIRST_STEPS)}\n${EXIT_CODES}`);
  return program;
}

const FIRST_STEPS = [
  'list ips',
  'create zone --name acme.example --wait',
  'create record --zone-id acme.example --type A --name www --content 192.0.2.10 --wait',
  'events follow',
  'explain zone',
];

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version; // our own package.json
}
