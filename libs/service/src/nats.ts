import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { ServiceConfig } from './config.js';

/**
 * Connects as the service's own NATS user, and keeps trying for ever once it is connected. Replies come to an inbox prefix
 * of the service's own, so that no service can read another's.
 */
export async function connectNats(
  service: string,
  { nats_url, nats_password }: Pick<ServiceConfig, 'nats_url' | 'nats_password'>,
): Promise<NatsConnection> {
  return await connect({
    servers: nats_url.split(','),
    name: `freehold-${service}`,
    inboxPrefix: inboxPrefix(service),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 5_000,
    // A stack trace for each request costs up to half of a client's CPU.
    noAsyncTraces: true,
    pingInterval: 10_000,
    ...(nats_password && { user: service, pass: nats_password }),
  });
}

export function inboxPrefix(service: string): string {
  return `_INBOX_${service}`;
}
