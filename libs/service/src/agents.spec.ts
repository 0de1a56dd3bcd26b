import { BackendError } from '@freehold/ledger/backend-error';
import { Outcome } from '@freehold/rpc/agent';
import { AgentError, type AgentErrorReason } from '@freehold/rpc/agent-error';
import { type AgentMethods, AgentServer, serviceOf } from '@freehold/rpc/agent-server';
import { testAuthority } from '@freehold/rpc/certificates-under-test';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Agents, asBackendError, isDistrusted, type NodeRow } from './agents.js';
import { type Issuer, ServiceCertificate } from './service-certificate.js';

const authority = await testAuthority();
const node = await authority.issue({ uri: 'freehold://node/n1' });
const { signal } = new AbortController();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const resource = { id: 'w1', generation: 1n };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Fleet, as far as a certificate goes. */
const issuer =
  (service: string, notAfter = () => inDays(2)): Issuer =>
  async (request) => ({
    ...(await authority.sign(request, { uri: `freehold://service/${service}`, notAfter: notAfter() })),
    authority_pem: authority.authority_pem,
  });

function agentsOf(service: string, issue = issuer(service)): Agents {
  const agents = new Agents(service, issue);
  undo.push(() => agents.close());
  return agents;
}

async function serve(
  of: Partial<AgentMethods> = {},
  credentials = node,
): Promise<{ server: AgentServer; row: NodeRow }> {
  const methods: AgentMethods = {
    enrol: () => ({}),
    apply: (_, context) => ({ outcome: Outcome.APPLIED, detail: serviceOf(context) }),
    remove: ({ generation }) => ({ outcome: generation < 5n ? Outcome.STALE : Outcome.UNCHANGED }),
    async *converge() {},
    async *observe() {
      yield { message: { case: 'hello' as const, value: { nodeId: 'n1' } } };
    },
    ...of,
  };
  const server = await AgentServer.start({ host: '127.0.0.1', port: 0, credentials, enrolled: true, methods });
  undo.push(() => server.stop());
  return { server, row: rowOf(`127.0.0.1:${server.port}`) };
}

function rowOf(grpc_address: string | undefined, certificate_serial = node.serial): NodeRow {
  return { id: 'n1', observed: { grpc_address, certificate_serial } };
}

