import { Resolver } from 'node:dns/promises';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { type PowerDnsServer, startPowerDns } from './powerdns.js';
import { lookForDig } from './programs.js';

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-powerdns-'));
const apiKey = 'marked-secret';
let server: PowerDnsServer = await startPowerDns({ dataDir, apiKey });

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function api(method: string, path: string, body: object): Promise<number> {
  const answer = await fetch(`${server.apiUrl}/api/v1/servers/localhost/zones${path}`, {
    method,
    headers: { 'X-API-Key': apiKey },
    body: JSON.stringify(body),
  });
  return answer.status;
}

async function setAddress(name: string, address: string): Promise<void> {
  const rrset = { name, type: 'A', ttl: 300, changetype: 'REPLACE', records: [{ content: address, disabled: false }] };
  expect(await api('PATCH', '/acme.example.', { rrsets: [rrset] })).toBe(204);
}

async function dig(name: string): Promise<string> {
  const program = (await lookForDig()) ?? 'dig';
  const { stdout } = await execa(program, ['@127.0.0.1', '-p', String(server.dnsPort), '+short', name, 'A']);
  return stdout;
}

describe('PowerDNS', () => {
  it('answers dig with what its API was told, at once and over a kill -9', async () => {
    expect(await api('POST', '', { name: 'acme.example.', kind: 'Native', nameservers: ['ns1.acme.example.'] })).toBe(
      201,
    );
    await setAddress('www.acme.example.', '192.0.2.1');
    expect(await dig('www.acme.example')).toBe('192.0.2.1');
    await setAddress('www.acme.example.', '192.0.2.2');
    expect(await dig('www.acme.example')).toBe('192.0.2.2');
    await server.kill();
    server = await startPowerDns({ dataDir, apiKey, dnsPort: server.dnsPort, apiPort: server.apiPort });
    expect(await dig('www.acme.example')).toBe('192.0.2.2');
  });

  it('answers for a zone that was made a moment ago', async () => {
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${server.dnsPort}`]);
    await expect(resolver.resolveNs('new.example')).rejects.toMatchObject({ code: 'EREFUSED' });
    expect(await api('POST', '', { name: 'new.example.', kind: 'Native', nameservers: ['ns1.new.example.'] })).toBe(
      201,
    );
    expect(await resolver.resolveNs('new.example')).toEqual(['ns1.new.example']);
  });

  it('refuses callers without its key, which stands in a file for its owner alone', async () => {
    expect((await fetch(`${server.apiUrl}/api/v1/servers/localhost/zones`)).status).toBe(401);
    expect((await stat(join(dataDir, 'pdns.conf'))).mode & 0o777).toBe(0o600);
    expect(await readFile(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(apiKey);
    expect(await readFile(join(dataDir, 'server.log'), 'utf8')).not.toContain(apiKey);
  });
});
