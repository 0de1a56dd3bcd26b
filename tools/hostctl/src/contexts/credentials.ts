import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { EXIT, Failure, misused } from '../failure.js';
import { accessToken } from '../login/tokens.js';
import { readText, type Terminal } from '../terminal.js';
import { Contexts } from './contexts.js';
import { isLoopback } from './loopback.js';
import type { Target, TargetOptions } from './target.js';

/**
 * As whom a command speaks, the nearest word first: flag, environment, file of the environment, the context's file, its
 * login, the file that `make up` wrote here.
 * @throws Failure when there is nothing to show, or a login has run out
 */
export async function credentialFor(
  { server, context }: Target,
  { keyFile }: TargetOptions,
  { env, cwd }: Terminal,
): Promise<string> {
  if (keyFile !== undefined) return keyIn(keyFile);
  if (env['FREEHOLD_API_KEY']) return checked(env['FREEHOLD_API_KEY'], 'FREEHOLD_API_KEY');
  if (env['FREEHOLD_API_KEY_FILE']) return keyIn(env['FREEHOLD_API_KEY_FILE']);
  if (context?.key_file !== undefined) return keyIn(context.key_file.replace(/^~(?=\/)/, env['HOME'] ?? homedir()));
  const token = context && (await accessToken(Contexts.read(env).tokenFile(context), context));
  if (token !== undefined) return token;
  const local = resolve(cwd(), env['FREEHOLD_DATA'] ?? 'var', 'admin.key');
  // The key of the platform on this machine is nobody else's business, so it goes to a loopback address only.
  if (isLoopback(server) && existsSync(local)) return keyIn(local);
  const advice = 'hostctl login, set FREEHOLD_API_KEY, or name a file by --key-file or FREEHOLD_API_KEY_FILE';
  throw new Failure(`no API key and no login: ${advice}`, EXIT.auth, 'hostctl.no_key');
}

function keyIn(path: string): string {
  return checked(readText(path).trim(), path);
}

/** A header takes visible ASCII only; fetch would repeat the whole key in its own complaint. */
function checked(key: string, source: string): string {
  if (!/^[\x21-\x7e]+$/.test(key)) throw misused(`${source} does not hold an API key`);
  return key;
}
