import { execa } from 'execa';

/** A user of the machine, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface RunOptions {
  /** Milliseconds until it is killed (= 10,000). */
  readonly timeoutMs?: number;
  /** Whom to run as, without supplementary groups (= whoever we are). */
  readonly account?: Account;
}

/** A short command ended by itself, whatever its code. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_OUTPUT = 4 * 1024 * 1024;

/**
 * Runs a short command to its end: an array of arguments, never a shell, with an environment of PATH alone. Arguments are visible
 * to every user of the machine: no secrets there.
 * @throws Error when it cannot be started, was killed, printed megabytes, or did not end in time: its outcome is unknown
 */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { timeoutMs = 10_000, account } = options;
  const [file, ...rest] = [...asAccount(account), program, ...args];
  const ended = await execa(file ?? program, rest, {
    reject: false,
    timeout: timeoutMs,
    forceKillAfterDelay: 1_000,
    maxBuffer: MOST_OUTPUT,
    stdin: 'ignore',
    extendEnv: false,
    env: ENVIRONMENT,
  });
  if (ended.isMaxBuffer) throw new Error(`${program} printed more than ${MOST_OUTPUT} bytes.`);
  if (ended.timedOut) throw new Error(`${program} did not end within ${timeoutMs} ms.`);
  if (ended.exitCode === undefined) {
    throw new Error(`${program} ${ended.signal ? `was ended by ${ended.signal}` : 'cannot be started'}.`, {
      cause: ended.cause,
    });
  }
  return { code: ended.exitCode, stdout: ended.stdout, stderr: ended.stderr };
}

/** Of every program that the agent starts: nothing of the agent's own. */
export const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' };

/** The words before a command that give it another user (setpriv(1), which becomes the command). */
export function asAccount(account: Account | undefined): readonly string[] {
  return account ? ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--'] : [];
}
