import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeProtectedHeader } from 'jose';
import { MasterKeyError, Shredded, Unreadable } from './errors.js';
import { KeyRing } from './key-ring.js';
import { LocalKeyWrapper } from './local-key-wrapper.js';
import { readMasterKey } from './master-key.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { rewrapKeys } from './rewrap-keys.js';
import { Vault, type VaultOptions } from './vault.js';

const newWrapper = async () =>
  new LocalKeyWrapper(await readMasterKey({ master_key: randomBytes(32).toString('base64') }));
const wrapper = await newWrapper();

let store: MemoryKeyStore;
let vault: Vault;
beforeEach(() => {
  store = new MemoryKeyStore();
  vault = new Vault({ store, wrapper });
});

/** Another process of the same platform. */
const elsewhere = (options: Partial<VaultOptions> = {}) => new Vault({ store, wrapper, ...options });

const anyOwner = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/);
const anyPurpose = fc.string({ minLength: 1 });
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

async function reasonOf(opening: Promise<string>): Promise<string> {
  const error = await opening.then(
    () => new Error('it opened'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Unreadable)) throw error;
  return error.reason;
}

describe('a sealed text', () => {
  it('opens to what was sealed, in every process, and only its place shows', async () => {
    await fc.assert(
      fc.asyncProperty(anyOwner, anyPurpose, anyText, async (owner, purpose, text) => {
        const sealed = await vault.seal(owner, purpose, text);
        expect(await vault.open(owner, purpose, sealed)).toBe(text);
        expect(await elsewhere().open(owner, purpose, sealed)).toBe(text);
        expect(decodeProtectedHeader(sealed)).toEqual({
          alg: 'dir',
          enc: 'A256GCM',
          kid: expect.any(String),
          owner,
          ctx: purpose,
        });
      }),
    );
  });

  it('is never the same twice', async () => {
    expect(await vault.seal('t1', 'password', 'x')).not.toBe(await vault.seal('t1', 'password', 'x'));
  });

  it('does not open when any of it was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.nat(),
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'),
        async (text, at, letter) => {
          const sealed = await vault.seal('t1', 'password', text);
          const place = at % sealed.length;
          fc.pre(sealed[place] !== letter);
          const changed = sealed.slice(0, place) + letter + sealed.slice(place + 1);
          // The last letter of a base64url text has bits that mean nothing: those texts are the same.
          fc.pre(!sameBytes(changed, sealed));
          expect(['malformed', 'moved', 'unknown_key', 'tampered']).toContain(
            await reasonOf(vault.open('t1', 'password', changed)),
          );
        },
      ),
    );
  });

  it('does not open in another place, nor for another owner, even with its header rewritten', async () => {
    const sealed = await vault.seal('t1', 'database-user/1/password', 'x');
    await vault.seal('t2', 'database-user/1/password', 'y');
    expect(await reasonOf(vault.open('t1', 'database-user/2/password', sealed))).toBe('moved');
    expect(await reasonOf(vault.open('t2', 'database-user/1/password', sealed))).toBe('moved');
    const moved = { ...decodeProtectedHeader(sealed), ctx: 'database-user/2/password' };
    const rewritten = [Buffer.from(JSON.stringify(moved)).toString('base64url'), ...sealed.split('.').slice(1)].join(
      '.',
    );
    expect(await reasonOf(vault.open('t1', 'database-user/2/password', rewritten))).toBe('tampered');
  });

  it('of another platform does not open', async () => {
    const foreign = await new Vault({ store: new MemoryKeyStore(), wrapper: await newWrapper() }).seal(
      't1',
      'password',
      'x',
    );
    expect(await reasonOf(vault.open('t1', 'password', foreign))).toBe('unknown_key');
    await vault.seal('t1', 'password', 'y');
    expect(await reasonOf(vault.open('t1', 'password', foreign))).toBe('unknown_key');
  });

  it('is refused as malformed when it is no sealed text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) =>
        expect(await reasonOf(vault.open('t1', 'password', text))).toBe('malformed'),
      ),
    );
  });

  it('never appears in an error, nor does what was sealed', async () => {
    const sealed = await vault.seal('t1', 'password', 'marked-secret');
    const error = await vault.open('t1', 'password', sealed.slice(0, -4)).catch((reason: unknown) => reason);
    const told = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? (error.stack ?? '') : ''}`;
    expect(told).not.toContain('marked-secret');
    expect(told).not.toContain(sealed.slice(-20, -4));
  });
});

describe('sealing', () => {
  it('by many at once for a new owner uses one key', async () => {
    const vaults = Array.from({ length: 8 }, () => elsewhere());
    const sealed = await Promise.all(vaults.map((one, n) => one.seal('t1', 'password', `${n}`)));
    expect(new Set(sealed.map((text) => decodeProtectedHeader(text)['kid'])).size).toBe(1);
    expect(await Promise.all(sealed.map((text) => vault.open('t1', 'password', text)))).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
  });

  it('makes a key also while somebody tries to open a foreign text for the same new owner', async () => {
    const foreign = await new Vault({ store: new MemoryKeyStore(), wrapper }).seal('t1', 'password', 'x');
    const [opening, sealing] = await Promise.allSettled([
      vault.open('t1', 'password', foreign),
      vault.seal('t1', 'password', 'y'),
    ]);
    expect([opening.status, sealing.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('refuses what would come back changed, and owners that cannot be', async () => {
    await expect(vault.seal('t1', 'password', '\ud800')).rejects.toThrow(TypeError);
    for (const owner of ['', 'T1', '.a', 'a.', 'a.b.c', '*', '-a', 'a'.repeat(129)])
      await expect(vault.seal(owner, 'password', 'x')).rejects.toThrow(TypeError);
  });
});

describe('destroying a key', () => {
  it('makes everything sealed for its owner unreadable, and nobody else notices', async () => {
    const [mine, theirs] = [await vault.seal('t1', 'password', 'x'), await vault.seal('t2', 'password', 'y')];
    await vault.destroy('t1');
    await expect(vault.open('t1', 'password', mine)).rejects.toThrow(Shredded);
    await expect(elsewhere().open('t1', 'password', mine)).rejects.toThrow(Shredded);
    await expect(vault.seal('t1', 'password', 'again')).rejects.toThrow(Shredded);
    expect(await vault.open('t2', 'password', theirs)).toBe('y');
  });

  it('reaches other processes when their copy of the key is too old', async () => {
    let now = 0;
    const other = elsewhere({ cacheMs: 60_000, now: () => now });
    const sealed = await other.seal('t1', 'password', 'x');
    await vault.destroy('t1');
    now = 60_000;
    await expect(other.open('t1', 'password', sealed)).rejects.toThrow(Shredded);
  });
});

describe('keys in memory', () => {
  it('are read from the store once for many texts, and again when others took their place', async () => {
    for (const id of ['t1', 't2', 't3']) await vault.seal(id, 'password', 'x');
    const reads: string[] = [];
    const counting = Object.assign(Object.create(store), { get: (id: string) => (reads.push(id), store.get(id)) });
    const small = elsewhere({ store: counting, cacheSize: 2 });
    for (const id of ['t1', 't1', 't2', 't1', 't3', 't1', 't2']) await small.seal(id, 'password', 'x');
    expect(reads).toEqual(['t1', 't2', 't3', 't2']);
  });

  it('are not kept when reading them failed', async () => {
    let away = true;
    const failing = Object.assign(Object.create(store), {
      get: (id: string) => (away ? Promise.reject(new Error('away')) : store.get(id)),
    });
    const patient = elsewhere({ store: failing });
    await expect(patient.seal('t1', 'password', 'x')).rejects.toThrow('away');
    away = false;
    expect(await patient.open('t1', 'password', await patient.seal('t1', 'password', 'x'))).toBe('x');
  });

  it('are told apart from those wrapped with another master key', async () => {
    const sealed = await vault.seal('t1', 'password', 'x');
    const mistaken = elsewhere({ wrapper: await newWrapper() });
    await expect(mistaken.open('t1', 'password', sealed)).rejects.toThrow(MasterKeyError);
    await expect(mistaken.seal('t1', 'password', 'x')).rejects.toThrow('FREEHOLD_MASTER_KEY');
  });

  it('that were moved to another owner in the store are refused', async () => {
    await vault.seal('t1', 'password', 'x');
    const stored = await store.get('t1');
    if (!stored || 'destroyed' in stored) throw new Error('t1 should have a key');
    await store.create('t2', stored.wrapped);
    await expect(vault.seal('t2', 'password', 'x')).rejects.toThrow('tampered');
  });
});

describe('a digest', () => {
  it('is the same in every process, and also after a rotation of the master key', async () => {
    const digest = await vault.digest('user/email', 'ada@acme.example');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await elsewhere().digest('user/email', 'ada@acme.example')).toBe(digest);
    const rotated = new KeyRing(await newWrapper(), [wrapper]);
    await rewrapKeys(store, rotated);
    expect(await elsewhere({ wrapper: rotated }).digest('user/email', 'ada@acme.example')).toBe(digest);
  });

  it('is another for another text, purpose or platform', async () => {
    const other = new Vault({ store: new MemoryKeyStore(), wrapper });
    const digests = await Promise.all([
      vault.digest('user/email', 'ada@acme.example'),
      vault.digest('user/email', 'bob@acme.example'),
      vault.digest('user/name', 'ada@acme.example'),
      other.digest('user/email', 'ada@acme.example'),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

function sameBytes(one: string, other: string): boolean {
  const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
  return one.split('.').length === other.split('.').length && bytes(one).join('.') === bytes(other).join('.');
}
