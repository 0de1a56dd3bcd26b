import type { ServiceDefinition } from '@freehold/service/definition';
import { ServiceRuntime } from '@freehold/service/runtime';

/** Runs a service in this process, says so to the process that measures it, and ends when that one says so or ends. */
export async function serve(definition: ServiceDefinition): Promise<void> {
  const runtime = await ServiceRuntime.open(definition, process.env);
  await runtime.start();
  process.send?.({ ready: true });
  const stop = () => void runtime.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
}
