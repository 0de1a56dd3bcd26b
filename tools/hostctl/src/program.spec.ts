import { kinds } from '@freehold/contracts/kinds';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { buildProgram } from './program.js';
import { captured } from './stand-in.js';

describe('the command line', () => {
  it('explains every command there is', async () => {
    for (const path of paths(program())) {
      const { code, out } = await captured([...path, '--help']);
      expect({ path, code, usage: out.includes('Usage: hostctl') }).toEqual({ path, code: 0, usage: true });
    }
  });

  it('knows every kind that has routes by its singular and its plural', async () => {
    for (const { name, plural, routes } of kinds) {
      if (routes === undefined) continue;
      for (const word of [name, plural]) {
        expect((await captured(['get', word, '--help'])).code).toBe(0);
        expect((await captured(['list', word, '--help'])).code).toBe(0);
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

function paths(command: Command, above: readonly string[] = []): string[][] {
  return command.commands
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => [[...above, child.name()], ...paths(child, [...above, child.name()])]);
}
