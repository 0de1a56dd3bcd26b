import { kinds } from '@freehold/contracts/kinds';
import type { Command } from 'commander';
import { routedKinds } from '../kinds/routes.js';

/** A place of the command line, and what may come next there. */
export interface Spot {
  /** The commands so far by their own names: `get zone`; the beginning is the empty one. */
  readonly at: string;
  /** Words that lead to a further spot: names and aliases of subcommands. */
  readonly steps: readonly { readonly words: readonly string[]; readonly to: string }[];
  /** Words that are simply possible: the kinds, where one is an argument. */
  readonly words: readonly string[];
  readonly flags: readonly string[];
  /** Kind whose ids may come next. */
  readonly ids: string | undefined;
}

/** Every spot of a command line, its beginning first. Flags of every command are those of the first. */
export function spotsOf(command: Command, above: readonly string[] = []): Spot[] {
  const at = above.join(' ');
  const children = command.commands.filter((child) => !child.name().startsWith('_'));
  const takes = command.registeredArguments.map((argument) => argument.name());
  const spot: Spot = {
    at,
    steps: children.map((child) => ({
      words: [child.name(), ...child.aliases()],
      to: [...above, child.name()].join(' '),
    })),
    words: takes.includes('kind') ? kinds.map(({ name }) => name) : [],
    flags: command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])),
    ids: takes[0] === 'id' ? kindOf(above) : undefined,
  };
  return [spot, ...children.flatMap((child) => spotsOf(child, [...above, child.name()]))];
}

/** The kind that a path of commands names; the last one, as in `infrastructure assign ip`. */
function kindOf(path: readonly string[]): string | undefined {
  const named = path.flatMap((word) => routedKinds.filter(({ kind }) => [kind.name, kind.plural].includes(word)));
  return named.at(-1)?.kind.name;
}
