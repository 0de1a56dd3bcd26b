import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { Circuits, OPEN } from './circuits.js';

describe('a service that does not answer', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(async () => gateway?.stop());

  const zone = async () => await gateway.request('POST', '/api/v1/zones', { name: 'acme.example' });

  it('is asked no more after a while: 503 at once, while reads and other services go on; and again when it is back', async () => {
    await gateway.owners.get('dns')?.stop();
    gateway.owners.delete('dns');
    for (let call = 0; call < 5; call++) expect((await zone()).status).toBe(503);
    // After a second one call tries again, which on a busy machine may be the sixth.
    const { took, answer } = await until(async () => {
      const from = performance.now();
      const answer = await zone();
      return answer.body.detail.includes('lately') && { took: performance.now() - from, answer };
    });
    expect(took).toBeLessThan(500); // nobody there is known after a second
    const { status, body, headers } = answer;
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'request.unavailable', '1']);
    expect((await gateway.request('GET', '/metrics')).body).toContain(
      'freehold_circuit_open{context="dns",way="command"} 1',
    );
    expect((await gateway.request('GET', '/api/v1/zones')).status).toBe(200);
    expect((await gateway.tenant()).status).toBe(202);
    const refusal = JSON.stringify({ outcome: 'rejected', code: 'zone.public_suffix', detail: 'back' });
    const back = gateway.gateway.parts.nc.subscribe('cmd.dns.>', {
      callback: (_, message) => void message.respond(refusal),
    });
    await until(async () => (await zone()).body.code === 'zone.public_suffix', { every: 100 });
    for (let call = 0; call < 5; call++) expect((await zone()).body.detail).toBe('back');
    expect((await gateway.request('GET', '/metrics')).body).toContain(
      'freehold_circuit_open{context="dns",way="command"} 0',
    );
    back.unsubscribe();
  });
});

describe('a circuit', () => {
  const fails = (end: string) => end === 'silence';

  it('opens after five failures in a row, not after five among others', async () => {
    const circuits = new Circuits('ask');
    const call = async (end: string) => await circuits.call('x', async () => end, fails);
    for (const end of [
      'silence',
      'silence',
      'silence',
      'silence',
      'answer',
      'silence',
      'silence',
      'silence',
      'silence',
      'silence',
    ])
      expect(await call(end)).toBe(end);
    expect(await call('answer')).toBe(OPEN);
    expect(await circuits.call('y', async () => 'another', fails)).toBe('another');
  });

  it('lets one call try when its time has come, and nobody wait with it', async () => {
    const circuits = new Circuits('ask');
    for (let call = 0; call < 5; call++) await circuits.call('x', async () => 'silence', fails);
    const probe = Promise.withResolvers<string>();
    const probing: Promise<unknown>[] = [];
    await until(() => {
      let sent = false;
      const call = circuits.call('x', async () => ((sent = true), await probe.promise), fails);
      if (sent) probing.push(call);
      return sent;
    });
    expect(await circuits.call('x', async () => 'answer', fails)).toBe(OPEN);
    probe.resolve('answer');
    expect(await probing[0]).toBe('answer');
    expect(await circuits.call('x', async () => 'answer', fails)).toBe('answer');
  });

  it('is not opened by what a call throws', async () => {
    const circuits = new Circuits('ask');
    const broken = async () => await circuits.call('x', async () => await Promise.reject(new Error('ours')), fails);
    for (let call = 0; call < 10; call++) await expect(broken()).rejects.toThrow('ours');
  });
});
