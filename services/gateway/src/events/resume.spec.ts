import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => {
  await freehold?.stop();
});

/** A client of the SSE stream as a browser is one: it comes back whenever it is cut off, with the id of what it had last. */
class Listener {
  readonly ids: number[] = [];
  connections = 0;
  private readonly ended = new AbortController();
  private last = '0';

  constructor() {
    void this.listen();
  }

  stop(): void {
    this.ended.abort();
  }

  private async listen(): Promise<void> {
    while (!this.ended.signal.aborted) await this.once().catch(() => new Promise((again) => setTimeout(again, 20)));
  }

  private async once(): Promise<void> {
    const response = await fetch(`${freehold.url}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${freehold.key}`, 'last-event-id': this.last },
      signal: this.ended.signal,
    });
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    this.connections += 1;
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      // What has come in part is no event: it comes again, whole.
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const frame of whole) this.take(/^id: (\d+)$/m.exec(frame)?.[1]);
    }
  }

  private take(id: string | undefined): void {
    if (id === undefined) return;
    this.last = id;
    this.ids.push(Number(id));
  }
}

describe('a client that follows with Last-Event-ID', () => {
  it('is told every event once, in order, while the gateway is restarted again and again under a stream of changes', async () => {
    const listeners = [new Listener(), new Listener(), new Listener()];
    const enough = new AbortController();
    let made = 0;
    const writer = (async () => {
      while (!enough.signal.aborted) {
        const id = `brand-${(made += 1)}`;
        await freehold.command(Brand, 'create', [{ id, data: { ...BRAND, name: id } }]);
      }
    })();
    for (let restart = 0; restart < 3; restart++) {
      const so_far = made;
      await until(() => made > so_far + 20);
      await freehold.restart(async () => {
        const away = made;
        await until(() => made > away + 20);
      });
      await until(() => listeners.every(({ connections }) => connections > restart + 1));
    }
    enough.abort();
    await writer;
    const ledger = freehold.owners.get('tenant')?.parts.ledger;
    const last = (await ledger?.state())?.last ?? 0;
    await until(() => listeners.every(({ ids }) => ids.at(-1) === last));
    const every = Array.from({ length: last }, (_, index) => index + 1);
    for (const listener of listeners) {
      expect(listener.ids).toEqual(every);
      expect(listener.connections).toBeGreaterThan(3);
      listener.stop();
    }
  });
});
