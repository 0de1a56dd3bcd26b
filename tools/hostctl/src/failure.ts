/** What hostctl's exit codes mean; scripts rely on them, so none ever changes its meaning. */
export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  /** Of commands that compare: there are differences. */
  differences: 3,
  /** No credentials, bad ones, or too little allowed to them. */
  auth: 4,
  /** `--wait` ran out of time while the operation is still running. */
  still_running: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end of hostctl that is expected: one sentence for people, a code for scripts. Anything else thrown is a bug. */
export class Failure extends Error {
  override readonly name = 'Failure';

  /** @param code `hostctl.<reason>`: stands where the platform's own problems have their code */
  constructor(
    message: string,
    readonly exit: ExitCode,
    readonly code: string,
  ) {
    super(message);
  }
}

/** The command line, or a file that it names, is not what the command takes. */
export function misused(message: string): Failure {
  return new Failure(message, EXIT.usage, 'hostctl.usage');
}
