/** SQLSTATE classes after which the same transaction can succeed: connection, resources, operator intervention, rollback (PostgreSQL, appendix A). */
const PASSING = ['08', '53', '57', '40', '55'];
const SOCKET = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'];

/** Whether a failed transaction is PostgreSQL's trouble and not ours: it is away, starting, full, or chose us as a deadlock's victim. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SOCKET.includes(code)) return true;
  if (/^[0-9A-Z]{5}$/.test(code)) return PASSING.includes(code.slice(0, 2));
  // pg's own errors about a connection that ended bear no code.
  return /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/i.test(error.message);
}
