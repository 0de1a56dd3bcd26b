import { Resolver } from 'node:dns/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { freshPowerDns } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeDnsBackend, wantedZone } from './dns-backend.contract.js';
import { PowerDns } from './powerdns.js';

const signal = new AbortController().signal;
const server = await freshPowerDns();
const undo: (() => unknown)[] = [];

function powerDns(options: { url?: string; api_key?: string; deadline?: number } = {}): PowerDns {
  const backend = new PowerDns({ url: server.apiUrl, api_key: server.apiKey, ...options });
  undo.push(() => backend.close());
  return backend;
}

/** The API as somebody uses it who edits the server by hand. */
async function byHand(method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'x-api-key': server.apiKey, 'content-type': 'application/json' };
  const answer = await fetch(`${server.apiUrl}/api/v1/servers/localhost/zones${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

const dns = powerDns();
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

describeDnsBackend('PowerDNS', () => dns);

describe('PowerDNS: what somebody did by hand', () => {
  it('to the zone’s kind and serial keeping is put right', async () => {
    const zone = 'hand.example';
    await byHand('POST', '', {
      name: `${zone}.`,
      kind: 'Master',
      nameservers: ['ns.other.test.'],
      soa_edit_api: 'DEFAULT',
    });
    const before = await dns.readZone(zone, signal);
    const settled = await dns.createZone(wantedZone(zone), signal);
    expect(settled.rrsets).toMatchObject([{ type: 'NS', rdata: ['ns1.freehold.example.', 'ns2.freehold.example.'] }]);
    expect(settled.serial).toBeGreaterThan(before?.serial ?? Number.POSITIVE_INFINITY);
    const patched = await dns.patch(
      zone,
      { replace: [{ name: zone, type: 'A', ttl: 60, rdata: ['192.0.2.1'] }], remove: [] },
      signal,
    );
    expect(patched.serial).toBe(settled.serial + 1);
    expect(await dns.createZone(wantedZone(zone), signal)).toMatchObject({ serial: patched.serial });
  });

  it('to its records is seen: changed, added, disabled', async () => {
    const zone = 'drift.example';
    await dns.createZone(wantedZone(zone), signal);
    await dns.patch(
      zone,
      { replace: [{ name: `www.${zone}`, type: 'A', ttl: 60, rdata: ['192.0.2.1'] }], remove: [] },
      signal,
    );
    const change = (name: string, records: unknown[]) => ({ name, type: 'A', ttl: 60, changetype: 'REPLACE', records });
    await byHand('PATCH', `/${zone}.`, {
      rrsets: [
        change(`www.${zone}.`, [{ content: '192.0.2.1', disabled: true }]),
        change(`FTP.${zone}.`, [{ content: '192.0.2.2', disabled: false }]),
      ],
    });
    expect((await dns.readZone(zone, signal))?.rrsets.filter(({ type }) => type === 'A')).toEqual([
      { name: `ftp.${zone}`, type: 'A', ttl: 60, rdata: ['192.0.2.2'] },
    ]);
  });
});

describe('PowerDNS: names', () => {
  it('with characters that its ids escape are held like any other', async () => {
    for (const zone of ['_tcp.acme.example', '0/25.2.0.192.in-addr.arpa']) {
      await dns.createZone(wantedZone(zone), signal);
      await dns.patch(
        zone,
        { replace: [{ name: `1.${zone}`, type: 'PTR', ttl: 60, rdata: ['host.acme.example.'] }], remove: [] },
        signal,
      );
      expect((await dns.readZone(zone, signal))?.rrsets).toHaveLength(2);
      await dns.dropZone(zone, signal);
      expect(await dns.readZone(zone, signal)).toBeUndefined();
    }
  });

  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${server.dnsPort}`]);

  it('between the zone and a record exist, without data', async () => {
    const zone = 'between.example';
    await dns.createZone(wantedZone(zone), signal);
    await dns.patch(
      zone,
      { replace: [{ name: `a.b.${zone}`, type: 'A', ttl: 60, rdata: ['192.0.2.7'] }], remove: [] },
      signal,
    );
    await expect(resolver.resolve4(`b.${zone}`)).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4(`c.${zone}`)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('as wide as a wildcard are served', async () => {
    const zone = 'wild.example';
    await dns.createZone(wantedZone(zone), signal);
    await dns.patch(
      zone,
      { replace: [{ name: `*.${zone}`, type: 'A', ttl: 60, rdata: ['192.0.2.7'] }], remove: [] },
      signal,
    );
    expect(await resolver.resolve4(`any.${zone}`)).toEqual(['192.0.2.7']);
  });
});

