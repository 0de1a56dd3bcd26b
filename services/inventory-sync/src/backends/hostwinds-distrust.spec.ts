import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { inspect } from 'node:util';
import { startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { describe, expect, it } from '@jest/globals';
import { apiKey, HostwindsUnderTest, secretMarker } from './hostwinds-under-test.js';
import { untrustedCertificate } from './untrusted-certificate.js';

const signal = new AbortController().signal;

describe('HostwindsBackend, facing what it must not trust,', () => {
  const hostwinds = new HostwindsUnderTest();

  it.each([
    ['an entry without an id', '[{"password":"MARKED-PASSWORD-5f1c"}]'],
    ['an empty object', '{"success":{}}'],
    ['null', '{"success":null}'],
    ['a text', '"MARKED-PASSWORD-5f1c"'],
    ['HTML', '<html>MARKED-PASSWORD-5f1c</html>'],
  ])('says malformed, and shows nothing of it, when the list of servers is %s', async (_, body) => {
    const server = createServer((_request, response) => response.end(body));
    try {
      const port = await listen(server);
      const error: unknown = await hostwinds
        .connect({ base_url: `http://127.0.0.1:${port}/` })
        .observe(signal)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'BackendError', code: 'malformed' });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secretMarker);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('shows nothing of an answer that breaks off, which may be inside a password', async () => {
    hostwinds.emulator.faults.malformNext(3);
    const error: unknown = await hostwinds
      .connect()
      .observe(signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'malformed' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/MARKED/);
  });

  it('takes its own key out of what the provider tells', async () => {
    hostwinds.emulator.faults.refuseAction.set('get_instances', `Unknown key ${apiKey}.`);
    const error: unknown = await hostwinds
      .connect()
      .observe(signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'refused', detail: expect.stringContaining('Unknown key ***') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(apiKey);
  });

  it('reads no more than 64 MiB of an answer', async () => {
    hostwinds.emulator.faults.padToBytes = 65 * 1024 * 1024;
    await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining('64 MiB'),
    });
  });

  it('sends nothing to a server whose certificate it cannot verify', async () => {
    let asked = 0;
    const server = createTlsServer(untrustedCertificate, (_request, response) => {
      asked += 1;
      response.end('[]');
    });
    try {
      const port = await listen(server);
      await expect(hostwinds.connect({ base_url: `https://127.0.0.1:${port}/` }).observe(signal)).rejects.toMatchObject(
        {
          code: 'unavailable',
          detail: expect.stringContaining('certificate'),
        },
      );
      expect(asked).toBe(0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await startHostwindsEmulator({ servers: 1, ipsPerServer: 1, apiKey });
    try {
      hostwinds.emulator.faults.redirectTo = elsewhere.url;
      await expect(hostwinds.connect().observe(signal)).rejects.toMatchObject({
        code: 'refused',
        detail: expect.stringContaining('redirects are not followed'),
      });
      expect(elsewhere.requests).toEqual({});
    } finally {
      await elsewhere.stop();
    }
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no TCP port.');
  return address.port;
}
