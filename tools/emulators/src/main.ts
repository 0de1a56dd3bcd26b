import { z } from 'zod';
import { startHostwindsEmulator } from './hostwinds.js';

/** Every environment variable of the emulators' process. An empty account is allowed: it is a case too. */
const Config = z.object({
  FREEHOLD_EMULATORS_HOST: z.string().default('127.0.0.1').describe('address to listen on; 0.0.0.0 in a container'),
  FREEHOLD_EMULATORS_HOSTWINDS_PORT: z.coerce.number().int().min(0).max(65_535).default(8180),
  FREEHOLD_EMULATORS_HOSTWINDS_API_KEY: z.string().min(1).default('emulated-api-key'),
  FREEHOLD_EMULATORS_HOSTWINDS_SERVERS: z.coerce.number().int().min(0).default(25),
  FREEHOLD_EMULATORS_HOSTWINDS_IPS_PER_SERVER: z.coerce.number().int().min(1).default(4),
  FREEHOLD_EMULATORS_HOSTWINDS_SEED: z.coerce.number().int().default(1),
});

const parsed = Config.safeParse(process.env);
if (!parsed.success) {
  process.stderr.write(`The emulators cannot start. ${z.prettifyError(parsed.error)}\n`);
  process.exit(2);
}
const config = parsed.data;

const hostwinds = await startHostwindsEmulator({
  host: config.FREEHOLD_EMULATORS_HOST,
  port: config.FREEHOLD_EMULATORS_HOSTWINDS_PORT,
  apiKey: config.FREEHOLD_EMULATORS_HOSTWINDS_API_KEY,
  servers: config.FREEHOLD_EMULATORS_HOSTWINDS_SERVERS,
  ipsPerServer: config.FREEHOLD_EMULATORS_HOSTWINDS_IPS_PER_SERVER,
  seed: config.FREEHOLD_EMULATORS_HOSTWINDS_SEED,
});
process.stdout.write(
  `${JSON.stringify({ level: 'info', msg: 'Hostwinds emulator ready', url: hostwinds.url, servers: hostwinds.account.size })}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void hostwinds.stop().then(() => process.exit(0));
  });
}
