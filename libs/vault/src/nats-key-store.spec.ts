import { freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { keyStoreContract } from './key-store.contract.js';
import { NatsKeyStore } from './nats-key-store.js';

const nats = await freshNats();
let here: NatsConnection;
let there: NatsConnection;

beforeEach(async () => {
  here = await connect({ servers: nats.url });
  there = await connect({ servers: nats.url });
});
afterEach(async () => {
  await (await jetstreamManager(there)).streams.delete('KV_KEYS');
  await Promise.all([here.close(), there.close()]);
});

describe('keys in NATS', () => {
  keyStoreContract(async () => [await NatsKeyStore.open(here), await NatsKeyStore.open(there)]);

  it('leave nothing of a destroyed key in the stream', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'wrapped');
    await store.destroy('t1');
    const manager = await jetstreamManager(here);
    const { state } = await manager.streams.info('KV_KEYS', { subjects_filter: '>' });
    expect(state.messages).toBe(1);
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 1 })).toBeNull();
  });

  it('finish a destruction that was cut short after its mark', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'wrapped');
    here.publish('$KV.KEYS.t1', '');
    await until(async () => (await store.get('t1')) === 'destroyed');
    await store.destroy('t1');
    const manager = await jetstreamManager(here);
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 1 })).toBeNull();
  });

  it('outlive a power cut', async () => {
    await (await NatsKeyStore.open(here)).create('t1', 'wrapped');
    await Promise.all([here.close(), there.close()]);
    await nats.kill();
    await nats.restart();
    there = await connect({ servers: nats.url });
    expect(await (await NatsKeyStore.open(there)).get('t1')).toEqual({ wrapped: 'wrapped' });
  });
});
