import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks one web server for the pages of many hosts, as browsers do. */
export class Visitor {
  private readonly agent = new Agent({ keepAlive: true });

  /** @param address `host:port` */
  constructor(private readonly address: string) {}

  /** Asks again and again until the page of a host is there. @param every milliseconds between two requests */
  async sees(host: string, every: number): Promise<void> {
    while ((await this.status(host)) !== 200) await pause(every);
  }

  close(): void {
    this.agent.destroy();
  }

  /** 0 while nobody answers. */
  private async status(host: string): Promise<number> {
    try {
      const asked = get(`http://${this.address}/`, { agent: this.agent, headers: { host } });
      const [response] = (await once(asked, 'response')) as [IncomingMessage]; // as node:http has it
      response.resume();
      await once(response, 'end');
      return response.statusCode ?? 0;
    } catch {
      return 0;
    }
  }
}
