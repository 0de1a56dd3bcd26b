import { connect } from 'node:tls';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type AgentConnection, openAgent, openEnrolment } from './agent-connection.js';
import { echoingMethods } from './agent-methods-under-test.js';
import { AgentServer } from './agent-server.js';
import { testAuthority } from './certificates-under-test.js';
import type { Credentials } from './credentials.js';
import { newKey, selfSigned } from './signing-request.js';

const authority = await testAuthority();
const foreign = await testAuthority();
const node = await authority.issue({ uri: 'freehold://node/n1' });
const tenant = await authority.service('tenant');
const fleet = await authority.service('fleet');
const signal = new AbortController().signal;
/** In five to six seconds: a certificate's end is cut to whole ones. */
const soon = () => new Date((Math.floor(Date.now() / 1_000) + 6) * 1_000);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function serve(credentials: Credentials, enrolled = true, methods = echoingMethods()): Promise<AgentServer> {
  const server = await AgentServer.start({ host: '127.0.0.1', port: 0, credentials, enrolled, methods });
  undo.push(() => server.stop());
  return server;
}

function open(server: AgentServer, credentials: Credentials, certificate_serial?: string): AgentConnection {
  const pinned = certificate_serial === undefined ? {} : { certificate_serial };
  const connection = openAgent({ address: `127.0.0.1:${server.port}`, node_id: 'n1', credentials, ...pinned });
  undo.push(() => connection.close());
  return connection;
}

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

const resource = { id: 'w1', generation: 1n };

describe('a connection to an agent', () => {
  it('carries every method, and says which service calls', async () => {
    const connection = open(await serve(node), tenant);
    expect(await connection.apply(resource, signal)).toMatchObject({ detail: 'tenant w1' });
    expect(await connection.remove({ kind: 'webroot', id: 'w1' }, 2n, signal)).toMatchObject({ detail: 'w1' });
    const set = Array.from({ length: 5_000 }, (_, n) => ({ id: `w${n}`, generation: 1n }));
    const summary = await first(connection.converge({ kinds: ['webroot'] }, set, signal));
    expect(summary?.message).toMatchObject({ case: 'summary', value: { applied: 5_000 } });
  });

  it('comes back by itself after the agent was away', async () => {
    const server = await serve(node);
    const connection = open(server, tenant);
    await connection.apply(resource, signal);
    const { port } = server;
    await server.stop();
    await expect(connection.apply(resource, signal)).rejects.toMatchObject({ reason: 'unavailable', node_id: 'n1' });
    const methods = echoingMethods();
    const again = await AgentServer.start({ host: '127.0.0.1', port, credentials: node, enrolled: true, methods });
    undo.push(() => again.stop());
    expect(await connection.apply(resource, signal)).toMatchObject({ detail: 'tenant w1' });
  });

  it('ends a call whose signal aborts with its reason, and the call of the agent with it', async () => {
    let hasEnded = false;
    const held = (of: AbortSignal) =>
      new Promise<void>((resolve) => {
        of.addEventListener('abort', () => {
          hasEnded = true;
          resolve();
        });
      });
    const connection = open(await serve(node, true, echoingMethods(held)), tenant);
    const reason = new Error('the worker ends');
    const abort = new AbortController();
    const call = connection.apply({ id: 'slow' }, abort.signal);
    const failure = expect(call).rejects.toBe(reason);
    await connection.apply(resource, signal);
    abort.abort(reason);
    await failure;
    await until(() => hasEnded);
  });

  it('says nothing to a server that is another node, or was pinned to another certificate', async () => {
    const other = await serve(await authority.issue({ uri: 'freehold://node/n2' }));
    await expect(open(other, tenant).apply(resource, signal)).rejects.toMatchObject({ reason: 'distrusted' });
    const service = await serve(await authority.issue({ uri: 'freehold://service/tenant' }));
    await expect(open(service, tenant).apply(resource, signal)).rejects.toMatchObject({ reason: 'distrusted' });
    const server = await serve(node);
    await expect(open(server, tenant, 'abc123').apply(resource, signal)).rejects.toMatchObject({
      reason: 'distrusted',
    });
    await open(server, tenant, `00${node.serial.toUpperCase()}`).apply(resource, signal);
  });

  it('says nothing to a server whose certificate has expired, is foreign, or its own', async () => {
    const key_pem = newKey();
    const own = { key_pem, chain_pem: await selfSigned(key_pem, 'n1'), authority_pem: authority.authority_pem };
    const expired = await authority.issue({ uri: 'freehold://node/n1', notAfter: new Date(Date.now() - 1_000) });
    const alien = await foreign.issue({ uri: 'freehold://node/n1' });
    for (const credentials of [own, expired, { ...alien, authority_pem: authority.authority_pem }]) {
      await expect(open(await serve(credentials), tenant).apply(resource, signal)).rejects.toMatchObject({
        reason: 'distrusted',
      });
    }
  });

  it('ends when either certificate does', async () => {
    const node_ends = async () =>
      open(await serve(await authority.issue({ uri: 'freehold://node/n1', notAfter: soon() })), fleet);
    const caller_ends = async () =>
      open(await serve(node), await authority.issue({ uri: 'freehold://service/fleet', notAfter: soon() }));
    for (const ends of [node_ends, caller_ends]) {
      const connection = await ends();
      const kinds: (string | undefined)[] = [];
      const watch = async () => {
        for await (const { message } of connection.observe(signal)) kinds.push(message.case);
      };
      await expect(watch()).rejects.toMatchObject({ name: 'AgentError' });
      expect(kinds).toEqual(['hello']);
      await expect(first(connection.observe(signal))).rejects.toMatchObject({ name: 'AgentError' });
    }
  });
});

