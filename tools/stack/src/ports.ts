import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range that the kernel hands to outgoing connections, so that none of those can take a port between our test and the server's start. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const handedOut = new Set<number>();

/**
 * Picks a loopback port that is free for TCP and for UDP at this moment and that this process has not handed out before.
 *
 * @throws Error when no free port turns up in 200 draws.
 */
export async function freePort(): Promise<number> {
  for (let draw = 0; draw < 200; draw += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (handedOut.has(port)) continue;
    if ((await bindsTcp(port)) && (await bindsUdp(port))) {
      handedOut.add(port);
      return port;
    }
  }
  throw new Error(`No free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1: stop some servers and try again.`);
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
