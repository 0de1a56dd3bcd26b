import type { Command } from 'commander';
import { DEFAULT_WAIT } from './commands/change.js';

/**
 * The arguments as commander reads them rightly, wherever what follows a flag could be taken for something else:
 * - A value may begin with a dash, as every 64th public key does and many a TXT record. Commander looks for the flags of
 *   hostctl itself in all arguments before the subcommand reads any: `--public-key -V…` would write the version and end
 *   with 0, as if all were well. So such a value is joined to its flag.
 * - `--wait` alone means its usual time: commander would take the next argument, which may be an id, for the time.
 */
export function unmistakable(program: Command, args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const [flags, rest] = end === -1 ? [args, []] : [args.slice(0, end), args.slice(end)];
  return [...withValues(program, flags).map((arg) => (arg === '--wait' ? `--wait=${DEFAULT_WAIT}` : arg)), ...rest];
}

function withValues(program: Command, args: readonly string[]): string[] {
  const read: string[] = [];
  let commands = [program];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const value = args[index + 1];
    const flag = commands.flatMap(({ options }) => options).find(({ long, short }) => arg === long || arg === short);
    if (flag?.required === true && value !== undefined) {
      read.push(...(value.startsWith('-') ? [arg === flag.long ? `${arg}=${value}` : `${arg}${value}`] : [arg, value]));
      index++;
      continue;
    }
    const below = commands[0]?.commands.find((command) => command.name() === arg || command.aliases().includes(arg));
    if (below !== undefined) commands = [below, ...commands];
    read.push(arg);
  }
  return read;
}
