import { misused } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { Contexts, type NamedContext } from './contexts.js';

/** The flags that say where a command goes. */
export interface TargetOptions {
  readonly server?: string;
  readonly context?: string;
  readonly keyFile?: string;
}

/** Where a command goes. */
export interface Target {
  readonly server: URL;
  /** The context that leads there; what it knows as whom goes to its own server alone. */
  readonly context: NamedContext | undefined;
}

/**
 * The nearest word counts: flag, environment, the current context, the platform on this machine.
 * @param meant the platform that a file says it is for; refused where another one is named
 */
export function targetOf(options: TargetOptions, terminal: Terminal, meant?: string): Target {
  const { env } = terminal;
  const context = contextFrom(options, terminal);
  const said = options.server ?? (options.context === undefined ? env['FREEHOLD_URL'] : undefined);
  const named = said ?? context?.server;
  const server = address(named ?? meant ?? `http://127.0.0.1:${env['FREEHOLD_PORT'] ?? '8090'}`);
  if (meant !== undefined && new URL(meant).href !== server.href)
    throw misused(`the file is meant for ${meant}, not for ${server.href}: name one of them`);
  const isItsOwn = context !== undefined && new URL(context.server).href === server.href;
  if (options.context !== undefined && !isItsOwn)
    throw misused(`the context ${options.context} is for ${context?.server}, not for ${server.href}: name one of them`);
  return { server, context: isItsOwn ? context : undefined };
}

function contextFrom({ context }: TargetOptions, { env }: Terminal): NamedContext | undefined {
  const contexts = Contexts.read(env);
  const name = context ?? env['FREEHOLD_CONTEXT'];
  return name === undefined || name === '' ? contexts.current : contexts.named(name);
}

function address(text: string): URL {
  if (!URL.canParse(text) || !/^https?:/i.test(text)) throw misused(`${text} is no http or https address`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw misused('the address must not hold credentials');
  return url;
}
