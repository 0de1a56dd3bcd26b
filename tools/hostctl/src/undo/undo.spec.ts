import { naturalId } from '@freehold/contracts/ids';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answers, hostctl, type StandIn, startStandIn } from '../stand-in.js';

const ZONE = naturalId('zone', 'acme.example');
const LIVING = {
  id: ZONE,
  name: 'acme.example',
  tenant_id: null,
  dnssec: true,
  serial: 7,
  status: 'active',
  status_message: null,
  created_at: '2024-02-03T04:05:06Z',
  updated_at: '2024-02-03T04:05:06Z',
};
const AT = 41;

let platform: StandIn;
afterEach(() => platform?.stop());

/** A platform at whose position 41 this has happened. */
async function after(event: object, answers: Answers = {}) {
  const whole = {
    position: AT,
    time: '2024-02-03T04:05:06Z',
    actor: 'key:k1',
    kind: 'zone',
    resource_id: ZONE,
    data: {},
  };
  platform = await startStandIn({
    'GET /events': ({ query }) => ({
      body: {
        items: query['after'] === String(AT - 1) ? [{ ...whole, ...event }] : [],
        next_cursor: null,
        has_more: false,
      },
    }),
    [`GET /zones/${ZONE}`]: () => ({ body: LIVING, headers: { etag: '"40.44"' } }),
    ...answers,
  });
}

const would = { body: { events: [{ type: 'ZoneUpdated', data: {} }], resource: null } };
const undo = async (...args: string[]) => await hostctl(platform, ['undo', String(AT), ...args]);
const sent = () => platform.requests.filter(({ method }) => method !== 'GET');