describe('a call to a node', () => {
  it('says what became of a resource', async () => {
    const { row } = await serve();
    const agents = agentsOf('tenant');
    expect(await agents.apply(row, resource, signal)).toBe('applied');
    expect(await agents.remove(row, { kind: 'webroot', id: 'w1' }, 5, signal)).toBe('unchanged');
    expect(await agents.remove(row, { kind: 'webroot', id: 'w1' }, 4, signal)).toBe('stale');
  });

  it('is refused in the node’s own words', async () => {
    const { row } = await serve({ apply: () => ({ outcome: Outcome.REFUSED, detail: 'nginx: unknown directive' }) });
    await expect(agentsOf('tenant').apply(row, resource, signal)).rejects.toMatchObject({
      code: 'refused',
      detail: 'nginx: unknown directive',
    });
  });

  it('that is answered with nothing is malformed', async () => {
    const { row } = await serve({ apply: () => ({}) });
    const agents = agentsOf('tenant');
    await expect(agents.apply(row, resource, signal)).rejects.toMatchObject({ code: 'malformed' });
    await expect(agents.converge(row, {}, [], signal)).rejects.toMatchObject({ code: 'malformed' });
  });

  it('gathers what a convergence came to, and throws nothing of what was refused', async () => {
    const refused = { key: { kind: 'webroot', id: 'w2' }, outcome: Outcome.REFUSED, detail: 'no such version' };
    const { row } = await serve({
      async *converge(requests) {
        let applied = 0;
        for await (const { message } of requests) applied += message?.case === 'resource' ? 1 : 0;
        yield { message: { case: 'result' as const, value: refused } };
        yield { message: { case: 'summary' as const, value: { applied, refused: 1 } } };
      },
    });
    const resources = Array.from({ length: 100 }, (_, n) => ({ id: `w${n}`, generation: 1n }));
    const { summary, results } = await agentsOf('tenant').converge(row, { kinds: ['webroot'] }, resources, signal);
    expect(summary).toMatchObject({ applied: 100, refused: 1 });
    expect(results).toMatchObject([refused]);
  });

  it('hears what happens on the node, for the fleet service alone', async () => {
    const { row } = await serve();
    const heard: unknown[] = [];
    for await (const { message } of agentsOf('fleet').observe(row, signal)) heard.push(message.case);
    expect(heard).toEqual(['hello']);
    await expect(agentsOf('tenant').observe(row, signal).next()).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(agentsOf('fleet').apply(row, resource, signal)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('ends with the reason of whoever aborts it', async () => {
    const { row } = await serve({ apply: () => new Promise<never>(() => {}) });
    const abort = new AbortController();
    const call = agentsOf('tenant').apply(row, resource, abort.signal);
    const reason = new Error('the worker ends');
    const failure = expect(call).rejects.toBe(reason);
    abort.abort(reason);
    await failure;
  });
});

describe('a node that is not there', () => {
  it('is unavailable: not started yet, away, or with another certificate than its own', async () => {
    const agents = agentsOf('tenant');
    const { server, row } = await serve();
    for (const wrong of [rowOf(undefined), { id: 'n1', observed: null }]) {
      await expect(agents.apply(wrong, resource, signal)).rejects.toMatchObject({ code: 'unavailable' });
    }
    const replaced = rowOf(String(row.observed?.['grpc_address']), 'abc123');
    const failure = await agents.apply(replaced, resource, signal).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('enrolled again') });
    expect(isDistrusted(failure)).toBe(true);
    await server.stop();
    const away = await agents.apply(row, resource, signal).catch((error: unknown) => error);
    expect(away).toMatchObject({ code: 'unavailable' });
    expect(isDistrusted(away)).toBe(false);
  });

  it.each<[AgentErrorReason, string]>([
    ['unavailable', 'unavailable'],
    ['fault', 'unavailable'],
    ['distrusted', 'unavailable'],
    ['timeout', 'outcome_unknown'],
    ['forbidden', 'unauthorized'],
    ['invalid', 'refused'],
  ])('%s is told as %s', (reason, code) => {
    const told = asBackendError({ id: 'n1', observed: null }, new AgentError(reason, 'n1', 'why'));
    expect(told).toMatchObject({ name: 'BackendError', code });
  });
});

describe('the connection to a node', () => {
  it('is kept while its row stays, and is another one when the row names another certificate', async () => {
    const { server, row } = await serve();
    const agents = agentsOf('tenant');
    await agents.apply(row, resource, signal);
    const next = await authority.issue({ uri: 'freehold://node/n1' });
    server.replaceCertificate(next, true);
    expect(await agents.apply(row, resource, signal)).toBe('applied');
    const renewed = rowOf(String(row.observed?.['grpc_address']), next.serial);
    expect(await agents.apply(renewed, resource, signal)).toBe('applied');
    await expect(agents.apply(row, resource, signal)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('that is replaced goes when the last call on it has ended', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { server, row } = await serve({
      async apply({ resource: sent }) {
        if (sent?.id === 'slow') await held;
        return { outcome: Outcome.APPLIED };
      },
    });
    const agents = agentsOf('tenant');
    const slow = agents.apply(row, { id: 'slow' }, signal);
    await agents.apply(row, resource, signal);
    const next = await authority.issue({ uri: 'freehold://node/n1' });
    server.replaceCertificate(next, true);
    await agents.apply(rowOf(String(row.observed?.['grpc_address']), next.serial), resource, signal);
    agents.forget('n1');
    release();
    expect(await slow).toBe('applied');
  });
});

describe('the certificate of a service', () => {
  it('is asked for once, however many need it at once, and its key is never the same', async () => {
    const requests: string[] = [];
    const counting: Issuer = (request) => {
      requests.push(request);
      return issuer('tenant')(request);
    };
    const [one, two] = [agentsOf('tenant', counting), agentsOf('tenant', counting)];
    const shown = await Promise.all([one.credentials(), one.credentials(), one.credentials()]);
    expect(new Set(shown).size).toBe(1);
    expect((await two.credentials()).key_pem).not.toBe(shown[0]?.key_pem);
    expect(requests).toHaveLength(2);
    for (const request of requests) expect(request).not.toContain('PRIVATE');
  });

  it('is renewed from the half of its life on, and serves until the next one is there', async () => {
    let asked = 0;
    // The spec's authority dates them back by a day, so that one which ends in an hour is past its half.
    const issue = issuer('tenant', () => (asked++ === 0 ? inDays(1 / 24) : inDays(2)));
    const agents = agentsOf('tenant', issue);
    const first = await agents.credentials();
    expect(await agents.credentials()).toBe(first);
    await until(async () => (await agents.credentials()) !== first);
    const second = await agents.credentials();
    expect(await agents.credentials()).toBe(second);
    expect(asked).toBe(2);
  });

  it('serves to its end when there is no other to be had, and then says so', async () => {
    const away = new BackendError('unavailable', 'the fleet service does not answer');
    let [answers, later] = [true, 0];
    const issue: Issuer = async (request) => {
      if (!answers) throw away;
      return await issuer('tenant', () => inDays(1 / 24))(request);
    };
    const certificate = new ServiceCertificate('tenant', issue, () => Date.now() + later);
    const only = await certificate.current();
    answers = false;
    expect(await certificate.current()).toBe(only);
    later = 3_600_000;
    await expect(certificate.current()).rejects.toBe(away);
    answers = true;
    expect(await certificate.current()).not.toBe(only);
  });
});
