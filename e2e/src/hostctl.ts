import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '@freehold/hostctl/run';
import { type PlatformUnderTest, ROOT } from './platform-under-test.js';

/** What a command line did. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAM = join(ROOT, 'tools/hostctl/bin/hostctl.js');

/** The `hostctl` of the checkout, as a person in a shell of their own runs it against a platform. */
export class Hostctl {
  constructor(private readonly platform: PlatformUnderTest) {}

  /** Runs a command line to its end, in this process: starting one takes a second, which is {@link start}'s to prove. */
  async run(...args: string[]): Promise<Ran> {
    const said = { stdout: '', stderr: '' };
    const code = await run(args, {
      stdin: (async function* () {})(),
      stdout: { write: (text) => void (said.stdout += text) },
      stderr: { write: (text) => void (said.stderr += text) },
      env: this.environment,
      cwd: () => ROOT,
    });
    return { code, ...said };
  }

  /** The result of a command line that must succeed, from `-o json`. */
  async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run(...args, '-o', 'json');
    if (code !== 0) throw new Error(`hostctl ${args.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as T; // specs look into it
  }

  /** Starts a command line in a process of its own, that may go on for ever. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: ROOT,
      env: { ...this.environment, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code, ...said })));
    return { said, ended, input: child.stdin, kill: () => child.kill('SIGKILL') };
  }

  private get environment() {
    return {
      ...process.env,
      FREEHOLD_URL: this.platform.api.url,
      FREEHOLD_API_KEY_FILE: join(this.platform.dataDir, 'admin.key'),
    };
  }
}
