import type { Command } from 'commander';
import type { OpenSession } from '../session.js';
import { addChangeOptions, send } from './change.js';
import { examples } from './subcommand.js';

/** The platform's own OpenID provider. */
export function addIdentity(program: Command, open: OpenSession): void {
  const identity = program.command('identity').description('The OpenID provider of the platform');
  const rotate = identity
    .command('rotate-signing-keys')
    .description('Sign tokens with a new key, once everybody knows it: in a quarter of an hour');
  const example = examples('identity rotate-signing-keys');
  identity.addHelpText('after', example);
  addChangeOptions(rotate.addHelpText('after', example)).action(
    async (_: unknown, command: Command) =>
      await send(open(command), command, {
        method: 'POST',
        path: '/identity/signing-keys/rotate',
        done: 'a new key takes over',
      }),
  );
}
