/** SQLSTATE classes after which the same transaction can succeed: connection, resources, operator intervention, rollback (PostgreSQL, appendix A). */
const PASSING = ['08', '53', '57', '40', '55'];
const SOCKET = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'];

/** Whether a connection holds a plan from before a migration of a newer release: one that is opened anew has none. */
export function isPlanOutdated(error: unknown): boolean {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    message?: unknown;
  };
  return code === '0A000' && String(message).includes('cached plan must not change result type');
}

/**
 * Whether a failed transaction is PostgreSQL's trouble and not ours: it is away, starting, full, chose us as a deadlock's
 * victim, or the tables have been migrated under a plan.
 */
export function isDatabaseAway(error: unknown): boolean {
  // By shape: errors of Node itself may come from another realm, where instanceof says no.
  const { code: given, message: said } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    message?: unknown;
  };
  const [code, message] = [typeof given === 'string' ? given : '', typeof said === 'string' ? said : ''];
  if (SOCKET.includes(code) || isPlanOutdated(error)) return true;
  if (/^[0-9A-Z]{5}$/.test(code)) return PASSING.includes(code.slice(0, 2));
  // pg's own errors about a connection that ended bear no code.
  return /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/i.test(
    message,
  );
}
