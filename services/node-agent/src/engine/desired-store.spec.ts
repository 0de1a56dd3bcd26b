import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { RouteSchema, WebrootSchema } from '@freehold/rpc/agent';
import { temporaryDirectory } from '@freehold/testing/servers';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Confined } from '../files/confined.js';
import type { Desired } from '../role.js';
import { DesiredStore } from './desired-store.js';
import type { Wish } from './fence.js';

let root: Confined;
let routes: string;
beforeEach(async () => {
  root = await Confined.open(await temporaryDirectory());
  routes = join(root.root, 'var/lib/freehold/desired/route.jsonl');
});

function wish(id: string, generation: number, backend = 'b'): Wish {
  const wanted: Desired = { kind: 'route', id, generation, spec: create(RouteSchema, { backend }) };
  return { key: { kind: 'route', id }, generation, wanted };
}

function removal(id: string, generation: number): Wish {
  return { key: { kind: 'route', id }, generation, wanted: undefined };
}

/** What a later start would find. */
async function reopened() {
  const { store, isDamaged } = await DesiredStore.open(root);
  const held = store.view(['webroot', 'backend', 'route']).list();
  return { store, isDamaged, ids: held.map(({ id, generation }) => `${id} ${generation}`) };
}

describe('the desired state', () => {
  it('is found again as it was, every field of it, removals and their generations too', async () => {
    const { store } = await DesiredStore.open(root);
    const spec = create(WebrootSchema, {
      tenantId: 't1',
      uid: 5000,
      hostnames: ['a.example', 'b.example'],
      suspended: true,
      php: { pm: { max_children: '5' }, values: { 'a.b': '1' }, adminValues: {} },
    });
    const webroot: Desired = { kind: 'webroot', id: 'w1', generation: 7, spec };
    await store.commit([{ key: webroot, generation: 7, wanted: webroot }, wish('a', 1), wish('b', 2), removal('c', 3)]);
    await store.commit([removal('a', 5)]);
    const again = await reopened();
    expect(again.store.view(['webroot']).list()).toEqual([webroot]);
    expect(again.ids).toEqual(['w1 7', 'b 2']);
    expect(again.store.heard({ kind: 'route', id: 'a' })).toEqual({ generation: 5, wanted: undefined });
    expect(again.store.heard({ kind: 'route', id: 'c' })).toEqual({ generation: 3, wanted: undefined });
    expect(again.isDamaged).toBe(false);
    expect((await stat(routes)).mode & 0o777).toBe(0o600);
  });

  it('that has not changed is not written again', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit([wish('a', 1)]);
    const { size } = await stat(routes);
    await store.commit([wish('a', 1)]);
    expect((await stat(routes)).size).toBe(size);
    await store.commit([wish('a', 1, 'other')]);
    expect((await stat(routes)).size).toBeGreaterThan(size);
  });

  it('survives a kill at any byte of a write: what was acknowledged is there, and what comes after it is kept', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit([wish('a', 1), wish('b', 2)]);
    const acknowledged = (await stat(routes)).size;
    await store.commit([wish('c', 3)]);
    const whole = await readFile(routes);
    for (let size = acknowledged; size < whole.length; size += 1) {
      await writeFile(routes, whole);
      await truncate(routes, size);
      const again = await reopened();
      expect(again).toMatchObject({ ids: ['a 1', 'b 2'], isDamaged: false });
      await again.store.commit([wish('d', 4)]);
      expect((await reopened()).ids).toEqual(['a 1', 'b 2', 'd 4']);
    }
  });

  it('that was damaged says so, and keeps what can be read', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit([wish('a', 1), wish('b', 2)]);
    for (const damage of ['{"id": "x", \n', 'nonsense\n', '{"id":"x","generation":1,"spec":{"backend":[]}}\n']) {
      const whole = await readFile(routes);
      await appendFile(routes, `${damage}{"id":"c","generation":3,"spec":{}}\n`);
      expect(await reopened()).toMatchObject({ ids: ['a 1', 'b 2', 'c 3'], isDamaged: true });
      await writeFile(routes, whole);
    }
    await writeFile(routes, 'another format\n');
    expect(await reopened()).toMatchObject({ ids: [], isDamaged: true });
  });

  it('of ten thousand routes costs one line a change, and a file that is bounded', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit(Array.from({ length: 10_000 }, (_, n) => wish(`name-${n}.example`, 1)));
    const { size } = await stat(routes);
    await store.commit([wish('name-5.example', 2)]);
    expect((await stat(routes)).size - size).toBeLessThan(200);
    for (let round = 3; round < 6; round += 1) {
      await store.commit(Array.from({ length: 10_000 }, (_, n) => wish(`name-${n}.example`, round)));
    }
    expect((await stat(routes)).size).toBeLessThan(3 * size);
    expect((await reopened()).ids).toHaveLength(10_000);
  });

  it('forgets the oldest removals, not the latest', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit(Array.from({ length: 10_001 }, (_, n) => removal(`gone-${n}`, n + 1)));
    expect(store.heard({ kind: 'route', id: 'gone-0' })).toBeUndefined();
    expect(store.heard({ kind: 'route', id: 'gone-1' })).toBeDefined();
    expect(store.heard({ kind: 'route', id: 'gone-10000' })).toEqual({ generation: 10_001, wanted: undefined });
  });

  it('that somebody takes away comes back whole with the next change', async () => {
    const { store } = await DesiredStore.open(root);
    await store.commit([wish('a', 1)]);
    await store.commit([wish('b', 1)]);
    await root.remove('var');
    expect(store.isGone()).toBe(true);
    await store.commit([wish('c', 1)]);
    expect((await reopened()).ids).toEqual(['a 1', 'b 1', 'c 1']);
  });
});
