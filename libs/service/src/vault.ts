import type { NatsConnection } from '@nats-io/transport-node';
import type { Vault } from '@freehold/vault/vault';
import type { ServiceConfig } from './config.js';
import type { Logger } from './log.js';

export declare function openVault(config: ServiceConfig, nc: NatsConnection, log: Logger): Promise<Vault>;