describe('an agent', () => {
  it.each(['', 'freehold://node/n1', 'freehold://service/dns', 'https://example.org/'])(
    'answers nothing to %j',
    async (uri) => {
      const credentials = uri ? await authority.issue({ uri }) : await foreign.service('tenant');
      const connection = open(await serve(node), { ...credentials, authority_pem: authority.authority_pem });
      await expect(connection.apply(resource, signal)).rejects.toMatchObject({ name: 'AgentError' });
      await expect(first(connection.observe(signal))).rejects.toMatchObject({ name: 'AgentError' });
    },
  );

  it('keeps each service to its own methods', async () => {
    const server = await serve(node);
    const forbidden = { reason: 'forbidden' };
    await expect(open(server, fleet).apply(resource, signal)).rejects.toMatchObject(forbidden);
    await expect(first(open(server, fleet).converge({}, [], signal))).rejects.toMatchObject(forbidden);
    await expect(first(open(server, tenant).observe(signal))).rejects.toMatchObject(forbidden);
    const request = { step: { case: 'signingRequestWanted', value: {} } } as const;
    await expect(open(server, tenant).enrol(request, signal)).rejects.toMatchObject(forbidden);
  });

  it('does not speak TLS 1.2, nor with a client that shows no certificate', async () => {
    const { port } = await serve(node);
    for (const options of [{ maxVersion: 'TLSv1.2' as const, key: tenant.key_pem, cert: tenant.chain_pem }, {}]) {
      const socket = connect({
        host: '127.0.0.1',
        port,
        ca: authority.authority_pem,
        ALPNProtocols: ['h2'],
        ...options,
      });
      socket.on('error', () => {});
      await until(() => socket.destroyed || socket.readableEnded);
    }
  });

  it('refuses a message that is larger than a resource can be', async () => {
    const connection = open(await serve(node), tenant);
    const large = { id: 'x'.repeat(2 * 1024 * 1024), generation: 1n };
    await expect(connection.apply(large, signal)).rejects.toMatchObject({ reason: 'invalid' });
    await connection.apply(resource, signal);
  });

  it('answers enrolment alone until it has a certificate, and then everything, on the same port', async () => {
    const key_pem = newKey();
    const authority_pem = authority.authority_pem;
    const server = await serve({ key_pem, chain_pem: await selfSigned(key_pem, 'n1'), authority_pem }, false);
    const address = `127.0.0.1:${server.port}`;
    const enrolment = openEnrolment({ address, node_id: 'n1', credentials: fleet });
    const request = { step: { case: 'signingRequestWanted', value: {} } } as const;
    expect(await enrolment.enrol(request, signal)).toMatchObject({ proven: false, response: { joinToken: 'token' } });

    const impostor = openEnrolment({ address, node_id: 'n1', credentials: await foreign.service('fleet') });
    await expect(impostor.enrol(request, signal)).rejects.toMatchObject({ name: 'AgentError' });

    server.replaceCertificate(node, true);
    await open(server, tenant).apply(resource, signal);
    const renewal = openEnrolment({ address, node_id: 'n1', credentials: fleet });
    expect(await renewal.enrol(request, signal)).toMatchObject({ proven: true });
    const misled = openEnrolment({ address, node_id: 'n2', credentials: fleet });
    await expect(misled.enrol(request, signal)).rejects.toMatchObject({ reason: 'distrusted' });
  });
});
