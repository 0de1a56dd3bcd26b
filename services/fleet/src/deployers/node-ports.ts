import { once } from 'node:events';
import { createServer } from 'node:net';
import { BackendError } from '@freehold/ledger/backend-error';
import { isSystemError } from './system-error.js';

/** Below the range from which the system takes ports for outgoing connections (ip_local_port_range), so that a node that is away keeps its own. */
const FROM = 20_000;
const TO = 30_000;
const TRIES = 200;

/**
 * A port of an address that is free now and that nobody else has been given.
 * @throws BackendError `unavailable` when there is none
 */
export async function freePort(address: string, isTaken: (port: number) => boolean): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (!isTaken(port) && (await isFree(address, port))) return port;
  }
  throw new BackendError('unavailable', `${address} has no free port between ${FROM} and ${TO}`);
}

/** `host:port`, with brackets around an IPv6 address. */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** @throws BackendError `refused` when the machine does not have the address */
async function isFree(address: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EADDRNOTAVAIL')
      throw new BackendError(
        'refused',
        `this machine does not have the address ${address}: correct the host's ip_address`,
      );
    return false;
  } finally {
    server.close();
  }
}
