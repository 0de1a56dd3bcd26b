import type { Command } from 'commander';
import { isObject } from '../api/json.js';
import { EXIT, Failure, misused } from '../failure.js';
import type { OpenSession } from '../session.js';
import { addChangeOptions, send } from './change.js';
import { examples, moment } from './subcommand.js';

const PATH = '/platform/config';

/** The flat map of strings that holds where no brand says otherwise. */
export function addPlatformConfig(program: Command, open: OpenSession): void {
  const config = program.command('config').alias('platform-config').description('Settings of the whole platform');
  config.addHelpText(
    'after',
    examples('config get', 'config get primary_ns', 'config set primary_ns=ns1.example.net default_ttl=300'),
  );
  config
    .command('get')
    .description('Show every setting, or one')
    .argument('[key]')
    .addHelpText('after', examples('config get', 'config get primary_ns --as-of 1d'))
    .option('--as-of <moment>', 'as they were at a position, a time, or so long ago (10m)', moment)
    .action(async (key: string | undefined, { asOf }: { asOf?: string }, command: Command) => {
      const { api, print } = open(command);
      const { body } = await api.send({ method: 'GET', path: PATH, query: { asOf } });
      if (key === undefined) return print.item(body);
      const value = isObject(body) ? body[key] : undefined;
      if (value === undefined)
        throw new Failure(`there is no setting ${key}: see hostctl config get`, EXIT.error, 'hostctl.no_setting');
      print.item(value);
    });
  addChangeOptions(
    config
      .command('set')
      .description('Change settings; the others stay')
      .argument('<key=value...>')
      .addHelpText('after', examples('config set primary_ns=ns1.example.net default_ttl=300')),
  ).action(async (pairs: string[], _: unknown, command: Command) => {
    await send(open(command), command, {
      method: 'PUT',
      path: PATH,
      body: Object.fromEntries(pairs.map(pair)),
      done: 'set',
    });
  });
  const unset = config.command('unset').description('Remove settings').argument('<key...>');
  addChangeOptions(unset.addHelpText('after', examples('config unset default_ttl'))).action(
    async (keys: string[], _: unknown, command: Command) => {
      const body = Object.fromEntries(keys.map((key) => [key, null]));
      await send(open(command), command, { method: 'PUT', path: PATH, body, done: 'removed' });
    },
  );
}

function pair(text: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw misused(`${text} is not key=value`);
  return [key, value];
}
