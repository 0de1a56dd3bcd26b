/** Sends HTTP requests as fast as they are answered, as a process: each message is a run, each answer what came of it. */
import autocannon, { type Options } from 'autocannon';

/** `tolerant`: refusals and errors are counted, where otherwise they end the run. */
type Run = Options & { readonly tolerant?: boolean };

async function run({ tolerant = false, ...options }: Run): Promise<void> {
  const { requests, latency, non2xx, errors, statusCodeStats = {} } = await autocannon(options);
  if (!tolerant && (non2xx > 0 || errors > 0)) throw new Error(`${options.url}: ${non2xx} refusals, ${errors} errors`);
  const refused = non2xx - (statusCodeStats['429']?.count ?? 0);
  process.send?.({ requests_per_second: requests.average, p97_5: latency.p97_5, refused, errors });
}

process.on('message', (options: Run) => void run(options));
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
