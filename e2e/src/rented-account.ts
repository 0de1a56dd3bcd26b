import { type HostwindsEmulator, startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { until } from '@freehold/testing/until';
import type { ApiClient, Body } from './api-client.js';

const API_KEY = 'an-emulated-key';

/** An account of twenty machines at an emulated provider, that the platform knows and looks at when it is asked to. */
export class RentedAccount {
  private constructor(
    readonly emulator: HostwindsEmulator,
    /** Id of the provider. */
    readonly provider: string,
    private readonly api: ApiClient,
  ) {}

  /** Makes the account and the provider, and has it looked at for the first time. */
  static async rent(api: ApiClient): Promise<RentedAccount> {
    const emulator = await startHostwindsEmulator({ apiKey: API_KEY, servers: 20, ipsPerServer: 3 });
    const made = await api.post('/providers', {
      name: 'Rented',
      kind: 'hostwinds',
      settings: { base_url: emulator.url, requests_per_second: 0 },
      credentials: { api_key: API_KEY },
      sync_interval: 0,
    });
    const account = new RentedAccount(emulator, made.body.id, api);
    try {
      const { status } = await account.sync();
      if (status !== 'completed') throw new Error(`the first sync is ${status}`);
      return account;
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  /** Removes the provider, awaits that all of it is known as gone, and ends the emulator. */
  async leave(): Promise<void> {
    await this.api.delete(`/providers/${this.provider}`);
    const left = async (things: string) =>
      (await this.api.all(`/infrastructure/${things}?provider_id=${this.provider}`)).filter(
        ({ status }) => status !== 'vanished',
      );
    await until(async () => (await left('vps')).length + (await left('ips')).length === 0, { every: 50 });
    await this.emulator.stop();
  }

  /** Has the account looked at, and awaits the end. @returns the run */
  async sync(): Promise<Body> {
    const { status, body, text } = await this.api.post(`/providers/${this.provider}/sync`, undefined, {
      prefer: 'wait=20',
    });
    if (status !== 202) throw new Error(`the sync was answered with ${status}: ${text}`);
    return (await this.api.get(`/infrastructure/sync-runs/${operationOf(body).resource.id}`)).body;
  }

  /** What was recorded of machines and addresses after a position, as type and data. */
  async recorded(after: number): Promise<(readonly [string, unknown])[]> {
    const events = (await this.api.get(`/events?after=${after}&limit=200`)).body.items;
    return events
      .filter(({ type }) => !String(type).startsWith('Sync'))
      .map((event) => [String(event['type']), event['data']]);
  }

  /** The position of the newest event. */
  async now(): Promise<number> {
    return Number((await this.api.get('/events?limit=1')).body.items[0]?.['position']);
  }

  /** The machine, by the provider's own id of it. */
  async vps(external: number): Promise<Body | undefined> {
    const path = `/infrastructure/vps?provider_id=${this.provider}&external_id=${external}`;
    return (await this.api.get(path)).body.items[0];
  }

  /** The provider's own id of the machine at that place. */
  idAt(index: number): number {
    return this.emulator.account.serviceIds()[index] ?? 0;
  }
}

interface Operation {
  readonly id: string;
  readonly status: string;
  readonly resource: { readonly id: string };
}

/** The operation in an answer. */
export function operationOf(body: Body): Operation {
  return body['operation'] as Operation; // by the REST contract
}
