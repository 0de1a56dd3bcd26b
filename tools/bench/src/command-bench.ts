import { sendCommand } from '@freehold/ledger/commander';
import { ensureLedger } from '@freehold/ledger/ledger';
import { connectNats } from '@freehold/service/nats';
import { jetstream } from '@nats-io/jetstream';
import { brandCreated, createBrand } from './brands.js';
import { startChild } from './child.js';
import { withServers } from './servers.js';

/** Both ways to write one event of a new subject. */
export interface CommandBench {
  /** A request to a service in a process of its own, which validates, decides and appends. */
  command(): Promise<void>;
  /** Makes ready that many events, so that only publishing them is measured. @returns publishes the next one, guarded */
  publishes(count: number): () => Promise<void>;
}

/** Runs `work` over fresh servers, a service and a connection. */
export async function withCommandBench<T>(work: (bench: CommandBench) => Promise<T>): Promise<T> {
  return await withServers(async ({ nats, environment }) => {
    const nc = await connectNats('bench', { nats_url: nats.url });
    await ensureLedger(nc, 1);
    const service = await startChild(new URL('./processes/brand-service.js', import.meta.url), { environment });
    const js = jetstream(nc);
    try {
      return await work({
        async command() {
          const reply = await sendCommand(nc, 'tenant', createBrand());
          if (reply.outcome !== 'accepted') throw new Error(`a command was ${reply.outcome}: ${JSON.stringify(reply)}`);
        },
        publishes(count) {
          const messages = Array.from({ length: count }, brandCreated);
          return async () => {
            const message = messages.pop();
            if (message === undefined) throw new Error('more publishes than were made ready');
            const { subject, payload, headers, id } = message;
            await js.publish(subject, payload, { msgID: id, headers, expect: { lastSubjectSequence: 0 } });
          };
        },
      });
    } finally {
      await service.stop();
      await nc.close();
    }
  });
}
