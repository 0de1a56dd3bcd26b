import { readMasterKey } from '@freehold/vault/master-key';
import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { Vault } from '@freehold/vault/vault';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ServiceConfig } from './config.js';

/** The vault over the platform's key store. @throws MasterKeyError that says what to set */
export async function openVault(config: ServiceConfig, nc: NatsConnection): Promise<Vault> {
  const masterKey = await readMasterKey(config);
  return new Vault({ store: await NatsKeyStore.open(nc, { replicas: config.ledger_replicas }), masterKey });
}