describe('undo', () => {
  it('proposes the update back, has it checked, and sends nothing without --yes', async () => {
    const data = { changes: { dnssec: true }, previous: { dnssec: false } };
    await after({ type: 'ZoneUpdated', data }, { [`PUT /zones/${ZONE}`]: () => would });
    const { code, out } = await undo();
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        undo: { position: AT, type: 'ZoneUpdated', time: '2024-02-03T04:05:06Z', actor: 'key:k1' },
        command: { method: 'PUT', path: `/zones/${ZONE}`, body: { dnssec: false } },
        warnings: [],
        events: would.body.events,
        applied: false,
        operation: null,
      },
    ]);
    expect(sent()).toMatchObject([
      { body: { dnssec: false }, query: { dryRun: 'true' }, headers: { 'if-match': '"40.44"' } },
    ]);
  });

  it('sends it with its reason and the revision that it was made for, so that a race is noticed', async () => {
    let checked = false;
    const raced = {
      status: 412,
      body: { title: 'Changed', code: 'zone.revision', detail: 'read it again', status: 412 },
    };
    const data = { changes: { dnssec: true }, previous: { dnssec: false } };
    await after(
      { type: 'ZoneUpdated', data },
      { [`PUT /zones/${ZONE}`]: ({ query }) => (query['dryRun'] === 'true' ? ((checked = true), would) : raced) },
    );
    const { code, out, err } = await undo('--yes');
    expect([code, checked, out]).toEqual([1, true, '']);
    expect(err).toContain('zone.revision');
    expect(sent().at(-1)).toMatchObject({
      body: { dnssec: false },
      headers: { 'if-match': '"40.44"', 'freehold-reason': `undo of ${AT}` },
    });
  });

  it('shows people what happened, what takes it back, and what would be written', async () => {
    const data = { changes: { dnssec: true, tenant_id: 't1' }, previous: { dnssec: false, tenant_id: null } };
    await after({ type: 'ZoneUpdated', data }, { [`PUT /zones/${ZONE}`]: () => would });
    const { out, err } = await hostctl(platform, ['undo', String(AT)], { columns: 200 });
    for (const line of [
      'ZoneUpdated at position 41',
      `is taken back by PUT /zones/${ZONE}`,
      'note: tenant_id has been changed again since',
      'would write ZoneUpdated',
    ])
      expect(out).toContain(line);
    expect(err).toContain('--yes sends it');
  });

  it('tells which operation to follow once it is sent', async () => {
    const data = { changes: { dnssec: true }, previous: { dnssec: false } };
    const accepted = { status: 202, body: { ...LIVING, operation_id: 'op-1' } };
    await after(
      { type: 'ZoneUpdated', data },
      { [`PUT /zones/${ZONE}`]: ({ query }) => (query['dryRun'] === 'true' ? would : accepted) },
    );
    expect(JSON.parse((await undo('--yes')).out)).toMatchObject({ applied: true, operation: 'op-1' });
  });

  it('leaves alone what was changed again since, and refuses where nothing is left', async () => {
    const data = { changes: { dnssec: true, tenant_id: 't1' }, previous: { dnssec: false, tenant_id: null } };
    await after({ type: 'ZoneUpdated', data }, { [`PUT /zones/${ZONE}`]: () => would });
    const { out } = await undo();
    expect(JSON.parse(out)).toMatchObject({
      command: { body: { dnssec: false } },
      warnings: ['tenant_id has been changed again since: it stays'],
    });
    await platform.stop();
    await after({ type: 'ZoneUpdated', data: { changes: { dnssec: false }, previous: { dnssec: true } } });
    const refused = await undo('--yes');
    expect([refused.code, sent()]).toEqual([1, []]);
    expect(refused.err).toContain('dnssec has been changed again since');
  });

  it('deletes what was made, and makes again what was deleted, as it was before', async () => {
    await after({ type: 'ZoneCreated', data: { spec: {} } }, { [`DELETE /zones/${ZONE}`]: () => would });
    expect(JSON.parse((await undo()).out).command).toEqual({ method: 'DELETE', path: `/zones/${ZONE}` });
    await platform.stop();
    await after(
      { type: 'ZoneDeleteRequested' },
      {
        [`GET /zones/${ZONE}`]: ({ query }) =>
          query['asOf'] === String(AT - 1)
            ? { body: LIVING }
            : { status: 404, body: { title: 'No such', status: 404 } },
        'POST /zones': () => would,
      },
    );
    expect(JSON.parse((await undo()).out).command).toEqual({
      method: 'POST',
      path: '/zones',
      body: { name: 'acme.example', dnssec: true },
    });
  });

  it('turns a suspension back, with the reason that it had', async () => {
    const tenant = { kind: 'tenant', resource_id: 'tabcdefghij' };
    const path = '/tenants/tabcdefghij';
    await after(
      { ...tenant, type: 'TenantUnsuspended' },
      {
        [`GET ${path}`]: ({ query }) => ({
          body: { id: 't', suspend_reason: query['asOf'] === String(AT - 1) ? 'unpaid' : null },
          headers: { etag: '"1.2"' },
        }),
        [`POST ${path}/suspend`]: () => would,
      },
    );
    expect(JSON.parse((await undo()).out).command).toMatchObject({
      path: `${path}/suspend`,
      body: { reason: 'unpaid' },
    });
  });

  it.each([
    [{ type: 'ZoneConverged' }, 'tells what is so'],
    [{ type: 'ZoneRetried' }, 'nothing to take back'],
    [{ type: 'ClusterProvisionRequested', kind: 'cluster', resource_id: 'c1' }, 'is a deed'],
    [{ type: 'WebrootDeleted', kind: 'webroot', resource_id: 'wabcdefghij' }, 'new id'],
    [{ type: 'WebrootSuspended', kind: 'webroot', resource_id: 'wabcdefghij' }, 'with its tenant'],
    [{ type: 'UidClaimCreated', kind: 'uid-claim', resource_id: 'u1' }, 'the platform’s own doing'],
    [{ type: 'ZoneDeleteRequested' }, 'is there again'],
    [{ position: AT + 1, type: 'ZoneUpdated' }, 'no event at position 41'],
  ])('refuses %j with a sentence, and sends nothing', async (event, why) => {
    await after(event);
    const { code, err } = await undo('--yes');
    expect([code, sent()]).toEqual([1, []]);
    expect(err).toContain(why);
  });
});
