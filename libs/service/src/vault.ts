import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { openKeyWrapper } from '@freehold/vault/open-key-wrapper';
import { Vault } from '@freehold/vault/vault';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ServiceConfig } from './config.js';

/** How keys are destroyed by a service that holds no master key. */
export async function openShredder(config: ServiceConfig, nc: NatsConnection): Promise<Pick<Vault, 'destroy'>> {
  return await NatsKeyStore.open(nc, { replicas: config.ledger_replicas });
}

/** The vault over the platform's key store. @throws MasterKeyError that says what to set */
export async function openVault(config: ServiceConfig, nc: NatsConnection): Promise<Vault> {
  const wrapper = await openKeyWrapper(config);
  return new Vault({ store: await NatsKeyStore.open(nc, { replicas: config.ledger_replicas }), wrapper });
}
