import type { Process } from '@freehold/ledger/process';
import { raiseWork } from '@freehold/ledger/work';
import { Park } from '@freehold/ledger/work-outcome';
import type { Pool } from 'pg';
import { isBalancer, type LoadBalancers } from '../balancers/load-balancers.js';
import { hostOf, isToldServed, type Name } from '../routes/route.js';
import { ROUTE } from '../routes/touched-names.js';
import { shardsOf } from '../shards/backend.js';
import { fullSetOf, heldBackBy, push, refusedBy } from './full-set.js';

const NAME = 'converge-node';

/**
 * A load balancer that comes into service, or has begun anew with an empty disk, gets everything that it should hold. Names that
 * are not told to be served are looked at afterwards: now they are, or not.
 */
export function convergeNode({ balancers, pool }: { balancers: LoadBalancers; pool: Pool }): Process {
  return {
    name: NAME,
    trigger({ before, after }) {
      if (!isBalancer(after)) return [];
      const isEmpty = before?.observed?.['incarnation'] !== after.observed?.['incarnation'];
      return isEmpty || !isBalancer(before) ? [{ kind: NAME, id: after.id }] : [];
    },
    async run({ id }, { view }, signal) {
      const node = await view.get('node', id);
      if (node === undefined || !isBalancer(node)) return;
      const set = await fullSetOf(String(node.spec['cluster_id']), view, pool);
      const done = await push(balancers, node, set, { confirm: false, signal });
      const refused = new Set(refusedBy(done).map((one) => one.id));
      await wakeNames(
        set.names.filter((name) => refused.has(hostOf(name)) || !isToldServed(name)),
        pool,
      );
      const held = heldBackBy(id, shardsOf(node)[0] ?? '', done);
      if (held) throw new Park(held);
    },
  };
}

/** Has names looked at, also parked ones: what becomes of it is each name's own to tell. */
export async function wakeNames(names: readonly Name[], pool: Pool): Promise<void> {
  await raiseWork(
    pool,
    names.map(({ id }) => ({ kind: ROUTE, id })),
  );
}
