import { BackendError } from '@freehold/ledger/backend-error';

/** What the machine's own software says, such as EADDRINUSE or EACCES. */
interface SystemError {
  readonly code: string;
  readonly message: string;
  readonly syscall: string;
}

/** Told by its shape: a context of its own, such as that of a spec, has an `Error` of its own. */
export function isSystemError(error: unknown): error is SystemError {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error && 'message' in error;
}

/** What the machine does not let us do becomes what a deployer promises to throw. */
export async function onThisMachine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BackendError('unavailable', `the machine did not let us: ${error.message}`, { cause: error });
  }
}
