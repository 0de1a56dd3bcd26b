import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { afterEach, beforeEach } from '@jest/globals';
import { HostwindsBackend, type HostwindsSettings } from './hostwinds.js';
import type { HostwindsTiming } from './hostwinds-client.js';

export const apiKey = 'MARKED-API-KEY-97ab';
export const secretMarker = 'MARKED-PASSWORD-5f1c';

/** Retries without the waits. */
export const quick = { retry_delay_ms: { first: 1, longest: 4 } };

/** An emulator of six servers, new for each test of the `describe` that calls this, and backends that are closed after it. */
export class HostwindsUnderTest {
  emulator!: HostwindsEmulator; // beforeEach sets it before any test can read it
  readonly #backends: HostwindsBackend[] = [];

  constructor() {
    beforeEach(async () => {
      this.emulator = await startHostwindsEmulator({ servers: 6, ipsPerServer: 4, apiKey, secretMarker });
    });
    afterEach(async () => {
      await Promise.all(this.#backends.splice(0).map((backend) => backend.close()));
      await this.emulator.stop();
    });
  }

  connect(settings: Partial<HostwindsSettings> = {}, timing: Partial<HostwindsTiming> = quick): HostwindsBackend {
    const unlimited = { base_url: this.emulator.url, api_key: apiKey, requests_per_second: 0 };
    const backend = new HostwindsBackend({ ...unlimited, ...settings }, timing);
    this.#backends.push(backend);
    return backend;
  }
}
