import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId, newId } from '@freehold/contracts/ids';
import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Receiver } from '../outbound/receiver-under-test.js';
import { WebhookUnderTest } from '../webhook-under-test.js';

/** What the backend of zones reports. */
const observed = { serial: 1, ds: [], nameservers: [] };

describe('callbacks', () => {
  const platform = new WebhookUnderTest();
  const receivers: Receiver[] = [];
  let count = 0;

  async function receiver(): Promise<Receiver> {
    const started = await Receiver.start();
    receivers.push(started);
    return started;
  }

  afterEach(async () => {
    for (const one of receivers.splice(0)) await one.stop();
  });

  /** Registers a callback as the gateway does, before it sends the command. @returns the command’s id */
  async function register(url: string, kind: string, resource_id: string): Promise<string> {
    const command_id = newId();
    await platform.ask('register-callback', { command_id, kind, resource_id, aggregate_id: resource_id, url });
    return command_id;
  }

  function zoneName(): { id: string; name: string } {
    const name = `callback-${(count += 1)}.example`;
    return { id: naturalId('zone', name), name };
  }

  /** What is known of a callback. */
  async function row(id: string) {
    const { rows } = await platform.runtime.parts.pool.query('SELECT * FROM callback WHERE id = $1', [id]);
    return rows[0];
  }

  const becomes = async (id: string, status: string) => await until(async () => (await row(id))?.status === status);

  it('tell the end of a command once it has converged, and not before', async () => {
    const there = await receiver();
    const { id, name } = zoneName();
    const command = await register(there.url('127.0.0.1', '/done?token=t'), 'zone', id);
    const first = await platform.accepted(Zone, 'create', id, { name }, command);
    await becomes(command, 'armed');
    const { generation } = await platform.accepted(Zone, 'update', id, { dnssec: true });
    await platform.accepted(Zone, 'converged', id, { generation: first.generation, observed });
    expect(there.received).toEqual([]);
    await platform.accepted(Zone, 'converged', id, { generation, observed });
    await becomes(command, 'delivered');
    expect(there.received).toMatchObject([{ path: '/done?token=t', headers: { 'idempotency-key': command } }]);
    expect(there.bodies).toEqual([{ resource_type: 'zone', resource_id: id, status: 'active', status_message: null }]);
  });

  it('tell that it failed, with the reason; that a resource is deleted; that a synchronous change is done', async () => {
    const there = await receiver();
    const { id, name } = zoneName();
    const made = await register(there.url(), 'zone', id);
    const { generation } = await platform.accepted(Zone, 'create', id, { name }, made);
    await platform.accepted(Zone, 'failed', id, { generation, reason: 'refused: no' });
    await becomes(made, 'delivered');
    const gone = await register(there.url(), 'zone', id);
    await platform.accepted(Zone, 'delete', id, {}, gone);
    await platform.accepted(Zone, 'deleted', id);
    await becomes(gone, 'delivered');
    const brand = await register(there.url(), 'brand', 'done');
    const spec = { name: 'Done', base_hostname: 'done.example', primary_ns: 'ns1.done.example' };
    const more = { secondary_ns: 'ns2.done.example', hostmaster_email: 'dns@done.example' };
    await platform.accepted(Brand, 'create', 'done', { ...spec, ...more }, brand);
    await becomes(brand, 'delivered');
    expect(there.bodies.map(({ status, status_message }) => [status, status_message])).toEqual([
      ['failed', 'refused: no'],
      ['deleted', null],
      ['active', null],
    ]);
  });

  it('end with 2xx and with 4xx, and are tried again after anything else', async () => {
    const [busy, wrong, never] = [await receiver(), await receiver(), await receiver()];
    busy.answerNext(503, 302);
    wrong.answer = 404;
    never.answer = 500;
    const commands: string[] = [];
    for (const there of [busy, wrong, never]) {
      const { id, name } = zoneName();
      const command = await register(there.url(), 'zone', id);
      const { generation } = await platform.accepted(Zone, 'create', id, { name }, command);
      await platform.accepted(Zone, 'converged', id, { generation, observed });
      commands.push(command);
    }
    const [first = '', second = '', third = ''] = commands;
    await becomes(first, 'delivered');
    await becomes(second, 'failed');
    await becomes(third, 'failed');
    expect([busy, wrong, never].map(({ received }) => received.length)).toEqual([3, 1, 3]);
  });

  it('of a command that was refused never wake, whether or not somebody lived to say so', async () => {
    const there = await receiver();
    const { id, name } = zoneName();
    const said = await register(there.url(), 'zone', id);
    await platform.ask('withdraw-callback', { command_id: said });
    expect(await row(said)).toBeUndefined();
    const unsaid = await register(there.url(), 'zone', id);
    const { generation } = await platform.accepted(Zone, 'create', id, { name });
    await platform.accepted(Zone, 'converged', id, { generation, observed });
    const after = await register(there.url(), 'zone', id);
    const again = await platform.accepted(Zone, 'retry', id, {}, after);
    await platform.accepted(Zone, 'converged', id, { generation: again.generation, observed });
    await becomes(after, 'delivered');
    expect([there.received.length, (await row(unsaid))?.status]).toEqual([1, 'registered']);
  });

  it('of a command that had nothing to change tell how things are', async () => {
    const there = await receiver();
    const { id, name } = zoneName();
    const { generation } = await platform.accepted(Zone, 'create', id, { name });
    await platform.accepted(Zone, 'converged', id, { generation, observed });
    const command = await register(there.url(), 'zone', id);
    await platform.accepted(Zone, 'update', id, {}, command);
    await platform.ask('arm-callback', { command_id: command });
    await becomes(command, 'delivered');
    expect(there.bodies).toMatchObject([{ resource_id: id, status: 'active' }]);
  });

  it('outlive the service: what was registered before it stopped is told after it starts', async () => {
    const there = await receiver();
    const { id, name } = zoneName();
    const command = await register(there.url(), 'zone', id);
    const { generation } = await platform.accepted(Zone, 'create', id, { name }, command);
    const { parts } = platform.runtime;
    await platform.runtime.stop();
    await platform.start();
    expect(platform.runtime.parts).not.toBe(parts);
    await platform.accepted(Zone, 'converged', id, { generation, observed });
    await becomes(command, 'delivered');
    expect(there.received).toHaveLength(1);
  });

  it('lie sealed, are refused for addresses of the platform, and are reached by no resolver’s trick', async () => {
    const there = await receiver();
    const command = await register(there.url('127.0.0.1', '/token-5d1f'), 'zone', zoneName().id);
    expect(JSON.stringify(await row(command))).not.toContain('5d1f');
    for (const url of ['https://169.254.169.254/', 'https://[::1]/', 'gopher://x/', 'https://u:p@hooks.example/', 'x'])
      await expect(register(url, 'zone', 'z')).rejects.toThrow('request.invalid: header X-Callback-URL');
  });
});
