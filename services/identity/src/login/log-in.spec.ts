import { User } from '@freehold/contracts/identity/user';
import { Browser, type Page } from '@freehold/testing/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';

let identity: IdentityUnderTest;

beforeAll(async () => {
  identity = await startIdentity();
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

/** What a page says, but for what was typed, what is new each time, and how long to wait. */
const said = ({ status, html }: Page) => [status, html.replaceAll(/ value="[^"]*"|action="[^"]*"|in .* seconds?/g, '')];

describe('guessing a password', () => {
  it('is held after a few tries, also with the right one, also after a restart; another account goes on', async () => {
    const pages = await tries('jo', 'a wrong password', 7);
    expect(pages.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    await identity.pool.query("UPDATE login_try SET blocked_until = now() + interval '60 seconds' WHERE tries = 5");
    await identity.restart();
    const [held] = await tries('jo', 'the right password', 1);
    expect(held?.status).toBe(429);
    expect(held?.html).toContain('There were too many tries');
    const { browser, page } = await asked('192.0.2.8');
    expect((await browser.submit(page, { name: 'admin', password: identity.password })).url).toContain(
      '/login/callback?code=',
    );
  });

  it('tells nothing of whether the account is there: the same pages, in about the same time', async () => {
    const time = async (name: string) => {
      const from = performance.now();
      const pages = await tries(name, 'a wrong password', 5);
      return { took: performance.now() - from, pages };
    };
    await time('warm-up');
    const there = await time('jo');
    await identity.pool.query('TRUNCATE login_try');
    const nobody = await time('nobody');
    expect(nobody.pages.map(said)).toEqual(there.pages.map(said));
    // Without the hash of nobody’s password it would take a tenth.
    expect(nobody.took).toBeGreaterThan(there.took / 3);
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
