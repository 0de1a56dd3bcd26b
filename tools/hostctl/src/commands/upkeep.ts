import type { Command } from 'commander';
import { isObject } from '../api/json.js';
import type { OpenSession, Session } from '../session.js';
import { addChangeOptions, send } from './change.js';
import { examples } from './subcommand.js';

export function addProjections(program: Command, open: OpenSession): void {
  const projections = program
    .command('projections')
    .description('The tables that readers see, and how far they have come');
  projections.addHelpText('after', examples('projections list', 'projections rebuild gateway resources --wait'));
  projections
    .command('list')
    .description('Each with its position and how far it lags behind the ledger')
    .addHelpText('after', examples('projections list'))
    .action(async (_: unknown, command: Command) => answer(open(command), '/projections'));
  addChangeOptions(
    projections
      .command('rebuild')
      .description('Make a table anew from the ledger, beside the live one, and swap them')
      .argument('<service>')
      .argument('<name>')
      .addHelpText('after', examples('projections rebuild gateway resources --wait')),
  ).action(async (service: string, name: string, _: unknown, command: Command) => {
    const path = `/projections/${encodeURIComponent(service)}/${encodeURIComponent(name)}/rebuild`;
    await send(open(command), command, { method: 'POST', path, done: `${service} ${name} is being rebuilt` });
  });
}

export function addParked(program: Command, open: OpenSession): void {
  const parked = program.command('parked').description('Work that was given up after many tries');
  parked.addHelpText('after', examples('parked list', 'parked replay dns zone <id>', 'parked drop dns zone <id>'));
  parked
    .command('list')
    .description('What is parked, and why')
    .addHelpText('after', examples('parked list'))
    .action(async (_: unknown, command: Command) => answer(open(command), '/parked'));
  for (const [verb, description] of [
    ['replay', 'Try it again'],
    ['drop', 'Leave it as it is'],
  ] as const) {
    const command = parked.command(verb).description(description);
    command.addHelpText('after', examples(`parked ${verb} dns zone <id>`));
    addChangeOptions(command.argument('<service>').argument('<kind>').argument('<id>')).action(
      async (service: string, kind: string, id: string, _: unknown, run: Command) => {
        const path = `/parked/${[service, kind, id].map(encodeURIComponent).join('/')}/${verb}`;
        await send(open(run), run, { method: 'POST', path, done: `${verb}: done` });
      },
    );
  }
}

/** These lists come whole; a service that is away is named beside them. */
async function answer({ api, print, note }: Session, path: string): Promise<void> {
  const { body } = await api.send({ method: 'GET', path });
  await print.answer(body);
  const away = isObject(body) ? body['unavailable'] : undefined;
  if (Array.isArray(away) && away.length > 0) note(`no answer from ${away.join(', ')}`);
}
