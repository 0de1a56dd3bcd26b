import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Names under which a secret could lie in what is logged; compared in lower case, at any depth. */
const SECRET_NAMES =
  /^(authorization|x-api-key|cookie|set-cookie|password|passwd|secret|token|api_?key|key_pem|credentials|private_key|master_key)$/i;
const CONNECTION_PASSWORD = /(\w+:\/\/[^:/\s@]+:)[^@\s/]+@/g;

/** Structured logs: one JSON line an event, times in RFC 3339, secrets struck out. */
export function createLog(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    messageKey: 'message',
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => struck(fields, 0) as Record<string, unknown>,
    }, // an object gives an object
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A copy without secrets. Cut at depth 8: a log line is no place for more. */
function struck(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replace(CONNECTION_PASSWORD, '$1***@');
  if (value instanceof Error)
    return { type: value.name, message: struck(value.message, depth), stack: struck(value.stack ?? '', depth) };
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 8) return '…';
  if (Array.isArray(value)) return value.map((entry) => struck(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, SECRET_NAMES.test(name) ? '***' : struck(entry, depth + 1)]),
  );
}
