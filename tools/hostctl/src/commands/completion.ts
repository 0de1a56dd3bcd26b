import { Argument, type Command } from 'commander';
import { pages } from '../api/pages.js';
import { ApiProblem } from '../api/problem.js';
import { completionScript, SHELLS, type Shell } from '../completion/scripts.js';
import { spotsOf } from '../completion/spots.js';
import { Failure } from '../failure.js';
import { namingField } from '../kinds/ids.js';
import { parentsOf, routedKinds } from '../kinds/routes.js';
import type { OpenSession, Session } from '../session.js';
import type { Terminal } from '../terminal.js';
import { examples } from './subcommand.js';

const INSTALL = `
Install:
  bash  hostctl completion bash > ~/.local/share/bash-completion/completions/hostctl
  zsh   hostctl completion zsh > a folder of $fpath, as _hostctl
  fish  hostctl completion fish > ~/.config/fish/completions/hostctl.fish`;

/** `completion`, and what its scripts ask while a person types. Added last: it describes all the others. */
export function addCompletion(program: Command, open: OpenSession, terminal: Terminal): void {
  program
    .command('completion')
    .description('A script that completes commands, flags and ids in a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', `${examples('completion bash')}\n${INSTALL}`)
    .action((shell: Shell) => void terminal.stdout.write(completionScript(shell, spotsOf(program))));
  program
    .command('__complete', { hidden: true })
    .description('Ids of a kind that begin as typed; nothing at all where they cannot be had')
    .argument('<kind>')
    .argument('[begin]')
    .addHelpText('after', examples('__complete zone acme'))
    .action(async (kind: string, begin = '', _: unknown, run: Command) => {
      try {
        for (const id of await idsOf(kind, begin, open(run))) terminal.stdout.write(`${id}\n`);
      } catch (error) {
        // In the middle of a line that somebody types nothing is to be said.
        if (!(error instanceof Failure) && !(error instanceof ApiProblem)) throw error;
      }
    });
}

/** So long a person waits for a key, in milliseconds; and more than so many tell nothing. */
const PATIENCE_MS = 2_000;
const MOST = 100;

/** What fits no shell's idea of a word is left out: it would be cut, or worse, expanded. */
const PLAIN = /^[\w.@:+-]+$/;

async function idsOf(name: string, begin: string, { api }: Session): Promise<string[]> {
  const found = routedKinds.find(({ kind }) => kind.name === name);
  const list = found?.routes.lists.find(({ path }) => parentsOf([{ path }]).length === 0);
  if (found === undefined || list === undefined) return [];
  const key = namingField(found.kind) ?? 'id';
  const query = { search: begin === '' ? undefined : begin };
  const ids: string[] = [];
  for await (const item of pages(api, { path: list.path, query, limit: MOST, timeout: PATIENCE_MS })) {
    ids.push(String(item[key]));
  }
  return ids.filter((id) => id.startsWith(begin) && PLAIN.test(id));
}
