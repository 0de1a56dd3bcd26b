import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range that the kernel hands to outgoing connections, so that none of those can take a port between our test and the server's start. */
const EVERY_PORT = '20000-32000';
const handedOut = new Set<number>();

/**
 * Picks a loopback port that is free for TCP and for UDP at this moment and that this process has not handed out before. Processes
 * that pick at the same time are told ranges of their own by `FREEHOLD_PORT_RANGE` (`20000-32000`, the last one excluded).
 *
 * @throws Error when no free port turns up in 200 draws.
 */
export async function freePort(): Promise<number> {
  const range = process.env['FREEHOLD_PORT_RANGE'] ?? EVERY_PORT;
  const [lowest = 0, highest = 0] = range.split('-').map(Number);
  for (let draw = 0; draw < 200; draw += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (handedOut.has(port)) continue;
    if ((await bindsTcp(port)) && (await bindsUdp(port))) {
      handedOut.add(port);
      return port;
    }
  }
  throw new Error(`No free port in ${range} on 127.0.0.1: stop some servers and try again.`);
}

async function bindsTcp(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}

async function bindsUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
