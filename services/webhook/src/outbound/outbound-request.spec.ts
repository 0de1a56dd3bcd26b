import { afterEach, describe, expect, it } from '@jest/globals';
import { AddressGuard } from './address-guard.js';
import { certificateUnderTest } from './certificate-under-test.js';
import { Outbound, type Resolve } from './outbound-request.js';
import { Receiver } from './receiver-under-test.js';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function receiver(options: { tls?: boolean; address?: string } = {}): Promise<Receiver> {
  const started = await Receiver.start(options);
  stops.push(() => started.stop());
  return started;
}

/** One that may go to 127.0.0.1, and nowhere else that is not public. */
function outbound(resolve: Resolve, answer_within_ms = 2_000): Outbound {
  const guard = new AddressGuard({ allow_http: true, allow_private: ['127.0.0.1/32'] });
  const made = new Outbound({ guard, answer_within_ms, resolve, ca: certificateUnderTest.cert });
  stops.push(() => made.close());
  return made;
}

/** A resolver that answers so, one after the other, and the last again and again. */
function resolver(...answers: readonly (readonly string[])[]): Resolve & { asked: number } {
  const resolve = Object.assign(
    async () => {
      const addresses = answers[Math.min(resolve.asked, answers.length - 1)] ?? [];
      resolve.asked += 1;
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
    { asked: 0 },
  );
  return resolve;
}

describe('what is posted', () => {
  it('goes over TLS to the receiver whose name the certificate bears', async () => {
    const there = await receiver({ tls: true });
    const to = outbound(resolver(['127.0.0.1']));
    expect(await to.post(there.url('hooks.example', '/a?b=c'), { 'webhook-id': 'm1' }, '{"x":1}')).toBe(200);
    expect(there.received).toMatchObject([
      { path: '/a?b=c', headers: { 'webhook-id': 'm1', 'content-type': 'application/json' }, body: '{"x":1}' },
    ]);
    await expect(to.post(there.url('other.example'), {}, '{}')).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('does not leave for a name of which any address is refused', async () => {
    const there = await receiver();
    for (const bad of ['127.0.0.2', '169.254.169.254', '::1', '::ffff:127.0.0.2', '10.0.0.1']) {
      const to = outbound(resolver(['127.0.0.1', bad]));
      await expect(to.post(there.url('hooks.example'), {}, '{}')).rejects.toThrow('leads to what is refused');
    }
    expect(there.received).toEqual([]);
  });

  it('goes to the address that was looked at, though the name leads elsewhere a moment later', async () => {
    const good = await receiver();
    good.answer = (response) => response.writeHead(200, { connection: 'close' }).end();
    const resolve = resolver(['127.0.0.1'], ['127.0.0.2']);
    const to = outbound(resolve);
    expect(await to.post(good.url('hooks.example'), {}, '{}')).toBe(200);
    expect(resolve.asked).toBe(1);
    // The next connection looks again, and is refused.
    await expect(to.post(good.url('hooks.example'), {}, '{}')).rejects.toThrow('leads to what is refused');
    expect([good.received.length, resolve.asked]).toEqual([1, 2]);
  });

  it('does not leave for an address that stands in the URL itself and is refused', async () => {
    const there = await receiver({ address: '127.0.0.2' });
    const resolve = resolver(['127.0.0.1']);
    const to = outbound(resolve);
    for (const host of ['127.0.0.2', '127.2', '[::1]', '[::ffff:127.0.0.2]'])
      await expect(to.post(there.url(host), {}, '{}')).rejects.toThrow('not an address of the public Internet');
    expect([there.received, resolve.asked]).toEqual([[], 0]);
  });

  it('does not follow a redirect: it is an answer', async () => {
    const [there, elsewhere] = [await receiver(), await receiver()];
    there.answer = (response) => response.writeHead(307, { location: elsewhere.url() }).end();
    expect(await outbound(resolver()).post(there.url(), {}, '{}')).toBe(307);
    expect(elsewhere.received).toEqual([]);
  });

  it('waits a bounded time for an answer, and for its end', async () => {
    const there = await receiver();
    const to = outbound(resolver(), 200);
    there.answerNext(() => undefined);
    await expect(to.post(there.url(), {}, '{}')).rejects.toThrow('no answer within 0.2 s');
    there.answerNext((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const from = performance.now();
    await to.post(there.url(), {}, '{}').catch(() => undefined);
    expect(performance.now() - from).toBeLessThan(1_500);
  });

  it('reads little of an answer that does not end', async () => {
    const there = await receiver();
    let written = 0;
    there.answerNext((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536;
      };
      response.on('drain', more);
      more();
    });
    expect(await outbound(resolver(), 5_000).post(there.url(), {}, '{}')).toBe(200);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it('tells of a failure no more than its sort: neither an address of the platform nor the URL', async () => {
    const there = await receiver();
    const url = there.url('hooks.example', '/secret-path');
    await there.stop();
    stops.pop();
    const error = await outbound(resolver(['127.0.0.1']))
      .post(url, {}, '{}')
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('Unreached: the connection failed (ECONNREFUSED)');
  });
});
