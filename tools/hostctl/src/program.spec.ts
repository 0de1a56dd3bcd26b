import { kinds } from '@freehold/contracts/kinds';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { buildProgram } from './program.js';
import { captured } from './stand-in.js';

describe('the command line', () => {
  it('explains every command there is', () => {
    const all = program();
    for (const path of paths(all)) {
      expect({ path, help: helpOf(all, path) }).toEqual({ path, help: expect.stringContaining('Usage: hostctl') });
    }
  });

  it('shows every command by examples that it understands', () => {
    const silent = program();
    for (const path of paths(silent)) {
      const shown = helpOf(silent, path).split('\nExamples:\n')[1] ?? '';
      const lines = [...shown.matchAll(/^ {2}\$ hostctl (.+)$/gm)].map(([, line]) => line ?? '');
      expect({ path, examples: lines.length > 0 }).toEqual({ path, examples: true });
      for (const line of lines)
        expect({ line, isCommand: isUnderstood(silent, line) }).toEqual({ line, isCommand: true });
    }
  });

  it('knows every kind that has routes by its singular and its plural', () => {
    const all = program();
    for (const { name, plural, routes } of kinds) {
      if (routes === undefined) continue;
      for (const verb of ['get', 'list', 'diff']) {
        const known = all.commands.find((command) => command.name() === verb)?.commands ?? [];
        const words = known.flatMap((command) => [command.name(), ...command.aliases()]);
        expect({ verb, words }).toEqual({ verb, words: expect.arrayContaining([name, plural]) });
      }
    }
  });

  it('suggests what was meant', async () => {
    expect((await captured(['list', 'zoens'])).err).toContain('Did you mean zones?');
  });

  it('explains every kind, for people and for programs, without a platform', async () => {
    for (const { name, summary } of kinds) {
      expect((await captured(['explain', name, '-o', 'table'])).out).toContain(summary);
      expect(JSON.parse((await captured(['explain', name])).out)).toMatchObject({ kind: name });
    }
  });

  it('explains the fields of a kind with what binds them', async () => {
    const { fields } = JSON.parse((await captured(['explain', 'record'])).out);
    expect(fields).toContainEqual({
      field: 'ttl',
      type: 'integer',
      choices: [],
      required: false,
      default: 3600,
      notes: '60..86400',
    });
    expect(fields).toContainEqual(expect.objectContaining({ field: 'zone_id', required: true }));
  });
});

function program(): Command {
  const silent = { write: () => undefined };
  return buildProgram({ stdin: (async function* () {})(), stdout: silent, stderr: silent, env: {}, cwd: () => '/' });
}

function helpOf(top: Command, path: readonly string[]): string {
  const command = path.reduce((at, name) => at.commands.find((child) => child.name() === name) ?? at, top);
  let text = '';
  command.configureOutput({ ...command.configureOutput(), writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

/** Whether a line names commands that there are, and flags that the last of them has. */
function isUnderstood(top: Command, line: string): boolean {
  let command = top;
  for (const word of line.split(' ')) {
    const next = command.commands.find((child) => child.name() === word || child.aliases().includes(word));
    if (next === undefined && word.startsWith('-')) {
      const [flag] = word.split('=');
      const options = [...command.options, ...top.options];
      if (!options.some(({ long, short }) => flag === long || flag === short)) return false;
    }
    command = next ?? command;
  }
  return command !== top;
}

function paths(command: Command, above: readonly string[] = []): string[][] {
  return command.commands
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => [[...above, child.name()], ...paths(child, [...above, child.name()])]);
}
