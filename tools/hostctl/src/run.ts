import { CommanderError } from 'commander';
import { ApiProblem, sentences } from './api/problem.js';
import { unmistakable } from './arguments.js';
import { EXIT, type ExitCode, Failure } from './failure.js';
import type { Format } from './output/printer.js';
import { buildProgram } from './program.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one command line.
 * @param args without the interpreter and the script
 * @returns the exit code; a bug of hostctl's own is thrown
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = buildProgram(terminal);
  try {
    await program.parseAsync(unmistakable(program, args), { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? EXIT.ok : EXIT.usage;
    if (!(error instanceof ApiProblem) && !(error instanceof Failure)) throw error;
    // Only those who ask for JSON read it: where the default is JSON for a pipe, the eyes on standard error are human still.
    const { output } = program.opts<{ output?: Format }>();
    const isData = output === 'json' || output === 'ndjson';
    const lines = isData ? [JSON.stringify(problemOf(error))] : sentencesOf(error);
    terminal.stderr.write(`${lines.join('\n')}\n`);
    return error.exit;
  }
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}

function sentencesOf(error: ApiProblem | Failure): string[] {
  const lines = error instanceof ApiProblem ? sentences(error) : [error.message];
  return lines.map((line, index) => (index === 0 ? `hostctl: ${line}` : line));
}

/** The platform's problem as it came; hostctl's own failures in the same form. */
function problemOf(error: ApiProblem | Failure): unknown {
  return error instanceof ApiProblem
    ? { ...error.problem, status: error.status }
    : { type: 'about:blank', title: error.message, detail: error.message, code: error.code };
}
