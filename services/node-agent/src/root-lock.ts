import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Keeps a second agent from the same root. The lock is an abstract socket (unix(7)): the kernel gives it back however the process
 * ends, and nothing is left on the disk.
 * @throws Error when another agent holds it
 */
export async function lockRoot(root: string): Promise<Server> {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 32);
  const lock = createServer((socket) => socket.destroy());
  lock.listen(`\0freehold-node-agent-${name}`);
  try {
    await once(lock, 'listening');
    lock.unref();
    return lock;
  } catch (cause) {
    throw new Error(`Another agent runs on ${root}.`, { cause });
  }
}
