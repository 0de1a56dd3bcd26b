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
    here.publish('$KV.KEYS.t1', '-');
    await until(async () => 'destroyed' in ((await store.get('t1')) ?? {}));
    await store.destroy('t1');
    const manager = await jetstreamManager(here);
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 1 })).toBeNull();
  });

  it('leave nothing of a replaced wrapping in the stream, nor of one whose replacement was cut short', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'old');
    await store.replace('t1', 'old', 'new');
    const manager = await jetstreamManager(here);
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 1 })).toBeNull();
    here.publish('$KV.KEYS.t1', 'newer');
    await until(async () => JSON.stringify(await store.get('t1')).includes('newer'));
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 2 })).not.toBeNull();
    await store.settle('t1');
    expect(await manager.streams.getMessage('KV_KEYS', { seq: 2 })).toBeNull();
    expect(await store.get('t1')).toEqual({ wrapped: 'newer' });
  });

  it('replace a wrapping whose own replacement was cut short, and leave nothing of either', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'old');
    here.publish('$KV.KEYS.t1', 'new');
    await until(async () => JSON.stringify(await store.get('t1')).includes('new'));
    expect(await store.replace('t1', 'new', 'newer')).toBe(true);
    const { state } = await (await jetstreamManager(here)).streams.info('KV_KEYS');
    expect(state).toMatchObject({ messages: 1, first_seq: 3 });
  });

  it('leave nothing of a key whose wrapping was being replaced when it was destroyed', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'old');
    here.publish('$KV.KEYS.t1', 'new');
    await until(async () => JSON.stringify(await store.get('t1')).includes('new'));
    await store.destroy('t1');
    const { state } = await (await jetstreamManager(here)).streams.info('KV_KEYS');
    expect(state).toMatchObject({ messages: 1, first_seq: 3 });
  });

  it('stand fast against what NATS writes in the name of nobody, and are rid of it', async () => {
    const store = await NatsKeyStore.open(here);
    await store.create('t1', 'wrapped');
    // Acknowledgements, and the status of a pull that finds nothing, go to whatever subject a request names for its answer.
    for (const text of ['{"stream":"EVENTS","seq":5}', '', '{}'])
      await here.request('$KV.KEYS.t1', text).catch(() => undefined);
    expect(await (await NatsKeyStore.open(there)).get('t1')).toEqual({ wrapped: 'wrapped' });
    expect(await store.replace('t1', 'wrapped', 'newer')).toBe(true);
    expect(await store.get('t1')).toEqual({ wrapped: 'newer' });
    for (const text of ['{}', '']) await here.request('$KV.KEYS.t2', text).catch(() => undefined);
    expect(await store.get('t2')).toBeUndefined();
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
