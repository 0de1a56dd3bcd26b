/** Sends HTTP requests as fast as they are answered, as a process: each message is a run, each answer what came of it. */
import autocannon, { type Options } from 'autocannon';

async function run(options: Options): Promise<void> {
  const { requests, non2xx, errors } = await autocannon(options);
  if (non2xx > 0 || errors > 0) throw new Error(`${options.url}: ${non2xx} refusals, ${errors} errors`);
  process.send?.({ requests_per_second: requests.average });
}

process.on('message', (options: Options) => void run(options));
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
