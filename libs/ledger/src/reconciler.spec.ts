import { Zone } from '@freehold/contracts/dns/zone';
import type { Resource } from '@freehold/contracts/resource';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BackendError, type BackendErrorCode } from './backend-error.js';
import { freshLedger, freshTables, wish } from './ledger-under-test.js';
import { listParked, replayParked } from './parked-work.js';
import type { Converged, Reconciler } from './reconciler.js';
import { type ServiceUnderTest, startService } from './service-under-test.js';
import { resyncWork } from './work.js';

const { ledger } = await freshLedger();
const pool = await freshTables();
const OBSERVED = { serial: 1, ds: [], nameservers: ['ns1.host.example'] };

/** A backend in memory that does as it is told. */
class Backend {
  readonly seen: Resource[] = [];
  readonly removed: string[] = [];
  answer: () => Promise<Converged> = async () => ({ observed: OBSERVED });
  remove: () => Promise<void> = async () => {};

  readonly reconciler: Reconciler = {
    kind: Zone,
    converge: async (resource) => {
      this.seen.push(resource);
      return await this.answer();
    },
    remove: async ({ id }) => {
      await this.remove();
      this.removed.push(id);
    },
  };

  fails(code: BackendErrorCode): void {
    this.answer = () => Promise.reject(new BackendError(code, `the server said ${code}`));
  }

  works(drift?: readonly string[]): void {
    this.answer = async () => ({ observed: OBSERVED, ...(drift && { drift }) });
  }
}

let backend: Backend;
let service: ServiceUnderTest;
let made = 0;

beforeEach(async () => {
  backend = new Backend();
  service = await startService({ ledger, pool, kinds: ['zone'], reconcilers: [backend.reconciler] });
});
afterEach(() => service.stop());

async function create(): Promise<string> {
  const id = `z${++made}`;
  expect(await service.send(wish(Zone, 'create', id, { name: `${id}.example` }))).toMatchObject({
    outcome: 'accepted',
  });
  return id;
}

const active = (id: string) =>
  service.row(Zone, id, ({ status, converged, generation }) => status === 'active' && converged === generation);
const facts = async (id: string) => (await ledger.read(`evt.dns.zone.${id}`)).map(({ fact }) => fact);
const parked = async () => (await listParked(pool)).items.map(({ id }) => id);

describe('a reconciler', () => {
  it('brings a new resource into service, and a changed one anew', async () => {
    const id = await create();
    expect(await active(id)).toMatchObject({ observed: OBSERVED });
    await service.send(wish(Zone, 'update', id, { dnssec: true }));
    await until(() => backend.seen.some(({ spec }) => spec['dnssec'] === true));
    await active(id);
    expect(await facts(id)).toEqual(['created', 'converged', 'updated', 'converged']);
  });

  it('removes what is to be deleted, and its row goes', async () => {
    const id = await create();
    await active(id);
    await service.send(wish(Zone, 'delete', id));
    await service.gone(Zone, id);
    expect(backend.removed).toEqual([id]);
    expect(await facts(id)).toEqual(['created', 'converged', 'delete_requested', 'deleted']);
  });

  it('waits for a backend that is away for as long as that takes, then goes on by itself', async () => {
    for (const code of ['unavailable', 'outcome_unknown'] as const) {
      backend.fails(code);
      backend.seen.length = 0;
      const id = await create();
      await until(() => backend.seen.length > 5); // more often than anything else is tried
      expect(await service.view.get('zone', id)).toMatchObject({ status: 'pending' });
      backend.works();
      await active(id);
      expect(await facts(id)).toEqual(['created', 'converged']);
    }
  });

  it('parks what the backend refuses, says why, and leaves the others alone', async () => {
    for (const code of ['refused', 'unauthorized', 'malformed', 'not_found'] as const) {
      backend.fails(code);
      backend.seen.length = 0;
      const id = await create();
      expect(await service.row(Zone, id, ({ status }) => status === 'failed')).toMatchObject({
        status_message: `the server said ${code}`,
      });
      await until(async () => (await parked()).includes(id));
      expect(backend.seen).toHaveLength(1);
      backend.works();
      await active(await create());
      expect(await parked()).toContain(id);
      await replayParked(pool, { kind: 'zone', id });
      await active(id);
      expect(await facts(id)).toEqual(['created', 'failed', 'converged']);
    }
  });

  it('takes up again what had failed when it is retried or changed', async () => {
    backend.fails('refused');
    const [retried, changed] = [await create(), await create()];
    for (const id of [retried, changed]) await service.row(Zone, id, ({ status }) => status === 'failed');
    backend.works();
    await service.send(wish(Zone, 'retry', retried));
    await service.send(wish(Zone, 'update', changed, { dnssec: true }));
    for (const id of [retried, changed]) await active(id);
    expect(await parked()).not.toContain(retried);
  });

  it('says so too when it parks for a fault of ours, after its tries', async () => {
    backend.answer = () => Promise.reject(new TypeError('a bug'));
    const id = await create();
    expect(await service.row(Zone, id, ({ status }) => status === 'failed')).toMatchObject({ status_message: 'a bug' });
    await until(async () => (await parked()).includes(id));
    expect(backend.seen).toHaveLength(3);
  });

  it('does not pass over a report that its kind does not know', async () => {
    backend.answer = async () => ({ observed: { serial: 'one' } });
    const id = await create();
    expect(await service.row(Zone, id, ({ status }) => status === 'failed')).toMatchObject({
      status_message: expect.stringContaining('observed'),
    });
  });

  it('records drift once, repairs it, and is silent about what is as it should be', async () => {
    const id = await create();
    await active(id);
    const resync = async () => {
      const before = backend.seen.length;
      await resyncWork(pool, 'zone', [id]);
      await until(() => backend.seen.length > before);
      await until(
        async () => (await pool.query('SELECT 1 FROM work WHERE id = $1 AND wanted > done', [id])).rows.length === 0,
      );
    };
    await resync();
    expect(await facts(id)).toEqual(['created', 'converged']);
    backend.works(['SOA was changed']);
    await resync();
    backend.works();
    await resync();
    expect(await facts(id)).toEqual(['created', 'converged', 'drift_detected']);
    expect((await ledger.read(`evt.dns.zone.${id}`)).at(-1)).toMatchObject({
      data: { differences: ['SOA was changed'] },
    });
    await active(id);
  });

  it('calls what it finds at first no drift: it is what there was to do', async () => {
    backend.works(['the name server had no such zone']);
    const id = await create();
    await active(id);
    expect(await facts(id)).toEqual(['created', 'converged']);
  });

  it('reports on the wish that it has read: a newer one is still outstanding', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    backend.answer = async () => (await held, { observed: OBSERVED });
    const id = await create();
    await until(() => backend.seen.length === 1);
    await service.send(wish(Zone, 'update', id, { dnssec: true }));
    await service.row(Zone, id, ({ spec }) => spec['dnssec'] === true);
    release();
    const { converged } = await active(id);
    const updated = (await ledger.read(`evt.dns.zone.${id}`)).find(({ fact }) => fact === 'updated');
    expect(converged).toBe(updated?.position);
    expect(await facts(id)).toEqual(['created', 'updated', 'converged']);
  });
});
