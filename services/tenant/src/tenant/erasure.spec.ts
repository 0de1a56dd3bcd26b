import { eventSubject } from '@freehold/contracts/event';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { until } from '@freehold/testing/until';
import { Shredded } from '@freehold/vault/errors';
import { LocalKeyWrapper } from '@freehold/vault/local-key-wrapper';
import { readMasterKey } from '@freehold/vault/master-key';
import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { Vault } from '@freehold/vault/vault';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TenantUnderTest } from '../tenant-under-test.js';

describe('a deleted tenant', () => {
  const platform = new TenantUnderTest();
  let store: NatsKeyStore;
  /** A process of a service that has the master key, which the tenant service has not. */
  let elsewhere: () => Vault;
  beforeAll(async () => {
    store = await NatsKeyStore.open(platform.runtime.parts.nc);
    const masterKey = await readMasterKey({ master_key: Buffer.alloc(32, 7).toString('base64') });
    elsewhere = () => new Vault({ store, wrapper: new LocalKeyWrapper(masterKey) });
  });

  const facts = async (id: string) => await platform.runtime.parts.ledger.read(eventSubject('tenant', 'tenant', id));
  const gone = async (id: string) => await until(async () => (await facts(id)).at(-1)?.fact === 'deleted');

  it('leaves nothing that opens what was sealed for it, and a certificate of that before its deletion', async () => {
    const [id, other] = [await platform.tenant(), await platform.tenant()];
    const [sealed, others] = await Promise.all(
      [id, other].map((t) => elsewhere().seal(t, 'database/1/password', 'hush')),
    );
    await platform.accepted(Tenant, 'delete', id);
    await gone(id);
    expect((await facts(id)).map(({ fact }) => fact).slice(-3)).toEqual(['delete_requested', 'erased', 'deleted']);
    expect((await facts(id)).at(-2)?.data).toEqual({
      owner: id,
      key_id: expect.stringMatching(/^[\w-]{12}$/),
      algorithm: 'A256GCM',
      destroyed_at: expect.stringMatching(/Z$/),
    });
    await expect(elsewhere().open(id, 'database/1/password', sealed ?? '')).rejects.toThrow(Shredded);
    await expect(elsewhere().seal(id, 'database/1/password', 'again')).rejects.toThrow(Shredded);
    expect(await elsewhere().open(other, 'database/1/password', others ?? '')).toBe('hush');
  });

  it('stays so when a restored bucket brings its key back', async () => {
    const id = await platform.tenant();
    await elsewhere().seal(id, 'database/1/password', 'hush');
    const { wrapped } = Object.assign({ wrapped: '' }, await store.get(id));
    await platform.accepted(Tenant, 'delete', id);
    await gone(id);
    platform.runtime.parts.nc.publish(`$KV.KEYS.${id}`, wrapped);
    await until(async () => 'wrapped' in ((await store.get(id)) ?? {}));
    const again = await platform.replica();
    await until(async () => 'destroyed' in ((await store.get(id)) ?? {}));
    await again.stop();
  });
});
