import { Refusal } from '@freehold/contracts/audit/refusal';
import { AUDIT, AUDIT_SUBJECTS } from '@freehold/contracts/audit/streams';
import { User } from '@freehold/contracts/identity/user';
import { Browser, type Page } from '@freehold/testing/browser';
import { cpuSeconds } from '@freehold/testing/cpu-seconds';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';

let identity: IdentityUnderTest;

beforeAll(async () => {
  identity = await startIdentity();
  // As the gateway makes it.
  await identity.runtime().parts.ledger.jsm.streams.add({ name: AUDIT, subjects: [AUDIT_SUBJECTS] });
  await identity.command(User, 'create', 'jo', { email: 'jo@acme.example', password: 'the right password' });
});

beforeEach(async () => {
  await identity.pool.query('TRUNCATE login_try');
});

afterAll(async () => {
  await identity?.stop();
});

/** A login page, in a browser of its own. */
async function asked(address: string): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser(identity.url, { 'x-forwarded-for': address });
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${identity.url}/login/callback`,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  return { browser, page: await browser.get(`${identity.url}/oidc/auth?${query.toString()}`) };
}

async function tries(name: string, password: string, count: number): Promise<Page[]> {
  const { browser, page } = await asked('192.0.2.7');
  const pages: Page[] = [];
  for (let n = 0; n < count; n++) pages.push(await browser.submit(page, { name, password }));
  return pages;
}

/** As if waits were ten minutes, not the second that may be over before the sixth try comes. */
async function holdLonger(): Promise<void> {
  await identity.pool.query('UPDATE login_try SET blocked_until = tried_at + 600 * (blocked_until - tried_at)');
}

/** The newest entries of the audit, once there are so many from an address. */
async function told(address: string, count: number): Promise<Refusal[]> {
  const { js } = identity.runtime().parts.ledger;
  return await until(async () => {
    const entries: Refusal[] = [];
    const consumer = await js.consumers.get(AUDIT, { filter_subjects: AUDIT_SUBJECTS });
    for await (const message of await consumer.fetch({ max_messages: 1_000, expires: 1_000 })) {
      const entry = Refusal.parse(message.json());
      if (entry.address === address) entries.push(entry);
      if (message.info.pending === 0) break;
    }
    return entries.length === count && entries;
  });
}

/** What a page says, but for what was typed, what is new each time, and how long to wait. */
const said = ({ status, html }: Page) => [status, html.replaceAll(/ value="[^"]*"|action="[^"]*"|in .* seconds?/g, '')];

describe('guessing a password', () => {
  it('is held after a few tries, also with the right one, also after a restart; another account goes on', async () => {
    const free = await tries('jo', 'a wrong password', 5);
    expect(free.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    await holdLonger();
    expect((await tries('jo', 'a wrong password', 2)).map(({ status }) => status)).toEqual([429, 429]);
    await identity.restart();
    const [held] = await tries('jo', 'the right password', 1);
    expect(held?.status).toBe(429);
    expect(held?.html).toContain('There were too many tries');
    const { browser, page } = await asked('192.0.2.8');
    expect((await browser.submit(page, { name: 'admin', password: identity.password })).url).toContain(
      '/login/callback?code=',
    );
  });

  it('tells nothing of whether the account is there: the same pages, in about the same time, for about the same work', async () => {
    // Others use this machine too: the least of three rounds counts. Of the cores as well, as a hash is most of what a try costs.
    const work = async (name: string) => {
      await identity.pool.query('TRUNCATE login_try');
      const from = { time: performance.now(), work: cpuSeconds(process.pid) };
      const pages = await tries(name, 'a wrong password', 5);
      const took = { time: performance.now() - from.time, work: cpuSeconds(process.pid) - from.work };
      return { took, pages: pages.map(said) };
    };
    await work('warm-up');
    const there = [await work('jo')];
    const nobody = [await work('nobody')];
    for (let n = 0; n < 2; n++) {
      there.push(await work('jo'));
      nobody.push(await work('nobody'));
    }
    expect(nobody.map(({ pages }) => pages)).toEqual(there.map(({ pages }) => pages));
    const least = (of: typeof there, what: 'time' | 'work') => Math.min(...of.map(({ took }) => took[what]));
    // Without the hash of nobody’s password it would take a quarter of the work, and a tenth of the time.
    expect(least(nobody, 'work')).toBeGreaterThan(least(there, 'work') / 2);
    expect(least(nobody, 'time')).toBeGreaterThan(least(there, 'time') / 3);
  });

  it('ends with the right password, which the same person may mistype again', async () => {
    const { browser, page } = await asked('192.0.2.9');
    for (let n = 0; n < 4; n++) await browser.submit(page, { name: 'jo', password: 'a wrong password' });
    expect((await browser.submit(page, { name: 'jo@ACME.example', password: 'the right password' })).url).toContain(
      'code=',
    );
  });

  it('keeps what was typed as the name, and never the password, in the page; markup stays text', async () => {
    const [page] = await tries('"><script>alert(1)</script>', 'a secret of mine', 1);
    expect(page?.html).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(page?.html).not.toContain('a secret of mine');
    expect(page?.html).not.toContain('<script');
  });
});

describe('the audit', () => {
  it('is told of every try with its address, what came of it and a digest of the name: never the name, never the password', async () => {
    const { browser, page } = await asked('192.0.2.20');
    const typed = [
      { name: 'jo', password: 'a wrong password' },
      { name: 'JO ', password: 'a wrong password' },
      { name: 'a password in the wrong field', password: 'x' },
    ];
    for (const fields of typed) await browser.submit(page, fields);
    await browser.submit(page, { name: 'jo', password: 'the right password' });
    const entries = await told('192.0.2.20', 4);
    expect(entries.map(({ code, status, actor }) => [code, status, actor])).toEqual([
      ['login.failed', 401, 'nobody'],
      ['login.failed', 401, 'nobody'],
      ['login.failed', 401, 'nobody'],
      ['login.succeeded', 303, 'user:jo'],
    ]);
    const digests = entries.map(({ body }) => (body as { name_digest: string }).name_digest); // as LoginAudit makes it
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(digests).toEqual([digests[0], digests[0], expect.not.stringMatching(digests[0] ?? ''), digests[0]]);
    const failed = JSON.stringify(entries.slice(0, 3));
    for (const text of [...typed.map(({ name }) => name.trim()), 'a wrong password'])
      expect(failed).not.toContain(`"${text}`);
  });

  it('is told of tries that were held', async () => {
    const { browser, page } = await asked('192.0.2.21');
    const wrong = { name: 'held', password: 'a wrong password' };
    for (let nth = 0; nth < 5; nth++) await browser.submit(page, wrong);
    await holdLonger();
    await browser.submit(page, wrong);
    const entries = await told('192.0.2.21', 6);
    expect(entries.at(-1)).toMatchObject({ code: 'login.held', status: 429, actor: 'nobody' });
  });

  it('holds nobody up while it is away', async () => {
    const { browser, page } = await asked('192.0.2.22');
    const { ledger } = identity.runtime().parts;
    await ledger.jsm.streams.delete(AUDIT);
    expect((await browser.submit(page, { name: 'jo', password: 'the right password' })).url).toContain('code=');
    await ledger.jsm.streams.add({ name: AUDIT, subjects: [AUDIT_SUBJECTS] });
    expect(await told('192.0.2.22', 1)).toMatchObject([{ code: 'login.succeeded' }]);
  });
});
