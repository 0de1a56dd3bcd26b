import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlatformUnderTest } from './platform-under-test.js';

const BRAND = {
  name: 'Told',
  base_hostname: 'told.example',
  primary_ns: 'ns1.told.example',
  secondary_ns: 'ns2.told.example',
  hostmaster_email: 'dns@told.example',
};

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const NOTHING: Received = { path: '', headers: {}, body: '' };

describe('a platform that tells the world', () => {
  let platform: PlatformUnderTest;
  let server: Server;
  let url: string;
  let status = 200;
  const received: Received[] = [];

  const at = (path: string) => received.filter((one) => one.path === path);
  const bodies = (path: string) => at(path).map(({ body }) => JSON.parse(body) as Record<string, unknown>); // ours are objects

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ path: request.url ?? '', headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
    platform = await PlatformUnderTest.start({
      FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '',
      FREEHOLD_WEBHOOK_ALLOW_HTTP: 'true',
      FREEHOLD_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1/32',
      FREEHOLD_WEBHOOK_TRY_AFTER_SECONDS: Array.from({ length: 60 }, (_, nth) => (nth === 0 ? '0' : '1')).join(','),
    });
    await platform.api.put('/platform/config', {
      primary_ns: 'ns1.host.example',
      hostmaster_email: 'dns@host.example',
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends webhooks what happens, signed with the secret that was shown once', async () => {
    const made = await platform.api.post('/webhooks', { url: `${url}/hook`, events: ['brand'] });
    expect(made.status).toBe(201);
    const brand = await platform.api.post('/brands', BRAND);
    await until(() => at('/hook').length === 1);
    const { headers, body } = at('/hook')[0] ?? NOTHING;
    const content = [headers['webhook-id'], headers['webhook-timestamp'], body].map(String).join('.');
    const key = Buffer.from(String(made.body['secret']).replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(content).digest('base64')}`);
    const shown = await platform.api.get(`/events?kind=brand&id=${brand.body.id}`);
    expect(JSON.parse(body)).toEqual(shown.body.items[0]);
    const deliveries = await until(async () => {
      const { items } = (await platform.api.get(`/webhooks/${made.body.id}/deliveries`)).body;
      return items[0]?.status !== 'pending' && items; // it is recorded after our answer
    });
    expect(deliveries).toMatchObject([{ status: 'delivered', response_status: 200 }]);
    expect((await platform.api.post(`/webhooks/${made.body.id}/test`)).body).toMatchObject({ ok: true });
  });

  it('tells whoever asks how a command has ended, and nobody of one that was refused', async () => {
    const back = (path: string) => ({ 'x-callback-url': url + path });
    const zone = await platform.api.post('/zones', { name: 'called-back.example' }, back('/done'));
    await until(() => at('/done').length === 1);
    expect(bodies('/done')).toEqual([
      { resource_type: 'zone', resource_id: zone.body.id, status: 'active', status_message: null },
    ]);
    const refused = await platform.api.post('/zones', { name: 'called-back.example' }, back('/refused'));
    expect(refused.status).toBe(409);
    await platform.api.post('/brands', { ...BRAND, id: 'after', base_hostname: 'after.example' }, back('/after'));
    await until(() => at('/after').length === 1);
    expect(at('/refused')).toEqual([]);
    const inside = await platform.api.post('/brands', BRAND, { 'x-callback-url': 'http://169.254.169.254/' });
    expect([inside.status, inside.body.code]).toEqual([400, 'request.invalid']);
  });

  it('loses nothing that it owes when it is killed', async () => {
    await platform.api.post('/webhooks', { url: `${url}/owed`, events: ['brand'] });
    status = 503;
    const made: string[] = [];
    for (let nth = 0; nth < 5; nth++) made.push((await platform.api.post('/brands', BRAND)).body.id);
    await until(() => at('/owed').length > 0);
    await platform.kill();
    status = 200;
    const before = at('/owed').length;
    await platform.start();
    const told = () =>
      new Set(
        bodies('/owed')
          .slice(before)
          .map(({ resource_id }) => resource_id),
      );
    await until(() => made.every((id) => told().has(id)));
  });

  it('shows events to a browser’s own WebSocket, with the key offered as a protocol', async () => {
    const { api } = platform;
    const address = `${api.url.replace(/^http/, 'ws')}/api/v1/events/ws?kind=brand`;
    const socket = new WebSocket(address, ['freehold.events.v1', `bearer.${api.key}`]);
    const ids: string[] = [];
    socket.addEventListener('message', ({ data }) =>
      ids.push((JSON.parse(String(data)) as Received & { resource_id: string }).resource_id),
    ); // an event
    await once(socket, 'open');
    const { id } = (await api.post('/brands', BRAND)).body;
    await until(() => ids.includes(id));
    expect([ids, socket.protocol]).toEqual([[id], 'freehold.events.v1']);
    socket.close();
  });
});
