/** What a container's supervisor runs: fails unless the service answers /livez. The port may be given: `healthcheck.mjs 8090`. */
const port = process.argv[2] ?? process.env.FREEHOLD_HEALTH_PORT ?? '8080';
const answer = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(2_000) }).catch(
  () => undefined,
);
process.exit(answer?.ok ? 0 : 1);