describe('PowerDNS: failures', () => {
  const patch = (backend: PowerDns) =>
    backend.patch(
      'fail.example',
      { replace: [{ name: 'fail.example', type: 'A', ttl: 60, rdata: ['192.0.2.1'] }], remove: [] },
      signal,
    );

  /** A server that speaks HTTP, but not as PowerDNS does. */
  async function impostor(answer: RequestListener, options: { deadline?: number } = {}): Promise<PowerDns> {
    const http = createServer(answer);
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    undo.push(() => {
      http.closeAllConnections();
      http.close();
    });
    return powerDns({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, ...options }); // listens on TCP
  }

  beforeAll(async () => {
    await dns.createZone(wantedZone('fail.example'), signal);
  });

  it('of a refused record carry the server’s own text', async () => {
    const replace = [{ name: 'fail.example', type: 'A', ttl: 60, rdata: ['not an address'] }];
    await expect(dns.patch('fail.example', { replace, remove: [] }, signal)).rejects.toMatchObject({
      code: 'refused',
      transient: false,
      detail: expect.stringMatching(/^Record fail\.example\.\/A 'not an address': /),
    });
  });

  it('of a wrong key are unauthorized, and show no key', async () => {
    const wrong = powerDns({ api_key: 'marked-secret' });
    const error = await wrong.ping(signal).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('marked-secret');
  });

  it.each([
    [503, '{"error":"busy"}', 'unavailable', 'unavailable'],
    [429, '', 'unavailable', 'unavailable'],
    [500, 'Internal Server Error', 'unavailable', 'outcome_unknown'],
    [403, 'Forbidden', 'unauthorized', 'unauthorized'],
    [400, '{"error":"no"}', 'refused', 'refused'],
    [302, '', 'malformed', 'malformed'],
    [200, '<html>', 'malformed', 'malformed'],
    [200, '{"serial":"x"}', 'malformed', 'malformed'],
  ])('of HTTP %i %j are %s to read and %s to change', async (status, body, reading, changing) => {
    const other = await impostor((_, response) => response.writeHead(status).end(body));
    await expect(other.readZone('fail.example', signal)).rejects.toMatchObject({ code: reading });
    await expect(patch(other)).rejects.toMatchObject({ code: changing });
  });

  it('of silence end at the deadline: nothing was read, and nobody knows what was changed', async () => {
    const silent = await impostor(() => undefined, { deadline: 1_000 });
    await expect(silent.readZone('fail.example', signal)).rejects.toMatchObject({
      code: 'unavailable',
      transient: true,
    });
    await expect(patch(silent)).rejects.toMatchObject({ code: 'outcome_unknown', transient: true });
  });

  it('of an answer that breaks off are no less unknown', async () => {
    const broken = await impostor((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{');
      setImmediate(() => response.destroy());
    });
    await expect(broken.readZone('fail.example', signal)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(patch(broken)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  it('of a caller that gives up come at once', async () => {
    const silent = await impostor(() => undefined);
    const patient = powerDns({ url: server.apiUrl });
    const leaving = new AbortController();
    const call = silent.readZone('fail.example', leaving.signal);
    leaving.abort();
    await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    await expect(patient.ping(signal)).resolves.toBeUndefined();
  });

  it('of a killed server are unavailable, and end by themselves when it is back, with every zone', async () => {
    const before = await dns.readZone('fail.example', signal);
    await server.kill();
    await expect(dns.readZone('fail.example', signal)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(patch(dns)).rejects.toMatchObject({ code: 'unavailable' });
    await server.restart();
    expect(await until(() => dns.readZone('fail.example', signal))).toEqual(before);
  });
});
