import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import { Contexts, issuerOf, type NamedContext } from '../contexts/contexts.js';
import { type Target, type TargetOptions, targetOf } from '../contexts/target.js';
import { EXIT, Failure } from '../failure.js';
import { readTokens, tokensFrom, writeTokens } from '../login/tokens.js';
import type { Terminal } from '../terminal.js';
import { examples } from './subcommand.js';

interface Options {
  readonly browser?: true;
}

/** `login` and `logout`. OpenID Connect is loaded by those who need it alone. */
export function addLogin(program: Command, terminal: Terminal): void {
  program
    .command('login')
    .description('Log in as yourself; the tokens stand beside the contexts, renewed as they run out')
    .option('--browser', 'with the browser of this machine, in place of a code that is typed on any device')
    .addHelpText('after', examples('login', 'login --browser', 'login --server https://platform.example'))
    .action(async ({ browser }: Options, run: Command) => {
      const context = contextFor(targetOf(run.optsWithGlobals<TargetOptions>(), terminal), terminal);
      const say = (text: string) => terminal.stderr.write(`${text}\n`);
      const granted = await logIn(context, browser === true, say, terminal.stderr.isTTY === true);
      const tokens = tokensFrom(granted, context);
      writeTokens(Contexts.read(terminal.env).tokenFile(context), tokens);
      say(`logged in to ${context.name} as ${tokens.subject ?? 'somebody whom the provider does not name'}`);
    });
  program
    .command('logout')
    .description('Take a login back: its tokens are revoked and forgotten')
    .addHelpText('after', examples('logout', 'logout --context production'))
    .action(async (_: unknown, run: Command) => {
      const { context } = targetOf(run.optsWithGlobals<TargetOptions>(), terminal);
      if (context === undefined) return void terminal.stderr.write('nobody is logged in\n');
      const file = Contexts.read(terminal.env).tokenFile(context);
      const tokens = readTokens(file, context);
      // Forgotten first: whatever the provider says, nobody shows them from here again.
      rmSync(file, { force: true });
      if (tokens === undefined) return void terminal.stderr.write(`nobody is logged in to ${context.name}\n`);
      await revoke(context, tokens.refresh_token ?? tokens.access_token);
      terminal.stderr.write(`logged out of ${context.name}\n`);
    });
}

async function logIn(context: NamedContext, byBrowser: boolean, say: (text: string) => void, isTerminal: boolean) {
  const { discover } = await import('../login/provider.js');
  const { hasDeviceFlow, logInByDevice } = await import('../login/device.js');
  const provider = await discover(context);
  if (!byBrowser && hasDeviceFlow(provider)) return await logInByDevice(provider, say);
  const { logInByBrowser, openPage } = await import('../login/browser.js');
  return await logInByBrowser(provider, (page) => {
    say(`Log in at ${page.href}`);
    if (isTerminal) openPage(page);
  });
}

async function revoke(context: NamedContext, token: string): Promise<void> {
  const { tokenRevocation } = await import('openid-client');
  const { discover, expected } = await import('../login/provider.js');
  const provider = await discover(context);
  if (provider.serverMetadata().revocation_endpoint === undefined)
    throw new Failure(
      `${issuerOf(context)} revokes nothing: the tokens run out by themselves`,
      EXIT.error,
      'hostctl.not_revoked',
    );
  await expected('the tokens are forgotten here, but not revoked', tokenRevocation(provider, token));
}

/** The context that is logged in to; a platform that none leads to gets one, called as its host is. */
function contextFor({ server, context }: Target, { env }: Terminal): NamedContext {
  if (context !== undefined) return context;
  const contexts = Contexts.read(env);
  const known = contexts.all.find((one) => new URL(one.server).href === server.href);
  if (known !== undefined) return known;
  const name = server.hostname.replace(/[^a-z0-9.-]/gi, '');
  const free = contexts.all.some((one) => one.name === name)
    ? `${name}-${server.port || server.protocol.slice(0, -1)}`
    : name;
  contexts.set(free, { server: server.href });
  return contexts.named(free);
}
