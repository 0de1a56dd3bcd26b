import { BackendError, type BackendErrorCode } from '@freehold/ledger/backend-error';
import type { NodeRow } from '@freehold/service/agents';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Site } from '../webroot/site.js';
import { aName, aSite } from '../webroot/site-under-test.js';
import type { WebNodes } from './web-nodes.js';

const signal = new AbortController().signal;

/** Web nodes under the suite, and what only whoever made them can do to a node. */
export interface NodesUnderContract {
  readonly nodes: WebNodes;
  readonly node: NodeRow;
  /** Ids of the sites that the node holds. */
  held(): string[];
  refuse(site: string, detail: string): void;
  accept(site: string): void;
  /** The node does not answer any more. */
  down(): Promise<void> | void;
}

/** The guarantees of `WebNodes`, for every implementation of it. `make` gives a node with an empty disk. */
export function describeWebNodes(title: string, make: () => Promise<NodesUnderContract>): void {
  let under: NodesUnderContract;

  beforeEach(async () => {
    under = await make();
  });

  const apply = (site: Site) => under.nodes.apply(under.node, site, signal);
  const remove = (id: string, position: number) => under.nodes.remove(under.node, id, position, signal);
  const converge = (sites: readonly Site[], position: number, confirm = false) =>
    under.nodes.converge(under.node, { sites, position, confirm }, signal);
  const numbered = (count: number, position: number) =>
    Array.from({ length: count }, (_, nth) => aSite({ id: `w${String(nth).padStart(2, '0')}`, position }));

  async function fails(call: Promise<unknown>, code: BackendErrorCode, detail?: string): Promise<void> {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({ code, ...(detail !== undefined && { detail }) });
  }

  describe(`${title}: a site`, () => {
    it('is served as it was wanted, and is so already when that is wanted again', async () => {
      expect(await apply(aSite({ position: 5 }))).toBe('applied');
      expect(await apply(aSite({ position: 5 }))).toBe('unchanged');
      expect(await apply(aSite({ position: 9 }))).toBe('unchanged');
      expect(await apply(aSite({ position: 10, names: [aName('a.example')] }))).toBe('applied');
      expect(under.held()).toEqual(['w1']);
    });

    it('of an earlier moment changes nothing', async () => {
      await apply(aSite({ position: 5 }));
      expect(await apply(aSite({ position: 4, names: [aName('a.example')] }))).toBe('stale');
      expect(await apply(aSite({ position: 5 }))).toBe('unchanged');
    });

    it('that is removed is gone, also when it was never there, and what was wanted before does not bring it back', async () => {
      await apply(aSite({ position: 5 }));
      expect(await remove('w1', 4)).toBe('stale');
      expect(await remove('w1', 6)).toBe('applied');
      expect(await remove('w1', 6)).toBe('unchanged');
      expect(await remove('never', 1)).toBe('unchanged');
      expect(await apply(aSite({ position: 5 }))).toBe('stale');
      expect(under.held()).toEqual([]);
      expect(await apply(aSite({ position: 7 }))).toBe('applied');
    });

    it('that is refused is told in the node’s words, and what was served of it is still', async () => {
      await apply(aSite({ position: 5 }));
      under.refuse('w1', 'no such directive');
      await fails(apply(aSite({ position: 6, names: [aName('a.example')] })), 'refused', 'no such directive');
      under.accept('w1');
      expect(await apply(aSite({ position: 7 }))).toBe('unchanged');
    });
  });

  describe(`${title}: a full set`, () => {
    it('is served exactly', async () => {
      await apply(aSite({ id: 'old', position: 1 }));
      await apply(aSite({ id: 'same', position: 1 }));
      const done = await converge([aSite({ id: 'same', position: 1 }), aSite({ id: 'new', position: 3 })], 3);
      expect(done).toEqual({ applied: 1, unchanged: 1, removed: 1, held_removals: 0, held_total: 0, refused: [] });
      expect(under.held()).toEqual(['new', 'same']);
    });

    it('leaves alone what the node has heard of since', async () => {
      await apply(aSite({ id: 'newer', position: 9 }));
      expect(await converge([], 8)).toMatchObject({ removed: 0 });
      expect(under.held()).toEqual(['newer']);
      expect(await converge([], 9)).toMatchObject({ removed: 1 });
    });

    it('is served but for what is refused of it', async () => {
      under.refuse('bad', 'no such directive');
      const done = await converge([aSite({ id: 'bad' }), aSite({ id: 'good' })], 42);
      expect(done).toMatchObject({ applied: 1, refused: [{ id: 'bad', detail: 'no such directive' }] });
      expect(under.held()).toEqual(['good']);
    });

    it('that takes a large share away removes nothing until it is confirmed', async () => {
      await converge(numbered(20, 1), 1);
      expect(await converge(numbered(8, 2), 2)).toMatchObject({ removed: 0, held_removals: 12, held_total: 20 });
      expect(under.held()).toHaveLength(20);
      expect(await converge(numbered(8, 3), 3, true)).toMatchObject({ removed: 12, held_removals: 0 });
      expect(under.held()).toHaveLength(8);
    });
  });

  describe(`${title}: a node`, () => {
    it('that does not answer is unavailable', async () => {
      await under.down();
      await fails(apply(aSite()), 'unavailable');
      await fails(remove('w1', 1), 'unavailable');
      await fails(converge([], 1), 'unavailable');
    });

    it('is not waited for any longer than the caller wants', async () => {
      const reason = new Error('enough');
      await expect(under.nodes.apply(under.node, aSite(), AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
