import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import packet, { type RecordType } from 'dns-packet';

const LOST_MS = 200;

/** Asks one name server over UDP, as `dig` does. */
export class Resolver {
  private id = 0;

  private constructor(private readonly socket: Socket) {}

  /** @param address `host:port` */
  static async open(address: string): Promise<Resolver> {
    const [host, port] = address.split(':');
    const socket = createSocket('udp4');
    socket.connect(Number(port), host);
    await once(socket, 'connect');
    return new Resolver(socket);
  }

  /** Asks again and again until there is an answer. @param every milliseconds between two questions (= none) */
  async answers(name: string, type: RecordType, every = 0): Promise<void> {
    while (!(await this.ask(name, type))) if (every > 0) await pause(every);
  }

  close(): void {
    this.socket.close();
  }

  /** Whether the name has records of the type; false too when a packet was lost. */
  private async ask(name: string, type: RecordType): Promise<boolean> {
    this.id = (this.id + 1) % 65_536;
    const { id } = this;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const hear = (message: Buffer) => {
      const answer = packet.decode(message);
      if (answer.id === id) resolve((answer.answers?.length ?? 0) > 0);
    };
    const lost = setTimeout(() => resolve(false), LOST_MS);
    this.socket.on('message', hear);
    this.socket.send(packet.encode({ type: 'query', id, questions: [{ name, type }] }));
    try {
      return await promise;
    } finally {
      clearTimeout(lost);
      this.socket.off('message', hear);
    }
  }
}
