import { lifecycle } from '@freehold/contracts/decider';
import { Zone } from '@freehold/contracts/dns/zone';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { envelope, sendCommand } from './commander.js';
import { aBrand, connected, freshLedger, freshTables, handlerOf, wish } from './ledger-under-test.js';

const { nats, nc, ledger } = await freshLedger();
const pool = await freshTables();
const caller = await connected(nats.url);
const ids = async (subject: string) => (await ledger.read(subject)).map(({ id }) => id);

describe('the envelope of a wish', () => {
  it('has one id for one cause, and a new one where none is named', () => {
    const delete1 = { kind: Zone, verb: 'delete', resource_id: 'z1', cause: ['tenant', 't1', 7] };
    expect(envelope(delete1, 'process:p').id).toBe(envelope({ ...delete1 }, 'service:s').id);
    for (const other of [{ resource_id: 'z2' }, { verb: 'retry' }, { kind: Brand }, { cause: ['tenant', 't1', 8] }]) {
      expect(envelope({ ...delete1, ...other }, 'process:p').id).not.toBe(envelope(delete1, 'process:p').id);
    }
    const new1 = { kind: Zone, verb: 'delete', resource_id: 'z1' };
    expect(envelope(new1, 'a').id).not.toBe(envelope(new1, 'a').id);
  });

  it('belongs to what caused it, else it is the beginning of something', () => {
    const first = envelope({ kind: Zone, verb: 'retry', resource_id: 'z1' }, 'key:k');
    expect(first).toMatchObject({ actor: 'key:k', aggregate_id: 'z1', data: {}, correlation_id: first.id });
    expect(
      envelope(
        { kind: Zone, verb: 'retry', resource_id: 'z1', correlation_id: 'c', causation_id: 'e', aggregate_id: 'a' },
        'key:k',
      ),
    ).toMatchObject({ correlation_id: 'c', causation_id: 'e', aggregate_id: 'a' });
  });
});

describe('a command that is sent', () => {
  it('is sent again when no reply comes, and applied once', async () => {
    const { handler } = handlerOf(ledger, pool);
    // Takes the first request, and dies with it.
    const dying = nc.subscribe('cmd.tenant.brand', { queue: 'spec', max: 1 });
    const command = wish(Brand, 'create', 'b1', aBrand);
    const sent = sendCommand(caller, 'tenant', command);
    await until(() => dying.getReceived() === 1);
    const service = nc.subscribe('cmd.tenant.brand', { queue: 'spec' });
    void (async () => {
      for await (const request of service) request.respond(JSON.stringify(await handler.handle(request.json())));
    })();
    expect(await sent).toMatchObject({ outcome: 'accepted', changed: true });
    expect(await sendCommand(caller, 'tenant', command)).toEqual(await sent);
    expect(await ids('evt.tenant.brand.b1')).toEqual([command.id]);
    service.unsubscribe();
  });

  it('waits a moment for a service that begins again', async () => {
    const { handler } = handlerOf(ledger, pool, { context: 'tenant' });
    const sent = sendCommand(caller, 'tenant', wish(Brand, 'create', 'b2', aBrand));
    const serving = handler.serve(nc);
    expect(await sent).toMatchObject({ outcome: 'accepted' });
    await serving.drain();
  });

  it('to a service that is down is undecided, and told so within two seconds', async () => {
    const from = Date.now();
    expect(await sendCommand(caller, 'nobody', wish(Brand, 'create', 'b3', aBrand))).toMatchObject({
      outcome: 'unavailable',
    });
    expect(Date.now() - from).toBeLessThan(2_000);
  });

  it('is applied once also when its service is slower than its sender is patient', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const complete = async (data: Record<string, unknown>) => (begun++, await held, data);
    const { handler } = handlerOf(ledger, pool, {
      context: 'tenant',
      owned: [{ decider: lifecycle(Tenant), complete }],
    });
    const serving = handler.serve(nc);
    const command = wish(Tenant, 'create', 't1', {});
    const sent = sendCommand(caller, 'tenant', command);
    await until(() => begun === 2);
    release();
    expect(await sent).toMatchObject({ outcome: 'accepted', changed: true });
    expect(await ids('evt.tenant.tenant.t1')).toEqual([command.id]);
    await serving.drain();
  });

  it('is answered by a service that stops, if it was taken; the next one finds another', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const complete = async (data: Record<string, unknown>) => (begun++, await held, data);
    const stopping = handlerOf(ledger, pool, { context: 'tenant', owned: [{ decider: lifecycle(Tenant), complete }] });
    const serving = stopping.handler.serve(nc);
    const from = Date.now();
    const taken = sendCommand(caller, 'tenant', wish(Tenant, 'create', 't2', {}));
    await until(() => begun === 1);
    let ended = false;
    const drained = serving.drain().then(() => (ended = true));
    const other = handlerOf(ledger, pool, { context: 'tenant' }).handler.serve(nc);
    expect(await sendCommand(caller, 'tenant', wish(Brand, 'create', 'b4', aBrand))).toMatchObject({
      outcome: 'accepted',
    });
    expect(ended).toBe(false);
    release();
    expect(await taken).toMatchObject({ outcome: 'accepted', changed: true });
    await drained;
    expect([begun, Date.now() - from < 2_000]).toEqual([1, true]); // answered at once, not by a repeat
    await other.drain();
  });

  it('outlives a power cut of NATS, and is applied once', async () => {
    const { handler } = handlerOf(ledger, pool, { context: 'tenant' });
    const serving = handler.serve(nc);
    const commands = Array.from({ length: 20 }, (_, n) => wish(Brand, 'create', `cut${n}`, aBrand));
    const sent = commands.map((command) => sendCommand(caller, 'tenant', command));
    await nats.kill();
    await nats.restart();
    expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(commands.map(() => 'accepted'));
    for (const [n, { id }] of commands.entries()) expect(await ids(`evt.tenant.brand.cut${n}`)).toEqual([id]);
    await serving.drain();
  });
});
