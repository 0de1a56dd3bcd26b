import { type Command, Option } from 'commander';
import { ApiClient } from './api/client.js';
import { credentialFor } from './contexts/credentials.js';
import { type TargetOptions, targetOf } from './contexts/target.js';
import { FORMATS, type Format, Printer } from './output/printer.js';
import { type Say, whileShown } from './output/progress.js';
import { type Terminal, wantsColour } from './terminal.js';

/** What a command works with: the platform, and where its results go. */
export interface Session {
  readonly api: ApiClient;
  readonly print: Printer;
  readonly terminal: Terminal;
  /** Says something to people: on standard error, and only while a terminal shows it. */
  note(text: string): void;
  /** Does long work, and shows people that it goes on. */
  during<T>(text: string, work: (say: Say) => Promise<T>): Promise<T>;
}

/**
 * Opens the session of a command that is being run, from its flags and its environment.
 * @param meant the platform that a file says it is for; refused where flags or environment name another one
 */
export type OpenSession = (command: Command, meant?: string) => Session;

interface GlobalOptions extends TargetOptions {
  readonly output?: Format;
  readonly fields?: readonly string[];
}

/** The flags that every command has. */
export function addGlobalOptions(program: Command): void {
  program
    .addOption(
      new Option('-o, --output <format>', 'how to write results; for people a table, for pipes json').choices(FORMATS),
    )
    .option('--fields <names>', 'only these fields, in this order: id,status,settings.base_url', (text: string) =>
      text
        .split(',')
        .map((field) => field.trim())
        .filter(Boolean),
    )
    .option('--context <name>', 'where and as whom, by name: see hostctl context (FREEHOLD_CONTEXT; the current one)')
    .option('--server <url>', 'address of the platform (FREEHOLD_URL; that of the context; http://127.0.0.1:8090)')
    .option('--key-file <path>', 'file that holds the API key (FREEHOLD_API_KEY_FILE, var/admin.key)');
}

export function opening(terminal: Terminal): OpenSession {
  return (command, meant) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const target = targetOf(options, terminal, meant);
    return {
      api: new ApiClient({ server: target.server, credential: () => credentialFor(target, options, terminal) }),
      print: printerFor(command, terminal),
      terminal,
      during: (text, work) => whileShown(terminal, text, work),
      note: (text) => void (terminal.stderr.isTTY === true && terminal.stderr.write(`${text}\n`)),
    };
  };
}

export function printerFor(command: Command, terminal: Terminal): Printer {
  const { fields } = command.optsWithGlobals<GlobalOptions>();
  const colour = wantsColour(terminal.stdout, terminal.env);
  return new Printer(terminal.stdout, { format: formatOf(command, terminal), fields, colour });
}

/**
 * Tells what a long command is doing: on standard error, into a file too, where it is the log of it. Not where standard
 * error is read as JSON.
 */
export function progressOf(command: Command, { stderr }: Terminal): (line: string) => void {
  const { output } = command.optsWithGlobals<GlobalOptions>();
  const isData = output === 'json' || output === 'ndjson';
  return (line) => void (isData || stderr.write(`${line}\n`));
}

/** Scripts read JSON, people read tables: unless told otherwise, who reads decides. */
export function formatOf(command: Command, terminal: Terminal): Format {
  return command.optsWithGlobals<GlobalOptions>().output ?? (terminal.stdout.isTTY === true ? 'table' : 'json');
}
