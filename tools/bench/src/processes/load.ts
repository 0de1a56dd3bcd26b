/** Sends HTTP requests as fast as they are answered, as a process: each message is a run, each answer what came of it. */
import autocannon, { type Options } from 'autocannon';

process.on('message', (options: Options) => {
  void autocannon(options).then((result) => {
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${options.url}: ${result.non2xx} refusals, ${result.errors} errors`);
    process.send?.({ requests_per_second: result.requests.average });
  });
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
