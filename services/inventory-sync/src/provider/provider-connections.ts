import type { Provider } from '@freehold/contracts/inventory/provider';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { PLATFORM_OWNER } from '@freehold/contracts/sealing';
import { BackendError } from '@freehold/ledger/backend-error';
import { MasterKeyError, Shredded, Unreadable } from '@freehold/vault/errors';
import type { Vault } from '@freehold/vault/vault';
import { HostwindsBackend } from '../backends/hostwinds.js';
import type { ProviderBackend } from '../backends/provider-backend.js';

/** Opens a backend for the provider as its row says. @throws BackendError when its credentials or its address are of no use */
export type Connect = (provider: Resource) => Promise<ProviderBackend>;

interface Connection {
  readonly revision: number;
  readonly backend: Promise<ProviderBackend>;
  users: number;
  stale: boolean;
}

/**
 * One open backend a provider, shared by syncs and questions: the rate limit and the circuit breaker that lie in it hold for
 * all of them. A changed provider gets a new one; the old one closes when its last user is done.
 */
export class ProviderConnections {
  /** Whether calls fail because we close them. */
  closed = false;
  private readonly connections = new Map<string, Connection>();

  constructor(private readonly connect: Connect) {}

  async use<T>(provider: Resource, work: (backend: ProviderBackend) => Promise<T>): Promise<T> {
    const connection = this.of(provider);
    connection.users++;
    try {
      return await work(await connection.backend);
    } finally {
      connection.users--;
      if (connection.stale) await closeUnused(connection);
    }
  }

  /** Forgets a provider that is gone. */
  async drop(provider_id: string): Promise<void> {
    const connection = this.connections.get(provider_id);
    if (connection === undefined) return;
    this.connections.delete(provider_id);
    connection.stale = true;
    await closeUnused(connection);
  }

  /** Closes all, also those in use. */
  async close(): Promise<void> {
    this.closed = true;
    const connections = [...this.connections.values()];
    this.connections.clear();
    await Promise.all(connections.map(closed));
  }

  private of(provider: Resource): Connection {
    const known = this.connections.get(provider.id);
    if (known && known.revision >= provider.revision) return known;
    if (known) {
      known.stale = true;
      void closeUnused(known);
    }
    const connection = { revision: provider.revision, backend: this.connect(provider), users: 0, stale: false };
    // What could not be opened is tried anew by whoever asks next.
    connection.backend.catch(
      () => this.connections.get(provider.id) === connection && this.connections.delete(provider.id),
    );
    this.connections.set(provider.id, connection);
    return connection;
  }
}

/** Connects as the provider's kind asks, with the credentials out of the vault. */
export function connectWith(vault: Pick<Vault, 'open'>): Connect {
  return async (provider) => {
    const { settings } = provider.spec as SpecOf<typeof Provider>; // the row of a provider
    const { api_key } = await credentialsOf(provider, vault);
    return new HostwindsBackend({ ...settings, api_key });
  };
}

async function credentialsOf(
  provider: Resource,
  vault: Pick<Vault, 'open'>,
): Promise<SpecOf<typeof Provider>['credentials']> {
  try {
    const text = await vault.open(
      PLATFORM_OWNER,
      `provider/${provider.id}/credentials`,
      String(provider.spec['credentials']),
    );
    return JSON.parse(text) as SpecOf<typeof Provider>['credentials']; // sealed after it was parsed with the kind's schema
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof Shredded || error instanceof MasterKeyError)) throw error;
    throw new BackendError(
      'unauthorized',
      `The stored credentials cannot be opened (${error.message}): give them again.`,
    );
  }
}

async function closeUnused({ users, backend }: Connection): Promise<void> {
  if (users === 0) await closed({ backend });
}

async function closed({ backend }: Pick<Connection, 'backend'>): Promise<void> {
  await backend.then((opened) => opened.close()).catch(() => undefined); // one that never opened needs no closing
}
