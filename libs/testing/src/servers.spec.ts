import { describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { freshDatabase, freshNats, freshPowerDns } from './servers.js';
import { until } from './until.js';

const database = await freshDatabase();
const nats = await freshNats();
const powerDns = await freshPowerDns();

describe('servers for specs', () => {
  it('give each caller an empty database of its own', async () => {
    const other = await freshDatabase();
    for (const { url } of [database, other]) {
      const client = new pg.Client(url);
      await client.connect();
      await client.query('CREATE TABLE mine (id int)');
      await client.end();
    }
    expect(other.name).not.toBe(database.name);
  });

  it('bring NATS back on its port after a kill', async () => {
    const connection = await connect({ servers: nats.url, reconnectTimeWait: 20, maxReconnectAttempts: -1 });
    await nats.kill();
    await nats.restart();
    const answer = await until(() => connection.request('$JS.API.INFO', '', { timeout: 500 }));
    expect(answer.json()).toMatchObject({ type: 'io.nats.jetstream.api.v1.account_info_response' });
    await connection.close();
  });

  it('bring PowerDNS back with its zones after a kill', async () => {
    const zones = `${powerDns.apiUrl}/api/v1/servers/localhost/zones`;
    const headers = { 'X-API-Key': powerDns.apiKey };
    const zone = { name: 'acme.example.', kind: 'Native', nameservers: ['ns1.acme.example.'] };
    expect((await fetch(zones, { method: 'POST', headers, body: JSON.stringify(zone) })).status).toBe(201);
    await powerDns.kill();
    await powerDns.restart();
    expect(await (await fetch(zones, { headers })).json()).toMatchObject([{ name: 'acme.example.' }]);
  });
});
