import { join } from 'node:path';
import { parse, stringify, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { misused } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { readPrivate, writePrivate } from './private-file.js';

/** It is the name of a file too, so it holds nothing that leads elsewhere. */
const ContextName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, 'letters, digits, dots, hyphens and underscores');

const HttpUrl = z.url({ protocol: /^https?$/, error: 'an http or https address' });

/** A platform, and as whom to speak to it. */
const Context = z.strictObject({
  server: HttpUrl,
  /** File that holds the API key; without one, the tokens of the login. */
  key_file: z.string().min(1).optional(),
  /** Who knows the people who log in (= the platform's own provider, `<server>/oidc`). */
  issuer: HttpUrl.optional(),
  /** As what hostctl is known to the issuer (= hostctl). */
  client_id: z.string().min(1).optional(),
});
export type Context = z.output<typeof Context>;

const ContextsFile = z.strictObject({
  current: ContextName.optional(),
  contexts: z.record(ContextName, Context).default({}),
});
type ContextsFile = z.output<typeof ContextsFile>;

/** A context under its name. */
export interface NamedContext extends Context {
  readonly name: string;
}

/** Whom a context asks to say who somebody is: the platform's own provider, unless told. */
export function issuerOf({ issuer, server }: Context): string {
  return issuer ?? `${server.replace(/\/+$/, '')}/oidc`;
}

/**
 * The contexts of one person: `freehold/contexts.yaml` where XDG says that settings live. It names files of keys and never a
 * key.
 */
export class Contexts {
  private constructor(
    private readonly directory: string | undefined,
    private readonly file: ContextsFile,
  ) {}

  /** @throws Failure when the file is open to others, or is not what it should be */
  static read(env: Terminal['env']): Contexts {
    const directory = directoryFrom(env);
    if (directory === undefined) return new Contexts(undefined, { contexts: {} });
    const path = join(directory, 'contexts.yaml');
    const text = readPrivate(path);
    return new Contexts(directory, text === undefined ? { contexts: {} } : parsed(text, path));
  }

  get all(): readonly NamedContext[] {
    return Object.entries(this.file.contexts).map(([name, context]) => ({ name, ...context }));
  }

  get current(): NamedContext | undefined {
    return this.file.current === undefined ? undefined : this.all.find(({ name }) => name === this.file.current);
  }

  /** @throws Failure when there is none of that name */
  named(name: string): NamedContext {
    const found = this.all.find((context) => context.name === name);
    if (found === undefined) throw misused(`there is no context ${name}: see hostctl context list`);
    return found;
  }

  /** @throws Failure when a name or an address is none */
  set(name: string, context: Context): void {
    const { success, error } = ContextName.safeParse(name);
    if (!success) throw misused(`${name} is no name of a context: ${sentence(error)}`);
    const next = Context.safeParse(context);
    if (!next.success) throw misused(`context ${name}: ${sentence(next.error)}`);
    this.file.contexts[name] = next.data;
    this.file.current ??= name;
    this.write();
  }

  use(name: string): void {
    this.file.current = this.named(name).name;
    this.write();
  }

  delete(name: string): void {
    delete this.file.contexts[this.named(name).name];
    if (this.file.current === name) delete this.file.current;
    this.write();
  }

  /** Where a login to a context keeps its tokens. */
  tokenFile({ name }: NamedContext): string {
    return join(this.home, 'tokens', `${name}.json`);
  }

  private write(): void {
    writePrivate(join(this.home, 'contexts.yaml'), stringify(this.file));
  }

  private get home(): string {
    if (this.directory === undefined) throw misused('set XDG_CONFIG_HOME or HOME: there is no place for contexts');
    return this.directory;
  }
}

function directoryFrom(env: Terminal['env']): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const settings = env['XDG_CONFIG_HOME'] || (home && join(home, '.config'));
  return settings ? join(settings, 'freehold') : undefined;
}

function parsed(text: string, path: string): ContextsFile {
  try {
    const { data, error } = ContextsFile.safeParse(parse(text));
    if (data === undefined) throw misused(`${path}: ${sentence(error)}`);
    return data;
  } catch (error) {
    if (error instanceof YAMLParseError) throw misused(`${path}: ${error.message}`);
    throw error;
  }
}

function sentence({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}
