import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import { type Context, Contexts, issuerOf, type NamedContext } from '../contexts/contexts.js';
import { EXIT, Failure, misused } from '../failure.js';
import { readTokens } from '../login/tokens.js';
import { printerFor } from '../session.js';
import type { Terminal } from '../terminal.js';
import { examples } from './subcommand.js';

interface SetOptions {
  readonly server?: string;
  readonly keyFile?: string;
  readonly issuer?: string;
  readonly clientId?: string;
}

/** `context`: the platforms that one person works with. None of its commands asks a platform anything. */
export function addContext(program: Command, terminal: Terminal): void {
  const context = program
    .command('context')
    .alias('contexts')
    .description('Platforms by name, and as whom to speak to them');
  context.addHelpText(
    'after',
    examples('context set production --server https://platform.example', 'context use production'),
  );
  addReading(context, terminal);
  context
    .command('set')
    .description('Make a context or change one; the first becomes the current one')
    .argument('<name>')
    // --server and --key-file are flags of every command: here they are what is kept.
    .option('--issuer <url>', 'OpenID provider to log in at; silent: that of the platform')
    .option('--client-id <id>', 'as what hostctl is known there; silent: hostctl')
    .addHelpText(
      'after',
      examples(
        'context set production --server https://platform.example',
        'context set ci --server https://platform.example --key-file ~/.keys/freehold',
        'context set staff --server https://platform.example --issuer https://login.example/realms/staff',
      ),
    )
    .action((name: string, _: unknown, run: Command) => {
      const contexts = Contexts.read(terminal.env);
      const options = run.optsWithGlobals<SetOptions>();
      contexts.set(
        name,
        changed(
          contexts.all.find((one) => one.name === name),
          options,
        ),
      );
      printerFor(run, terminal).item(shown(contexts, contexts.named(name)));
    });
  context
    .command('use')
    .description('Make a context the current one')
    .argument('<name>')
    .addHelpText('after', examples('context use production'))
    .action((name: string) => Contexts.read(terminal.env).use(name));
  context
    .command('delete')
    .description('Forget a context, and the tokens of its login; hostctl logout revokes them')
    .argument('<name>')
    .addHelpText('after', examples('context delete production'))
    .action((name: string) => {
      const contexts = Contexts.read(terminal.env);
      const file = contexts.tokenFile(contexts.named(name));
      contexts.delete(name);
      rmSync(file, { force: true });
    });
}

function addReading(context: Command, terminal: Terminal): void {
  context
    .command('list')
    .description('Every context, and which is the current one')
    .addHelpText('after', examples('context list'))
    .action(async (_: unknown, run: Command) => {
      const contexts = Contexts.read(terminal.env);
      const rows = contexts.all.map((one) => shown(contexts, one));
      await printerFor(run, terminal).list(rows, ['name', 'current', 'server', 'speaks_as']);
    });
  context
    .command('show')
    .description('One context; without a name the current one')
    .argument('[name]')
    .addHelpText('after', examples('context show', 'context show production -o yaml'))
    .action((name: string | undefined, _: unknown, run: Command) => {
      const contexts = Contexts.read(terminal.env);
      const one = name === undefined ? contexts.current : contexts.named(name);
      if (one === undefined)
        throw new Failure('there is no current context: see hostctl context use', EXIT.error, 'hostctl.no_context');
      printerFor(run, terminal).item(shown(contexts, one));
    });
}

function changed(before: NamedContext | undefined, options: SetOptions): Context {
  const server = options.server ?? before?.server;
  if (server === undefined) throw misused('name the platform: --server https://platform.example');
  const [key_file, issuer, client_id] = [
    options.keyFile ?? before?.key_file,
    options.issuer ?? before?.issuer,
    options.clientId ?? before?.client_id,
  ];
  return {
    server,
    ...(key_file !== undefined && { key_file }),
    ...(issuer !== undefined && { issuer }),
    ...(client_id !== undefined && { client_id }),
  };
}

/** With what is no part of the file: whether it is the current one, and as whom it speaks. Never a key or a token. */
function shown(contexts: Contexts, context: NamedContext) {
  const login = context.key_file === undefined ? readTokens(contexts.tokenFile(context), context) : undefined;
  const nobody = 'nobody: hostctl login';
  const speaks_as =
    context.key_file === undefined ? ((login && (login.subject ?? 'a login')) ?? nobody) : 'the key of its file';
  const { name, ...rest } = context;
  return { name, current: contexts.current?.name === name, ...rest, issuer: issuerOf(context), speaks_as };
}
