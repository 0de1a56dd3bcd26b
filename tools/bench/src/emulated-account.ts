import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@freehold/stack/ports';
import { launch } from '@freehold/stack/process';
import { withDirectory } from './servers.js';

/** A Hostwinds account, played by the emulator in a process of its own. */
export interface EmulatedAccount {
  /** What a provider's `base_url` is set to. */
  readonly url: string;
  readonly apiKey: string;
}

/** The emulator's own, when it is told none. */
const API_KEY = 'emulated-api-key';

export async function withEmulatedAccount<T>(
  servers: number,
  ipsPerServer: number,
  work: (account: EmulatedAccount) => Promise<T>,
): Promise<T> {
  return await withDirectory(async (directory) => {
    const port = await freePort();
    const settings = { PORT: port, SERVERS: servers, IPS_PER_SERVER: ipsPerServer };
    const emulator = await launch({
      name: 'the Hostwinds emulator',
      program: 'env',
      args: [
        ...Object.entries(settings).map(([name, value]) => `FREEHOLD_EMULATORS_HOSTWINDS_${name}=${value}`),
        process.execPath,
        fileURLToPath(import.meta.resolve('@freehold/emulators/main')),
      ],
      dataDir: join(directory, 'emulator'),
      stopSignal: 'SIGTERM',
      ready: async () => (await fetch(`http://127.0.0.1:${port}/livez`)).ok,
    });
    try {
      return await work({ url: `http://127.0.0.1:${port}/cloud/api.php`, apiKey: API_KEY });
    } finally {
      await emulator.stop();
    }
  });
}

/** Reads all servers of the account in one request, as plainly as can be. @returns how long it took, in seconds */
export async function readAccount({ url, apiKey }: EmulatedAccount): Promise<number> {
  const from = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ action: 'get_instances', API: apiKey }),
  });
  await answer.json();
  return (performance.now() - from) / 1_000;
}
