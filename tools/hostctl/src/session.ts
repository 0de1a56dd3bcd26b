import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { ApiClient } from './api/client.js';
import { EXIT, Failure, misused } from './failure.js';
import { FORMATS, type Format, Printer } from './output/printer.js';
import { readText, type Terminal, wantsColour } from './terminal.js';

/** What a command works with: the platform, and where its results go. */
export interface Session {
  readonly api: ApiClient;
  readonly print: Printer;
  readonly terminal: Terminal;
  /** Says something to people: on standard error, and only while a terminal shows it. */
  note(text: string): void;
}

/**
 * Opens the session of a command that is being run, from its flags and its environment.
 * @param meant the platform that a file says it is for; refused where flags or environment name another one
 */
export type OpenSession = (command: Command, meant?: string) => Session;

interface GlobalOptions {
  readonly server?: string;
  readonly keyFile?: string;
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
    .option('--server <url>', 'address of the platform (FREEHOLD_URL; http://127.0.0.1:8090)')
    .option('--key-file <path>', 'file that holds the API key (FREEHOLD_API_KEY_FILE, var/admin.key)');
}

export function opening(terminal: Terminal): OpenSession {
  return (command, meant) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const server = serverFrom(options, terminal, meant);
    return {
      api: new ApiClient({ server, credential: () => keyFor(server, options, terminal) }),
      print: printerFor(command, terminal),
      terminal,
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

function serverFrom(options: GlobalOptions, { env }: Terminal, meant: string | undefined): URL {
  const named = options.server ?? env['FREEHOLD_URL'];
  const text = named ?? meant ?? `http://127.0.0.1:${env['FREEHOLD_PORT'] ?? '8090'}`;
  if (!URL.canParse(text) || !/^https?:/i.test(text)) throw misused(`${text} is no http or https address`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw misused('the address must not hold credentials');
  if (meant !== undefined && new URL(meant).href !== url.href)
    throw misused(`the file is meant for ${meant}, not for ${text}: name one of them`);
  return url;
}

/** The nearest word counts: flag, environment, file of the environment, the file that `make up` wrote here. */
function keyFor(server: URL, options: GlobalOptions, { env, cwd }: Terminal): string {
  if (options.keyFile !== undefined) return keyIn(options.keyFile);
  if (env['FREEHOLD_API_KEY']) return checked(env['FREEHOLD_API_KEY'], 'FREEHOLD_API_KEY');
  if (env['FREEHOLD_API_KEY_FILE']) return keyIn(env['FREEHOLD_API_KEY_FILE']);
  const local = resolve(cwd(), env['FREEHOLD_DATA'] ?? 'var', 'admin.key');
  // The key of the platform on this machine is nobody else's business, so it goes to a loopback address only.
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname);
  if (isLoopback && existsSync(local)) return keyIn(local);
  const advice = 'set FREEHOLD_API_KEY, or name a file by --key-file or FREEHOLD_API_KEY_FILE';
  throw new Failure(`no API key: ${advice}`, EXIT.auth, 'hostctl.no_key');
}

function keyIn(path: string): string {
  return checked(readText(path).trim(), path);
}

/** A header takes visible ASCII only; fetch would repeat the whole key in its own complaint. */
function checked(key: string, source: string): string {
  if (!/^[\x21-\x7e]+$/.test(key)) throw misused(`${source} does not hold an API key`);
  return key;
}
