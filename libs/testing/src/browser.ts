/** What a page was, after every redirect that stays with the provider. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser without scripts: it keeps cookies by path, follows redirects, fills forms in. */
export class Browser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** @param home whose redirects are followed; one that leads elsewhere is the page at which it ends */
  constructor(
    private readonly home: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async get(url: string): Promise<Page> {
    return await this.go(url, { method: 'GET' });
  }

  /** Sends the page's one form with these fields. */
  async submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1];
    if (action === undefined) throw new Error(`there is no form in: ${page.html}`);
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
      ...fields,
    });
    return await this.go(new URL(action, page.url).href, { method: 'POST', body });
  }

  /** Any request, with its cookies; the redirects that follow are read. */
  async go(url: string, init: RequestInit): Promise<Page> {
    const { pathname } = new URL(url);
    const cookie = [...this.cookies].flatMap(([name, { value, path }]) =>
      pathname.startsWith(path) ? `${name}=${value}` : [],
    );
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, ...Object.fromEntries(new Headers(init.headers)), cookie: cookie.join('; ') },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const html = await response.text();
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (to === null) return { status: response.status, url, html, headers: response.headers };
    const next = new URL(to, url).href;
    if (!next.startsWith(`${this.home}/`))
      return { status: response.status, url: next, html, headers: response.headers };
    return await this.go(next, { method: 'GET' });
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, { value, path: /; path=([^;]+)/i.exec(line)?.[1] ?? '/' });
  }
}
